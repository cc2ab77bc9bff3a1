import { execFileSync } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ItemOutcome } from '../../instruments/contract.ts'
import { ProblemError } from '../../language/problem.ts'
import { subject, toy } from './fixtures/toy.ts'
import { type Journal, type JournalHeader, type JournalOptions, openJournal } from './journal.ts'
import { openJournalFile } from './journal-file.ts'
import { indexJournal } from './journal-index.ts'
import { decodeLine, encodeLine } from './journal-line.ts'
import { journalLines } from './journal-read.ts'
import { ownIdentity } from './process-identity.ts'
import { run } from './run.ts'

const header: JournalHeader = {
  instrument: 'toy/square',
  version: '1',
  params: 'p',
  subject: 's',
  items: 'i',
  count: 3,
}

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-journal-'))
  path = join(folder, 'run.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function opened(options?: JournalOptions): Promise<Journal> {
  const outcome = await openJournal(path, header, options)
  if (!outcome.ok) throw new ProblemError(outcome.problems)
  return outcome.value
}

async function filled(ids: readonly string[]): Promise<void> {
  const journal = await opened()
  await Promise.all([...ids.map((id) => journal.append(answer(id))), journal.flush()])
  await journal.close()
}

const answer = (id: string): ItemOutcome<unknown> => ({ id, ok: true, result: { text: `“${id}” 上海\n𠮷` } })

async function idsOnDisk(): Promise<string[]> {
  const ids: string[] = []
  for await (const { number, json } of journalLines(path))
    if (number > 1) ids.push((JSON.parse(json) as { outcome: ItemOutcome<unknown> }).outcome.id)
  return ids
}

describe('lines', () => {
  test('come back as they were, and a changed character shows', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const entry = JSON.parse(json) as unknown
        const line = encodeLine(entry).slice(0, -1)
        expect(line).not.toContain('\n')
        expect(JSON.stringify(decodeLine(line))).toBe(JSON.stringify(entry))
        const i = at % line.length
        const other = line[i] === '0' ? '1' : '0'
        expect(decodeLine(line.slice(0, i) + other + line.slice(i + 1))).toBeUndefined()
      }),
    )
  })

  test('each is JSON any tool can read', () => {
    expect(JSON.parse(encodeLine({ a: 1 }))).toMatchObject({
      sum: expect.stringMatching(/^[0-9a-f]{16}$/),
      entry: { a: 1 },
    })
  })
})

describe('journal', () => {
  test('a cut at any byte loses at most the line it cuts', async () => {
    await filled(['a', 'b', 'c'])
    const whole = await readFile(path)
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([i]) => i + 1)
    for (let cut = 0; cut <= whole.length; cut += 7) {
      await writeFile(path, whole.subarray(0, cut))
      const journal = await opened()
      const left = Math.max(0, ends.filter((end) => end <= cut).length - 1)
      expect([...journal.known.keys()]).toEqual(['a', 'b', 'c'].slice(0, left))
      const torn = cut > 0 && !ends.includes(cut)
      expect(journal.warnings.map((w) => w.code)).toEqual(torn ? ['journal-repaired'] : [])
      const appended = journal.append(answer('z'))
      await journal.close()
      await appended
      expect(await idsOnDisk()).toEqual([...['a', 'b', 'c'].slice(0, left), 'z'])
    }
  })

  test('a last line that is complete but wrong is cut off too', async () => {
    await filled(['a', 'b'])
    await appendFile(path, `${'\0'.repeat(40)}\n`)
    const journal = await opened()
    await journal.close()
    expect(journal.warnings.map((w) => w.code)).toEqual(['journal-repaired'])
    expect(await idsOnDisk()).toEqual(['a', 'b'])
  })

  test('a wrong line in the middle is named and nothing is touched', async () => {
    await filled(['a', 'b', 'c'])
    const text = await readFile(path, 'utf8')
    const changed = text.replace('“b”', '“B”')
    await writeFile(path, changed)
    const outcome = await openJournal(path, header)
    expect(outcome.ok ? undefined : outcome.problems[0]).toMatchObject({ code: 'journal-corrupt', place: { line: 3 } })
    expect(await readFile(path, 'utf8')).toBe(changed)
    expect(await readdir(folder)).toEqual(['run.jsonl'])
  })

  test('lines wait for company: 200 outcomes take far fewer syncs', async () => {
    let syncs = 0
    const journal = await opened({
      batch: { lines: 64, wait: 20 },
      open: async (p) => {
        const file = await openJournalFile(p)
        return {
          ...file,
          sync: () => {
            syncs++
            return file.sync()
          },
        }
      },
    })
    await Promise.all(Array.from({ length: 200 }, (_, i) => journal.append(answer(String(i)))))
    await journal.close()
    expect(syncs).toBe(5)
    expect(await idsOnDisk()).toHaveLength(200)
  })

  test('a full disk is one problem; what was acknowledged stays, and the journal goes on later', async () => {
    let room = 3000
    const limited: JournalOptions['open'] = async (p) => {
      const file = await openJournalFile(p)
      return {
        ...file,
        write: (bytes, position) => {
          const fits = Math.min(bytes.length, room)
          if (fits === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
          room -= fits
          return file.write(bytes.subarray(0, fits), position)
        },
      }
    }
    const journal = await opened({ batch: { lines: 4, wait: 5 }, open: limited })
    const settled = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => journal.append(answer(`n${i}`))))
    await journal.close()
    const kept = settled.flatMap((s, i) => (s.status === 'fulfilled' ? [`n${i}`] : []))
    const refused = settled.filter((s) => s.status === 'rejected')
    expect(kept.length).toBeGreaterThan(4)
    expect(new Set(refused.map((s) => (s.reason as ProblemError).problems[0]?.code))).toEqual(
      new Set(['journal-disk-full']),
    )
    expect(await idsOnDisk()).toEqual(kept)
    await filled(['later'])
    expect(await idsOnDisk()).toEqual([...kept, 'later'])
  })

  test('a run on a really full disk stops with one problem and resumes after', async ({ skip }) => {
    const small = join(folder, 'small')
    try {
      execFileSync('mkdir', [small])
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'pipe' })
    } catch {
      skip('mounting a small disk needs root')
    }
    try {
      const journal = join(small, 'run.jsonl')
      const wordy = toy({ count: 3000, measure: async ({ index }) => ({ square: index * index }) })
      let acknowledged = 0
      const outcome = await run(wordy, subject, {}, { journal, width: 4, onProgress: (p) => (acknowledged = p.done) })
      expect(outcome.ok ? [] : outcome.problems.map((p) => p.code)).toEqual(['journal-disk-full'])
      expect(acknowledged).toBeGreaterThan(100)
      let kept = 0
      for (const o of (await indexJournal(journal)).outcomes()) if (o.ok) kept++
      expect(kept).toBeGreaterThanOrEqual(acknowledged)
      execFileSync('mount', ['-o', 'remount,size=4m', small])
      const rest = await run(wordy, subject, {}, { journal, width: 4 })
      expect(rest.ok && rest.value.complete && rest.value.done).toBe(3000)
    } finally {
      execFileSync('umount', [small])
    }
  })
})

describe('lock', () => {
  test('a second opening is refused while the first is open, and free after', async () => {
    const first = await opened()
    const second = await openJournal(path, header)
    expect(second.ok ? '' : second.problems[0]?.code).toBe('journal-in-use')
    await first.close()
    await (await opened()).close()
    expect(await readdir(folder)).toEqual(['run.jsonl'])
  })

  test.each([
    ['a process that is gone', { pid: 2 ** 22 + 5 }, true],
    ['a later process with the same number', { started: 'another boot 1' }, true],
    ['a living process', {}, false],
    ['another machine', { host: 'elsewhere.example' }, false],
  ])('a lock left by %s: taken over %s', async (_, change, takenOver) => {
    await writeFile(`${path}.lock`, JSON.stringify({ ...ownIdentity(), ...change }))
    const outcome = await openJournal(path, header)
    expect(outcome.ok).toBe(takenOver)
    if (outcome.ok) await outcome.value.close()
  })

  test.each(Array.from({ length: 25 }, (_, i) => i))(
    'of many who find a stale lock at once, one gets it (%d)',
    async (round) => {
      const gone = JSON.stringify({ ...ownIdentity(), pid: 2 ** 22 + 5 })
      await writeFile(`${path}.lock`, gone)
      // every other time, one died while it was taking over
      if (round % 2 === 0) await writeFile(`${path}.lock.takeover`, gone)
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => openJournal(path, header)))
      const winners = outcomes.filter((o) => o.ok)
      expect(winners).toHaveLength(1)
      for (const o of outcomes) if (!o.ok) expect(o.problems[0]?.code).toBe('journal-in-use')
      for (const w of winners) if (w.ok) await w.value.close()
      expect(await readdir(folder)).toEqual(['run.jsonl'])
    },
  )
})
