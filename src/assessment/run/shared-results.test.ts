import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Instrument, type Item, SetupError, type Subject } from '../../instruments/contract.ts'
import { run } from './run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-shared-'))
})
afterEach(() => rm(folder, { recursive: true }))

const subject: Subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access: {}, folder: '.' }

/** Asks for letters; what is shared is the letter, whatever the item is called. */
function letters(name: string, prefix: string, of: string, fails = ''): { instrument: Instrument; asked: string[] } {
  const asked: string[] = []
  const instrument: Instrument = {
    name,
    version: '1',
    title: { zh: '字母', en: 'letters' },
    method: { title: { en: 'asks' }, source: 'made for a test' },
    params: z.unknown(),
    produces: {},
    errorLimit: 1,
    check: async () => [],
    items: async function* () {
      for (const letter of of) yield { id: `${prefix}${letter}`, shares: `letter-${letter}` }
    },
    measure: async ({ id }: Item) => {
      asked.push(id)
      if (fails.includes(id.slice(-1))) throw new SetupError({ code: 'down', text: { zh: '断', en: 'down' } })
      return `answer to ${id}`
    },
    reduce: () => ({ n: 0, evidence: 'measured', quantities: {} }),
  }
  return { instrument, asked }
}

async function measured(instrument: Instrument, file: string, earlier: readonly string[]) {
  const journal = join(folder, file)
  const ran = await run(instrument, subject, {}, { journal, earlier })
  if (!ran.ok) throw new Error(JSON.stringify(ran.problems))
  return [...ran.value.results()].map(({ id, result }) => [id, result])
}

describe('what two measures both ask', () => {
  test('is asked once; the rest is asked', async () => {
    const first = letters('toy/one', 'a-', 'xy')
    const second = letters('toy/two', 'b-', 'wxy')
    await measured(first.instrument, '1.jsonl', [])
    expect(await measured(second.instrument, '2.jsonl', [join(folder, '1.jsonl')])).toEqual([
      ['b-w', 'answer to b-w'],
      ['b-x', 'answer to a-x'],
      ['b-y', 'answer to a-y'],
    ])
    expect(second.asked).toEqual(['b-w'])
  })

  test('is handed on by a measure that took it over itself', async () => {
    await measured(letters('toy/one', 'a-', 'x').instrument, '1.jsonl', [])
    await measured(letters('toy/two', 'b-', 'x').instrument, '2.jsonl', [join(folder, '1.jsonl')])
    const third = letters('toy/three', 'c-', 'x')
    expect(await measured(third.instrument, '3.jsonl', [join(folder, '2.jsonl')])).toEqual([['c-x', 'answer to a-x']])
    expect(third.asked).toEqual([])
  })

  test('an error is not shared: it is asked again', async () => {
    await measured(letters('toy/one', 'a-', 'xy', 'x').instrument, '1.jsonl', [])
    const second = letters('toy/two', 'b-', 'xy')
    await measured(second.instrument, '2.jsonl', [join(folder, '1.jsonl')])
    expect(second.asked).toEqual(['b-x'])
  })

  test('a journal that is no journal costs asking again, and nothing else', async () => {
    await writeFile(join(folder, '1.jsonl'), 'not a journal\n')
    const second = letters('toy/two', 'b-', 'x')
    expect(await measured(second.instrument, '2.jsonl', [join(folder, '1.jsonl'), join(folder, 'gone')])).toEqual([
      ['b-x', 'answer to b-x'],
    ])
  })

  test('is handed to an item that goes on from it, which keeps its own result', async () => {
    const first = letters('toy/one', 'a-', 'xy')
    const { instrument } = letters('toy/two', 'b-', '')
    const going: Instrument = {
      ...instrument,
      items: async function* () {
        for (const letter of 'xz') yield { id: `b-${letter}`, shares: `more-${letter}`, takes: `letter-${letter}` }
      },
      measure: async ({ takes }, context) => `${context.earlier?.(takes!)?.result ?? 'nothing'}, and more`,
    }
    await measured(first.instrument, '1.jsonl', [])
    expect(await measured(going, '2.jsonl', [join(folder, '1.jsonl')])).toEqual([
      ['b-x', 'answer to a-x, and more'],
      ['b-z', 'nothing, and more'],
    ])
  })
})
