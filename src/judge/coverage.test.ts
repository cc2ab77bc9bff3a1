import { expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { judge } from './judge.ts'

const standard = loadStandard(
  'coverage.yaml',
  `plumbline: 1
id: test/coverage
edition: 0.1.0
title: { en: Coverage }
authority: reference-profile
sources: { own: { title: ours, kind: proposal } }
from: [own]
subject: anything
facts: { extra: yes-no }
measures: { m: { instrument: test/m, gives: { a: ratio, b: ratio, c: ratio, d: ratio } } }
results:
  - id: total
    value: mean(of)
    of:
      - { id: heavy, weight: 90, value: mean(of), of: [{ id: a, weight: 30, value: m.a }, { id: b, weight: 70, value: m.b }] }
      - { id: light, weight: 10, value: mean(of), of: [{ id: c, weight: 50, value: m.c }, { id: d, weight: 50, when: subject.extra, value: m.d }] }
`,
)
if (!standard.ok) throw new Error(JSON.stringify(standard.problems))

const coverage = (extra: boolean | null, quantities: Record<string, number>) => {
  const judged = judge(standard.value, {
    facts: { extra },
    measures: { m: { quantities } },
    findings: {},
    assessment: { date: '2026-01-01', party: 'first' },
  })
  if (!judged.ok) throw new Error(JSON.stringify(judged.problems))
  return judged.value.nodes['total']?.coverage
}

test.each([
  ['all determined', true, { a: 1, b: 1, c: 1, d: 1 }, '1', '1'],
  ['each leaf counts with its own weight, whatever its group weighs', true, { b: 1, c: 1, d: 1 }, '0.85', '0.85'],
  ['a leaf that does not apply is left out above and below', false, { b: 1, c: 1 }, '0.8', '0.8'],
  ['a leaf that may apply counts both ways', null, { b: 1, c: 1 }, '0.6', '0.8'],
  ['nothing determined', true, {}, '0', '0'],
] as const)('%s', (_, extra, quantities, lo, hi) => {
  expect(coverage(extra, quantities)).toEqual({ lo, hi })
})
