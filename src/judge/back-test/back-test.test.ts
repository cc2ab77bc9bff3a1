import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadStandard } from '../../language/load.ts'
import { renderProblem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { pcg32 } from '../../metrics/random.ts'
import type { Evidence } from '../evidence.ts'
import { backTestDocument } from './document.ts'
import { type BackTestRow, judgeRows } from './judge-rows.ts'
import { resultOutcome } from './outcome.ts'
import { type BackTestSettings, planBackTest } from './plan.ts'
import { suppress } from './suppress.ts'
import { add, emptyTally } from './tally.ts'

const text = `plumbline: 1
id: test/small
edition: 1.0.0
title: { en: Small }
authority: reference-profile
sources: { design: { title: ours, kind: proposal } }
from: [design]
subject: thing
facts: { points: { number: [0, 100] }, care: { number: [0, 100] } }
measures: { trials: { instrument: test/rate, gives: { success: ratio } } }
scales: { L: [L0, L1, L2] }
requirements: [{ id: R1, holds: trials.success >= 0.9 }]
indicators:
  - id: total
    value: mean(of)
    of: [{ id: T1, weight: 30, value: subject.points }, { id: T2, weight: 70, value: subject.care }]
results:
  - { id: grade, value: total.value, level: { scale: L, at-least: { L1: 50, L2: 80 } }, adjust: [{ when: "!R1.satisfied", at-most: L1 }] }
`
function load(t: string): Standard {
  const s = loadStandard('s.yaml', t)
  if (!s.ok) throw new Error(s.problems.map((p) => renderProblem(p, 'en')).join('\n'))
  return s.value
}
const old = load(text)
const edited = (...edits: [string, string][]) =>
  load(
    edits.reduce((t, [a, b]) => {
      if (!t.includes(a)) throw new Error(a)
      return t.replace(a, b)
    }, text),
  )
const evidence = (points: number, care: number, success: number | string | undefined, more: object = {}): Evidence => ({
  facts: { points, care },
  measures: success === undefined ? {} : { trials: { quantities: { success: { value: success, ...more } } } },
  findings: {},
  assessment: { date: '2026-01-01', party: 'third' },
})
const row = (e: Evidence, sector = 's', zone = 'z'): BackTestRow => ({ sector, zone, evidence: e })
function planned(to: Standard, settings: Partial<BackTestSettings> = {}) {
  const p = planBackTest(old, to, { draws: 0, ...settings })
  if (!p.ok) throw new Error(p.problems.map((x) => renderProblem(x, 'en')).join('\n'))
  return p.value
}
const causes = (to: Standard, e: Evidence) =>
  Object.keys(judgeRows(planned(to), [row(e)]).causes).map((k) => JSON.parse(k) as string[])

describe('why a report moves', () => {
  it('names the one clause, both clauses where each is enough, and both where only together they do it', () => {
    const limit: [string, string] = ['>= 0.9', '>= 0.95']
    const level: [string, string] = ['L2: 80', 'L2: 85']
    expect(causes(edited(limit, level), evidence(90, 90, 0.92))).toEqual([['L2', 'L1', 'single', 'clause R1']])
    expect(causes(edited(limit, level), evidence(82, 82, 0.99))).toEqual([['L2', 'L1', 'single', 'clause grade']])
    expect(causes(edited(limit, level), evidence(82, 82, 0.92))).toEqual([
      ['L2', 'L1', 'single', 'clause R1', 'clause grade'],
    ])
    // (30 * 100 + 70 * 67) / 100 = 76.9; 70 and 70 give 83.5, and so do 30 and 30
    expect(
      causes(
        edited(['weight: 30', 'weight: 70'], ['weight: 70, value: subject.care', 'weight: 30, value: subject.care']),
        evidence(100, 67, 1),
      ),
    ).toEqual([['L1', 'L2', 'single', 'clause T1', 'clause T2']])
    // 40 and 70 give 79, 30 and 60 give 78, 40 and 60 give 80.2
    expect(causes(edited(['weight: 30', 'weight: 40'], ['weight: 70', 'weight: 60']), evidence(100, 67, 1))).toEqual([
      ['L1', 'L2', 'together', 'clause T1', 'clause T2'],
    ])
  })
  it('says what the draft asks that nobody has', () => {
    const to = edited(
      ['facts: {', 'facts: { audited: yes-no,'],
      ['results:', '  - { id: extra, value: "subject.audited ? 1 : 0" }\nresults:'],
      ['[{ when: "!R1', '[{ when: "extra.value < 1", at-most: L0 }, { when: "!R1'],
    )
    const t = judgeRows(planned(to), [row(evidence(90, 90, 1)), row(evidence(10, 10, 1))])
    expect(t.open).toEqual({ 'missing: audited': 1 })
    expect(Object.keys(t.moves).map((k) => JSON.parse(k) as string[])).toContainEqual([
      's',
      'z',
      'L2',
      'not-determined',
    ])
  })
})

describe('counts', () => {
  const rows = (seed: bigint, n: number) => {
    const r = pcg32(seed)
    const whole = () => Math.floor(r.uniform() * 101)
    return Array.from({ length: n }, () =>
      row(
        evidence(whole(), whole(), `${80 + Math.floor(r.uniform() * 21)}/100`),
        ['a', 'b', 'c'][Math.floor(r.uniform() * 3)]!,
        r.uniform() < 0.1 ? 'x' : 'y',
      ),
    )
  }
  const to = edited(['>= 0.9', '>= 0.95'], ['L1: 50', 'L1: 45'])
  it('do not depend on how the rows are divided or ordered', () => {
    const all = rows(1n, 120)
    const whole = judgeRows(planned(to), all)
    const sum = emptyTally()
    for (const part of [all.slice(70), all.slice(0, 33), all.slice(33, 70)]) add(sum, judgeRows(planned(to), part))
    const s = { inputs: '', least: 3 }
    expect(JSON.stringify(backTestDocument(planned(to), sum, s))).toBe(
      JSON.stringify(backTestDocument(planned(to), whole, s)),
    )
  })
  it('show the same matrix as judging each report by itself', () => {
    const all = rows(2n, 100)
    const doc = backTestDocument(planned(to), judgeRows(planned(to), all), { inputs: '', least: 1 })
    for (const [i, a] of doc.moves.from.entries())
      for (const [j, b] of doc.moves.to.entries())
        expect(doc.moves.counts[i]![j]).toBe(
          all.filter(
            (r) =>
              resultOutcome(old, 'grade', r.evidence).name === a && resultOutcome(to, 'grade', r.evidence).name === b,
          ).length,
        )
    expect(doc.bySector.reduce((n, g) => n + g.reports!, 0)).toBe(100)
  })
  it('under the same edition nobody moves', () => {
    expect(judgeRows(planned(old), rows(3n, 50)).causes).toEqual({})
  })
})

describe('which threshold gives a wanted pass rate', () => {
  it('is exact on the values given, as judging under each of them shows', () => {
    const r = pcg32(9n)
    const all = Array.from({ length: 60 }, () =>
      row(evidence(Math.floor(r.uniform() * 101), Math.floor(r.uniform() * 101), 1)),
    )
    const search = { place: 'grade.at-least.L2', pass: 'L2', from: '60', to: '90', step: '5' }
    const p = planned(old, { search })
    const doc = backTestDocument(p, judgeRows(p, all), { inputs: '', least: 3, rate: '0.2' })
    const passing = (k: number) =>
      all.filter((x) => resultOutcome(p.search!.drafts[k]!, 'grade', x.evidence).name === 'L2').length
    expect(doc.search!.curve.map((c) => c.passes)).toEqual(doc.search!.curve.map((_, k) => passing(k)))
    const at = doc.search!.curve.findIndex((c) => c.value === doc.search!.wanted!.value)
    expect(passing(at)).toBeGreaterThanOrEqual(12)
    if (at + 1 < doc.search!.curve.length) expect(passing(at + 1)).toBeLessThan(12)
  })
  it('refuses a place that is no number', () => {
    const p = planBackTest(old, old, {
      draws: 0,
      search: { place: 'nobody.at-least.L2', pass: 'L2', from: '1', to: '2', step: '1' },
    })
    expect(p.ok ? [] : p.problems.map((x) => x.code)).toEqual(['unknown-place'])
  })
})

describe('how sure a move is', () => {
  it('draws the same under both editions: no draw moves where nothing changed, about half do on the line', () => {
    const near = row(
      evidence(90, 90, 0.95, {
        bounds: [{ confidence: '0.95', lower: '0.92', upper: '0.98' }],
        lower: 0.92,
        upper: 0.98,
        distribution: { kind: 'normal', mean: '0.95', sd: '0.018' },
      }),
    )
    const wide = (s: string) => s.replace('test/rate, gives', 'test/rate, confidence: 0.95, gives')
    const a = load(wide(text))
    const p = planBackTest(a, load(wide(text).replace('>= 0.9', '>= 0.95')), { draws: 2000 })
    if (!p.ok) throw new Error('plan')
    const t = judgeRows(p.value, [near])
    expect(t.straddling).toBe(1)
    const moved = (t.draws['["L2","L1"]'] ?? 0) / 2000
    expect(moved).toBeGreaterThan(0.45)
    expect(moved).toBeLessThan(0.55)
    expect(t.draws['["L1","L2"]']).toBeUndefined()
  })
})

describe('small counts are kept back', () => {
  const tables = fc.integer({ min: 1, max: 5 }).chain((w) =>
    fc.array(fc.array(fc.oneof(fc.nat(4), fc.nat(2000)), { minLength: w, maxLength: w }), {
      minLength: 1,
      maxLength: 5,
    }),
  )

  it('so that no line gives one away', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 5 }), (counts, least) => {
        const s = suppress(counts, least)
        const line = (cells: readonly (number | undefined)[], own: readonly number[], total: number | undefined) => {
          for (const [i, n] of own.entries()) {
            if (n > 0 && n < least) expect(cells[i]).toBeUndefined()
            if (cells[i] !== undefined) expect(cells[i]).toBe(n)
          }
          const kept = own.filter((_, i) => cells[i] === undefined)
          const all = kept.length === own.length
          if (total === undefined) expect(kept.length).toBeGreaterThan(0)
          else if (kept.length > 0 && !all) {
            expect(kept.length).toBeGreaterThan(1)
            expect(kept.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(least)
          }
        }
        const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
        const columns = [...counts[0]!.keys()].map((j) => counts.map((r) => r[j]!))
        for (const [i, row] of counts.entries()) line(s.cells[i]!, row, s.rowTotals[i])
        for (const [j, column] of columns.entries())
          line(
            s.cells.map((r) => r[j]),
            column,
            s.columnTotals[j],
          )
        // the sum of all is known
        line(s.rowTotals, counts.map(sum), sum(counts.flat()))
        line(s.columnTotals, columns.map(sum), sum(counts.flat()))
      }),
      { numRuns: 500, seed: 5 },
    )
  })

  it('and large ones stay where they can', () => {
    const s = suppress(
      [
        [1, 1800, 0],
        [2, 40, 300],
        [0, 0, 500],
      ],
      3,
    )
    expect(s.cells[0]![1]).toBe(1800)
    expect(s.cells[2]).toEqual([0, 0, 500])
    expect(s.cells[0]![0]).toBeUndefined()
  })
})
