import { expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { findingsOf } from './of-judgement.ts'

const text = `plumbline: 1
id: cn/a
edition: 1.0.0
title: { zh: 甲, en: A }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: system
decision: point
requirements:
  - { id: R1, check: records, title: { zh: 一, en: one } }
  - { id: R2, check: records, title: { zh: 二, en: two } }
indicators:
  - { id: I1, title: { zh: 量, en: share }, value: "1" }
results:
  - { id: end, title: { zh: 结论, en: end }, value: "I1.value" }
`

test('a requirement judged several times is satisfied where each is that applies, and failed where one is', () => {
  const loaded = loadStandard('a.yaml', text)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const found = (...outcomes: (string | undefined)[]) =>
    findingsOf(
      loaded.value,
      outcomes.map((outcome) => ({ id: 'R1', ...(outcome === undefined ? {} : { outcome }) })),
    ).get('R1')
  expect(found('satisfied')).toBe('satisfied')
  expect(found('satisfied', 'not-applicable', 'satisfied')).toBe('satisfied')
  expect(found('satisfied', 'inconclusive', 'not-satisfied')).toBe('failed')
  for (const open of ['inconclusive', 'not-determined', 'waived', undefined]) {
    expect(found(open)).toBe(undefined)
    expect(found('satisfied', open)).toBe(undefined)
  }
  expect(found('not-applicable')).toBe(undefined)
  // figures and results are read, not met
  expect(findingsOf(loaded.value, [{ id: 'I1', outcome: 'satisfied' }]).size).toBe(0)
  expect(findingsOf(loaded.value, [{ id: 'not there', outcome: 'satisfied' }]).size).toBe(0)
})
