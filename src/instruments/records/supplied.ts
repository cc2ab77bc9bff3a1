import { z } from 'zod'
import type { EvidenceClass, Quantity } from '../../judge/evidence.ts'
import type { Instrument, Item, Reducer, Reduction } from '../contract.ts'

/**
 * Takes a measurement that somebody else made and wrote down: a panel's points, a register's figures, another laboratory's result.
 * It determines nothing itself, so the class of the evidence is what its giver declares, a claim unless said otherwise.
 */
export const suppliedParams = z.strictObject({
  n: z.int().min(0).optional(),
  evidence: z.enum(['claim', 'document', 'record', 'recomputed', 'measured']).default('claim'),
  source: z.string().optional(),
  quantities: z.record(z.string(), z.json()),
})
export type SuppliedParams = z.output<typeof suppliedParams>

type Supplied = {
  readonly n?: number
  readonly evidence: EvidenceClass
  readonly quantities: Readonly<Record<string, Quantity>>
}

export const suppliedReducer: Reducer<SuppliedParams, Supplied> = {
  name: 'records/supplied',
  version: '1',
  params: suppliedParams,
  reduce: (results): Reduction => {
    const given = [...results][0]?.result
    return { n: given?.n ?? 0, evidence: given?.evidence ?? 'none', quantities: given?.quantities ?? {} }
  },
}

export const supplied: Instrument<SuppliedParams, Item, Supplied> = {
  ...suppliedReducer,
  title: { zh: '提供的测量结果', en: 'Measurement supplied' },
  method: { title: { zh: '由提供者负责', en: 'as its giver determined it' }, source: 'declared in the subject file' },
  produces: {},
  check: async () => [],
  items: async function* () {
    yield { id: 'supplied' }
  },
  measure: async () => {
    throw new Error('a supplied measurement is read, not made')
  },
}
