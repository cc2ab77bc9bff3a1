import {
  compareText,
  type NormalisationProfile,
  normalisedSimilarity,
  type TextCounts,
} from '../../../metrics/text-rates.ts'
import type { LineResult } from './params.ts'

/** One line compared with its reference. */
export interface LineScore {
  readonly id: string
  readonly line: LineResult
  readonly counts: TextCounts
  readonly similarity: number
}

/** Every line scored, in the order of ids by code unit, so that nothing later depends on the order of the input. */
export function scoreLines(
  results: readonly { readonly id: string; readonly result: LineResult }[],
  profile: NormalisationProfile,
): readonly LineScore[] {
  return results
    .map(({ id, result }) => {
      const counts = compareText(result.reference, result.text, profile)
      return { id, line: result, counts, similarity: normalisedSimilarity(counts) }
    })
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
