import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SetupError } from '../../instruments/contract.ts'
import type { Outcome } from '../../language/problem.ts'
import { subject, toy } from './fixtures/toy.ts'
import { type Run, run } from './run.ts'

let folder = ''
let journal = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-run-'))
  journal = join(folder, 'deep', 'run.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function value<R>(outcome: Outcome<Run<R>>): Run<R> {
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.code).join())
  return outcome.value
}

function codes(outcome: Outcome<unknown>): string[] {
  return outcome.ok ? [] : outcome.problems.map((p) => p.code)
}

async function all<T>(items: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const timeout = new SetupError({ code: 'timeout', text: { zh: '超时', en: 'timed out' } })

describe('run', () => {
  test('measures every item once and hands the results over', async () => {
    const done = value(await run(toy({ count: 300 }), subject, {}, { journal, width: 7 }))
    expect(done).toMatchObject({ total: 300, done: 300, errors: {}, complete: true, warnings: [] })
    expect(done.invalid).toBeUndefined()
    const results = await all(done.results())
    expect(new Set(results.map((r) => r.id)).size).toBe(300)
    expect(toy({ count: 300 }).reduce(results, {}, []).quantities['sum']).toBe((299 * 300 * 599) / 6)
  })

  test('never more than `width` at once, and items are pulled as they are needed', async () => {
    let running = 0
    let most = 0
    let listed = 0
    let ahead = 0
    let begun = 0
    const instrument = toy({
      count: 200,
      listed: () => listed++,
      measure: async ({ index }) => {
        begun++
        ahead = Math.max(ahead, listed - 200 - begun)
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 1))
        running--
        return { square: index }
      },
    })
    value(await run(instrument, subject, {}, { journal, width: 5 }))
    expect(most).toBe(5)
    expect(ahead).toBeLessThanOrEqual(5)
  })

  test('a finished run is not measured again', async () => {
    value(await run(toy({ count: 50 }), subject, {}, { journal }))
    let asked = 0
    const again = toy({
      count: 50,
      measure: async () => {
        asked++
        return { square: 0 }
      },
    })
    expect(value(await run(again, subject, {}, { journal })).done).toBe(50)
    expect(asked).toBe(0)
  })

  test('set-up errors are counted apart, retried on resume, and past the limit the measurement is invalid', async () => {
    let broken = true
    const instrument = toy({
      count: 100,
      measure: async ({ index }) => {
        if (broken && index % 10 === 0) throw index === 0 ? new TypeError('boom') : timeout
        return { square: index }
      },
    })
    const first = value(await run(instrument, subject, {}, { journal }))
    expect(first).toMatchObject({ total: 100, done: 90, errors: { timeout: 9, 'unexpected-error': 1 }, complete: true })
    expect(first.invalid?.code).toBe('too-many-setup-errors')
    expect(await all(first.results())).toHaveLength(90)
    broken = false
    const second = value(await run(instrument, subject, {}, { journal }))
    expect(second).toMatchObject({ done: 100, errors: {} })
    expect(second.invalid).toBeUndefined()
    expect(await all(second.outcomes())).toHaveLength(100)
  })

  test.each([
    [2, undefined, false],
    [3, undefined, true],
    [3, 0.05, false],
    [1, 0, true],
  ])('%d errors of 100 with limit %s: invalid %s', async (errors, errorLimit, invalid) => {
    const instrument = toy({
      count: 100,
      ...(errorLimit === undefined ? {} : { errorLimit }),
      measure: async ({ index }) => {
        if (index < errors) throw timeout
        return { square: 0 }
      },
    })
    expect(value(await run(instrument, subject, {}, { journal })).invalid !== undefined).toBe(invalid)
  })

  test('duplicate ids and empty lists stop it before anything is measured', async () => {
    let asked = 0
    const measure = async () => ({ square: asked++ })
    const twice = await run(toy({ count: 3, ids: ['a', 'b', 'a'], measure }), subject, {}, { journal })
    expect(codes(twice)).toEqual(['duplicate-item'])
    expect(codes(await run(toy({ count: 0, measure }), subject, {}, { journal }))).toEqual(['no-items'])
    expect(asked).toBe(0)
  })

  test('a listing that changes between its two readings is noticed', async () => {
    let listings = 0
    const base = toy({ count: 3 })
    const instrument = {
      ...base,
      async *items() {
        const name = listings++ === 0 ? 'a' : 'b'
        for (let index = 0; index < 3; index++) yield { id: `${name}${index}`, index }
      },
    }
    expect(codes(await run(instrument, subject, {}, { journal }))).toEqual(['items-changed'])
  })

  test('cancellation keeps what is done, and the next run finishes it', async () => {
    const stop = new AbortController()
    let asked = 0
    const instrument = toy({
      count: 200,
      measure: async ({ index }, { signal }) => {
        if (++asked === 60) stop.abort()
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, 1)
          signal.addEventListener('abort', () => {
            clearTimeout(timer)
            reject(new Error('aborted'))
          })
        })
        return { square: index }
      },
    })
    const cut = value(await run(instrument, subject, {}, { journal, width: 4, signal: stop.signal }))
    expect(cut.complete).toBe(false)
    expect(cut.errors).toEqual({})
    expect(cut.done).toBeGreaterThanOrEqual(56)
    expect(cut.done).toBeLessThan(60)
    const rest = value(await run(instrument, subject, {}, { journal, width: 4 }))
    expect(rest).toMatchObject({ complete: true, done: 200 })
    expect(asked).toBe(60 + 200 - cut.done)
  })

  test('cancelled before it begins: nothing is asked', async () => {
    const done = value(await run(toy({ count: 5 }), subject, {}, { journal, signal: AbortSignal.abort() }))
    expect(done).toMatchObject({ done: 0, complete: false, total: 5 })
  })

  test('progress counts what is on disk and ends at the total', async () => {
    const seen: number[] = []
    let last: unknown
    await run(
      toy({ count: 500 }),
      subject,
      {},
      {
        journal,
        onProgress: (p) => {
          seen.push(p.done)
          last = p
        },
      },
    )
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(last).toMatchObject({ done: 500, total: 500, errors: 0, etaSeconds: 0 })
  })

  test('shared resources open once and close at the end, also after errors and cancellation', async () => {
    const log: string[] = []
    const instrument = (fail: boolean) =>
      toy({
        count: 20,
        errorLimit: 1,
        measure: async ({ index }, { shared }) => {
          await shared(
            'a',
            async () => log.push('open a'),
            () => void log.push('close a'),
          )
          await shared(
            'b',
            async () => log.push('open b'),
            () => {
              log.push('close b')
              throw new Error('stuck')
            },
          )
          if (fail) throw timeout
          return { square: index }
        },
      })
    const done = value(await run(instrument(true), subject, {}, { journal, width: 6 }))
    expect(log).toEqual(['open a', 'open b', 'close b', 'close a'])
    expect(done.warnings.map((w) => w.code)).toEqual(['resource-not-closed'])
    expect(done.done).toBe(0)
  })

  test.each([
    ['another subject', { subject: { ...subject, version: '2' } }],
    ['more items', { count: 11 }],
    ['another version of the instrument', { version: '2' }],
  ])(
    'a journal of %s is refused, and left as it is',
    async (_, change: { subject?: typeof subject; count?: number; version?: string }) => {
      value(await run(toy({ count: 10 }), subject, {}, { journal }))
      const before = await readFile(journal, 'utf8')
      const instrument = {
        ...toy({ count: change.count ?? 10 }),
        ...(change.version ? { version: change.version } : {}),
      }
      expect(codes(await run(instrument, change.subject ?? subject, {}, { journal }))).toEqual([
        'journal-of-another-run',
      ])
      expect(await readFile(journal, 'utf8')).toBe(before)
    },
  )

  test('another folder on this or another machine is the same run', async () => {
    value(await run(toy({ count: 10 }), subject, {}, { journal }))
    expect(value(await run(toy({ count: 10 }), { ...subject, folder: '/elsewhere' }, {}, { journal })).done).toBe(10)
  })

  test('two runs on one journal: the second is refused', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = toy({
      count: 3,
      measure: async () => {
        await gate
        return { square: 1 }
      },
    })
    const first = run(slow, subject, {}, { journal })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(codes(await run(toy({ count: 3 }), subject, {}, { journal }))).toEqual(['journal-in-use'])
    release()
    expect(value(await first).done).toBe(3)
  })

  test('a file that is no journal is not touched', async () => {
    const diary = join(folder, 'diary.txt')
    await writeFile(diary, 'dear diary\n')
    expect(codes(await run(toy({ count: 3 }), subject, {}, { journal: diary }))).toEqual(['journal-not-one'])
    expect(await readFile(diary, 'utf8')).toBe('dear diary\n')
  })
})
