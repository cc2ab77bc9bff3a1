import { expect, test } from 'vitest'
import type { Evidence } from '../../../src/judge/evidence.ts'
import { tried } from './trial.ts'

const evidence: Evidence = {
  facts: { service: true },
  measures: {
    m: {
      n: 100,
      quantities: {
        rate: {
          value: '0.9',
          bounds: [{ confidence: '0.95', lower: '0.85', upper: '0.94' }],
          distribution: { kind: 'beta', a: '91', b: '11' },
        },
      },
    },
  },
  findings: {},
  assessment: { date: '2026-11-22', party: 'first' },
}

test('the bounds of a quantity go along with it and stay within 0 and 1; its distribution is no longer that of the sample', () => {
  const out = tried(evidence, [{ kind: 'quantity', measure: 'm', name: 'rate', value: '0.98' }])
  expect(out.measures['m']!.quantities['rate']).toEqual({
    value: '0.98',
    bounds: [{ confidence: '0.95', lower: '0.93', upper: '1' }],
  })
  expect(evidence.measures['m']!.quantities['rate']).toMatchObject({ value: '0.9' })
})

test('a fact that is taken back is not known; a finding is backed by a document where it was not backed before', () => {
  const out = tried(evidence, [
    { kind: 'fact', name: 'service', value: undefined },
    { kind: 'finding', name: 'LT-1', value: true },
  ])
  expect(out.facts['service']).toBeNull()
  expect(out.findings['LT-1']).toEqual({ satisfied: true, evidence: 'document' })
})
