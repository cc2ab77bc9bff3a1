import type { Reducer } from '../../contract.ts'
import { byText } from '../../llm/bank/sample.ts'
import { proportion } from '../../proportion.ts'
import { type IntakeResult, type LeakageParams, type LeakageResult, leakageParams, type PartResult } from './params.ts'

const SHOWN = 20

/** Adds up the parts. Parts that were compared at another distance than the standard fixes say nothing. */
export const leakageReducer: Reducer<LeakageParams, LeakageResult> = {
  name: 'recognition/leakage',
  version: '1',
  params: leakageParams,
  reduce: (results, params, confidences) => {
    const parts: PartResult[] = []
    let intake: IntakeResult | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result
      else if (result.distance === params.distance) parts.push(result)
    }
    const sum = (of: (p: PartResult) => number) => parts.reduce((total, p) => total + of(p), 0)
    const items = sum((p) => p.items)
    const known = items > 0
    return {
      n: items,
      evidence: known ? 'recomputed' : 'none',
      quantities: {
        nearDuplicates: known
          ? proportion(
              sum((p) => p.near),
              items,
              confidences,
            )
          : null,
        testItems: known ? items : null,
        trainItems: intake?.trainItems ?? null,
        equalItems: known ? sum((p) => p.equal) : null,
        refusedLines: intake === undefined ? null : intake.train.refused + intake.test.refused,
      },
      detail: {
        ...params,
        sameId: sum((p) => p.sameId),
        sameContent: sum((p) => p.sameContent),
        byDistance: Array.from({ length: params.distance + 1 }, (_, d) => sum((p) => p.byDistance[d] ?? 0)),
        pairs: parts
          .flatMap((p) => p.pairs)
          .sort((a, b) => byText(a[0], b[0]))
          .slice(0, SHOWN)
          .map(([test, train, like]) => ({ test, train, like })),
        ...(intake === undefined ? {} : { train: intake.train, test: intake.test }),
      },
    }
  },
}
