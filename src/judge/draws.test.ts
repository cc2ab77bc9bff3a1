import { describe, expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { draw } from './draws.ts'
import type { Evidence, Quantity } from './evidence.ts'

const loaded = loadStandard(
  'standard.yaml',
  `plumbline: 1
id: acme/grade
edition: 1.0.0
title: { zh: 等级, en: Grade }
authority: reference-profile
sources: { design: { title: Made for a test, kind: proposal } }
from: [design]
subject: service
decision: point
measures:
  seen: { instrument: toy/seen, gives: { rate: ratio, total: { number: [0, 100] } } }
scales:
  grades: [{ id: C }, { id: B }, { id: A }]
results:
  - id: grade
    title: { zh: 等级, en: Grade }
    level: { scale: grades, needs: { B: seen.total >= 50, A: seen.total >= 80 } }
    adjust:
      - { when: seen.rate < 0.5, at-most: C, because: { zh: 否决, en: veto } }
      - { when: seen.rate > 0.9, at-least: A, because: { zh: 免检, en: exempt } }
`,
)
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const standard = loaded.value

function shares(rate: Quantity, total?: string): unknown {
  const evidence: Evidence = {
    facts: {},
    measures: { seen: { n: 100, quantities: { rate, ...(total === undefined ? {} : { total }) } } },
    findings: {},
    assessment: { date: '2026-11-22', party: 'first' },
  }
  return draw(standard, evidence, 400)!.results['grade']
}
const beta = (k: number): Quantity => ({
  value: `${k}/100`,
  distribution: { kind: 'beta', a: String(k + 0.5), b: String(100.5 - k) },
})

describe('draws of a level', () => {
  test('an unknown level still lies on its scale: capped to the lowest it is known, and raised to the highest', () => {
    expect(shares(beta(0))).toEqual({ kind: 'shares', shares: { C: '1' } })
    expect(shares(beta(100))).toEqual({ kind: 'shares', shares: { A: '1' } })
    expect(shares(beta(70))).toEqual({ kind: 'shares', shares: { unknown: '1' } })
  })

  test('a known level is capped only in the draws in which the veto holds', () => {
    expect(shares(beta(70), '60')).toEqual({ kind: 'shares', shares: { B: '1' } })
    const drawn = shares(beta(50), '60') as { shares: Record<string, string> }
    expect(Number(drawn.shares['C'])).toBeGreaterThan(0.3)
    expect(Number(drawn.shares['B'])).toBeGreaterThan(0.3)
  })
})

describe('draws that columns leave open', () => {
  const ranged = loadStandard(
    'standard.yaml',
    `plumbline: 1
id: acme/ranged
edition: 1.0.0
title: { zh: 区间, en: Ranges }
authority: reference-profile
sources: { design: { title: Made for a test, kind: proposal } }
from: [design]
subject: service
decision: point
measures:
  seen: { instrument: toy/seen, gives: { rate: ratio } }
  other: { instrument: toy/other, gives: { points: { number: [0, 40] } } }
indicators:
  - { id: total, title: { zh: 总分, en: Total }, value: seen.rate * 60 + other.points }
results:
  - { id: passes, title: { zh: 通过, en: Passes }, holds: total.value >= 50 }
`,
  )
  if (!ranged.ok) throw new Error(JSON.stringify(ranged.problems))
  const result = (k: number) => {
    const rate: Quantity = {
      value: `${k}/100`,
      distribution: { kind: 'beta', a: String(k + 0.5), b: String(100.5 - k) },
    }
    const evidence: Evidence = {
      facts: {},
      measures: { seen: { n: 100, quantities: { rate } } },
      findings: {},
      assessment: { date: '2026-11-22', party: 'first' },
    }
    return draw(ranged.value, evidence, 1000)!.results['passes']
  }

  test('are judged with their ranges: what no value of the missing one can change is decided', () => {
    // the missing points lie between 0 and 40: at most 40 + 60 · 0.05 = 43, at least 60 · 0.95 = 57
    expect(result(1)).toEqual({ kind: 'shares', shares: { no: '1' } })
    expect(result(99)).toEqual({ kind: 'shares', shares: { yes: '1' } })
    expect(result(50)).toEqual({ kind: 'shares', shares: { unknown: '1' } })
  })
})
