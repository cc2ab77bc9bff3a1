import { expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { ProblemError } from '../language/problem.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../metrics/intervals.ts'
import { evidenceFrom } from './cases.ts'
import { samplesNeeded } from './samples.ts'

const loaded = loadStandard(
  'standard.yaml',
  `
plumbline: 1
id: acme/door
edition: 1.0.0
title: { zh: 门禁, en: Door }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: door
decision: { guarded: 0.95 }
measures: { trials: { instrument: records/trials, gives: { errors: ratio } } }
results: [{ id: accepted, title: { zh: 接受, en: accepted }, holds: trials.errors <= 0.0001 }]
`,
)
if (!loaded.ok) throw new ProblemError(loaded.problems)
const standard = loaded.value

function needed(k: number, n: number): number | null | undefined {
  const errors = {
    value: `${k}/${n}`,
    n,
    bounds: [
      {
        confidence: '0.95',
        lower: String(clopperPearsonLower(k, n, 0.95)),
        upper: String(clopperPearsonUpper(k, n, 0.95)),
      },
    ],
  }
  const { evidence } = evidenceFrom({
    assessment: { date: '2026-11-22', party: 'third' },
    measures: { trials: { n, evidence: 'measured', quantities: { errors } } },
  })
  const nodes = samplesNeeded(standard, evidence)?.nodes
  return nodes === undefined ? undefined : nodes['accepted'] === null ? null : nodes['accepted']!['trials']
}

test('no error in 10,000 for at most 1 in 10,000: about 30,000, where 29,956 is exact', () => {
  const about = needed(0, 10_000)!
  expect(about).toBeGreaterThanOrEqual(29_956)
  expect(about).toBeLessThan(1.1 * 29_956)
})

test('29,956 trials without an error decide', () => {
  expect(needed(0, 29_956)).toBe(undefined)
  expect(needed(0, 29_955)).toBeGreaterThan(29_955)
})

test('with errors the bound comes nearer with the root of the sample', () => {
  // 5 in 100,000: the bound lies 5.51e-5 above the estimate, the limit 5e-5; 1.1 leaves 5.01e-5, so 1.2 squared of the sample
  const about = needed(5, 100_000)!
  expect(clopperPearsonUpper(5, 100_000, 0.95)).toBeGreaterThan(1e-4)
  expect(about).toBe(144_000)
})
