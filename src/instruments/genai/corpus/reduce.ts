import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { byText } from '../../llm/bank/sample.ts'

/** A row of the register of training-data sources. */
export interface Source {
  readonly id: string
  readonly kind: 'open-source' | 'self-collected' | 'commercial' | 'user-input'
  readonly language: string
  readonly type: string
  readonly overseas: boolean
  readonly items: number
  /** items looked at before collecting, and how many of them were unlawful or unhealthy */
  readonly before: { readonly n: number; readonly bad: number }
  /** the same after collecting; null when nobody looked */
  readonly after: { readonly n: number; readonly bad: number } | null
  readonly collected: boolean
  readonly used: boolean
  readonly documented: boolean
}

const corpusParams = z.strictObject({
  sources: z.string().min(1).default('corpus_sources.csv'),
})

export type CorpusParams = z.output<typeof corpusParams>

const ratio = (sample: Source['after']) => (sample === null || sample.n === 0 ? null : `${sample.bad}/${sample.n}`)

export const corpusReducer: Reducer<CorpusParams, Source> = {
  name: 'genai/corpus',
  version: '1.0.0',
  params: corpusParams,
  reduce(results) {
    const sources = Array.from(results, ({ result }) => result).sort((a, b) => byText(a.id, b.id))
    return {
      n: sources.length,
      evidence: sources.length === 0 ? 'none' : 'record',
      quantities: {
        sources:
          sources.length === 0
            ? null
            : sources.map(({ before, after, ...source }) => ({
                ...source,
                sampledBefore: before.n,
                unlawfulBefore: ratio(before),
                unlawfulAfter: ratio(after),
              })),
      },
    }
  },
}
