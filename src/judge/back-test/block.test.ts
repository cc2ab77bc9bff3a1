import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadStandard } from '../../language/load.ts'
import { pcg32 } from '../../metrics/random.ts'
import type { Declared, Evidence } from '../evidence.ts'
import { redrawn } from '../fixtures/lanes.ts'
import { names, shelf } from '../fixtures/library.ts'
import { evidence, formula, loaded } from '../fixtures/playground.ts'
import { BlockJudge } from './block.ts'
import { fitting, resultOutcome } from './outcome.ts'

/** Without lists and dates, which columns leave open; every other report with whole numbers, so that limits are met exactly. */
const simple = ['n1', 'n2', 'm', 'i', 'b1', 'b2', 'b3', 'w', 'lv']
function plainly(e: Evidence, at: number): Evidence {
  const value = (v: Declared | undefined) =>
    at % 2 === 0 && typeof v === 'string' && v.includes('.') ? Number(v).toFixed(0) : v
  return { ...e, facts: Object.fromEntries(simple.map((k) => [k, value(e.facts[k])])) as Evidence['facts'] }
}

/** Wherever columns give an answer, it is that of the exact judge; everything else they leave open. */
describe('columns never answer otherwise than the exact judge', () => {
  it('on random formulas', () => {
    let answered = 0
    fc.assert(
      fc.property(
        fc.array(formula, { minLength: 3, maxLength: 3 }),
        fc.array(evidence, { minLength: 16, maxLength: 16 }),
        (fs, rows) => {
          const s = loaded(fs)
          const given = rows.map(plainly)
          for (const id of ['grade', ...fs.flatMap((f, i) => (f.kind === 'holds' ? [`f${i}`] : []))]) {
            const said = new BlockJudge(s, id).names(given)
            for (const [i, name] of said.entries()) {
              if (name === undefined) continue
              answered++
              expect(name).toBe(resultOutcome(s, id, given[i]!).name)
            }
          }
        },
      ),
      { numRuns: 60, seed: 21 },
    )
    expect(answered).toBeGreaterThan(100)
  })

  it.each(names)('on %s', (name) => {
    const { standard, cases } = shelf(name)
    const random = pcg32(4n)
    const rows = cases
      .filter((c) => Object.keys(c.assume).length === 0)
      .slice(0, 20)
      .flatMap((c) => [c.evidence, redrawn(standard, c.evidence, () => random.uniform())])
    for (const id of standard.results) {
      const said = new BlockJudge(standard, id).names(rows.map((e) => fitting(standard, e)))
      for (const [i, n] of said.entries())
        if (n !== undefined) expect(n).toBe(resultOutcome(standard, id, rows[i]!).name)
    }
  })

  it('leaves to the exact judge what float64 gets wrong on the line', () => {
    const s = loadStandard(
      's.yaml',
      `plumbline: 1
id: test/line
edition: 1.0.0
title: { en: Line }
authority: reference-profile
sources: { design: { title: ours, kind: proposal } }
from: [design]
subject: thing
facts: { a: { number: [0, 1] }, b: { number: [0, 1] } }
results: [{ id: r, holds: subject.a + subject.b <= 0.3 }]
`,
    )
    if (!s.ok) throw new Error('standard')
    const row = (a: string, b: string) => ({
      facts: { a, b },
      measures: {},
      findings: {},
      assessment: { date: '2026-01-01', party: 'first' as const },
    })
    // in float64 0.1 + 0.2 is above 0.3
    const rows = [row('0.1', '0.2'), row('0.1', '0.19'), row('0.1', '0.21'), row('1/3', '0.2')]
    expect(new BlockJudge(s.value, 'r').names(rows)).toEqual([undefined, 'yes', 'no', 'no'])
    expect(resultOutcome(s.value, 'r', rows[0]!).name).toBe('yes')
  })
})
