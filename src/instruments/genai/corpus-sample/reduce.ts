import { z } from 'zod'
import type { Quantity } from '../../../judge/evidence.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'

/** Routes of a sample: by hand, or by keywords and classifiers. */
export const routes = { human: ['human'], technical: ['keyword', 'classifier'] } as const

const corpusSampleParams = z.strictObject({
  sources: z.string().min(1).default('corpus_sources.csv'),
  sample: z.string().min(1).default('corpus_sample.jsonl'),
  route: z.enum(['human', 'technical']),
})

export type CorpusSampleParams = z.output<typeof corpusSampleParams>

/** What was looked at of one source, different items only. */
export interface SourceSample {
  readonly used: boolean
  /** items of the source */
  readonly items: number
  readonly n: number
  readonly bad: number
}

export const corpusSampleReducer: Reducer<CorpusSampleParams, SourceSample> = {
  name: 'genai/corpus-sample',
  version: '1.0.0',
  params: corpusSampleParams,
  reduce(results, _params, confidences) {
    let items = 0
    let n = 0
    let bad = 0
    const beyond: string[] = []
    for (const { id, result } of results) {
      if (!result.used) continue
      items += result.items
      n += result.n
      bad += result.bad
      if (result.n > result.items) beyond.push(id)
    }
    const share: Quantity = items === 0 || beyond.length > 0 ? null : `${n}/${items}`
    return {
      n,
      evidence: n === 0 ? 'none' : 'record',
      quantities: { pass: n === 0 ? null : proportion(n - bad, n, confidences), share },
      detail: { bad, items, sampledBeyondRegister: beyond.sort() },
    }
  },
}
