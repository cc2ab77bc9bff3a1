import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { indexJournal } from '../../src/assessment/run/journal-index.ts'
import { startMock } from '../../src/instruments/llm/mock/index.ts'
import { pcg32 } from '../../src/metrics/random.ts'
import { ended, type Said, started, workshop } from './command.ts'
import { numberOf, writeServiceStandard, writeServiceSubject } from './service.ts'

/** Ids of the questions that a journal holds an answer to; a torn last line is not one. */
async function answered(journal: string): Promise<Set<number>> {
  const numbers = new Set<number>()
  if (existsSync(journal))
    for (const o of (await indexJournal(journal)).outcomes()) if (o.ok && o.id !== 'frame') numbers.add(numberOf(o.id))
  return numbers
}

/**
 * Measures a service and kills the process with SIGKILL at random moments, then runs it to the end. Every prompt ends with one
 * result; none whose answer was journaled is asked again, and at most those in flight at a kill are asked twice.
 */
export async function killedAndResumed(prompts: number, kills: number, seed: bigint): Promise<void> {
  const width = 64
  const random = pcg32(seed)
  const work = workshop()
  const mock = await startMock({ latencyMs: 2 })
  try {
    const standard = writeServiceStandard(join(work.path, 'standard'), { prompts })
    const subject = writeServiceSubject(join(work.path, 'subject.yaml'), { url: mock.url, concurrency: width })
    const journal = join(work.path, 'out', 'journals', 'harmless.jsonl')
    const args = ['measure', subject, '--against', standard, '--out', 'out', '--width', String(width)]
    const askedOf = (n: number) => byNumber.get(n) ?? 0
    let byNumber = new Map<number, number>()
    const count = () => {
      byNumber = new Map([...mock.stats.asked].map(([text, times]) => [numberOf(text), times]))
    }
    const journaled = new Map<number, number>()
    let last: Said | undefined
    let killed = 0
    for (let round = 0; round <= kills; round++) {
      const target =
        mock.stats.requests + Math.floor(((prompts - journaled.size) * (20 + random.below(40))) / 100 / kills)
      const child = started(args, { cwd: work.path, home: join(work.path, 'home') })
      const end = ended(child)
      const watch = setInterval(() => {
        if (round === kills || mock.stats.requests < target) return
        clearInterval(watch)
        setTimeout(() => child.kill('SIGKILL'), random.below(20))
      }, 2)
      last = await end
      clearInterval(watch)
      if (last.signal === 'SIGKILL') killed++
      // requests of the dead process may still be on their way in
      await new Promise((r) => setTimeout(r, 50))
      count()
      for (const [n, times] of journaled) expect(askedOf(n), `question ${n} was asked again`).toBe(times)
      for (const n of await answered(journal)) if (!journaled.has(n)) journaled.set(n, askedOf(n))
    }
    expect(last?.code, last?.stderr).toBe(0)
    expect(killed).toBe(kills)
    expect(last?.stderr).toContain('Resuming')

    const ids: string[] = []
    for (const o of (await indexJournal<{ output: string }>(journal)).outcomes()) {
      expect(o.ok).toBe(true)
      ids.push(o.id)
    }
    expect(ids.length).toBe(prompts + 1)
    expect(new Set(ids).size).toBe(prompts + 1)
    expect(mock.stats.asked.size).toBe(prompts)
    // each kill can cost at most what was in flight
    expect(mock.stats.requests - prompts).toBeLessThanOrEqual(width * kills)
    expect(readdirSync(join(work.path, 'out')).filter((f) => f.endsWith('.part') || f === 'in-use')).toEqual([])
  } finally {
    await mock.close()
    work.remove()
  }
}
