import { codePoints, type Edits, edits } from './edit-distance.ts'

/**
 * What is done to both texts before they are compared; the name is part of the metric.
 * `raw`: nothing. `zh-basic`: NFKC, all white space removed, case kept. `latin-ci`: lower case, then only 0-9 and a-z are kept.
 */
export type NormalisationProfile = 'raw' | 'zh-basic' | 'latin-ci'

/** A text under a profile. NFKC follows the Unicode tables of the engine, which are stable for characters already assigned. */
export function normalise(text: string, profile: NormalisationProfile): string {
  switch (profile) {
    case 'raw':
      return text
    case 'zh-basic':
      return text.normalize('NFKC').replace(/\s+/gu, '')
    case 'latin-ci':
      return text.toLowerCase().replace(/[^0-9a-z]+/gu, '')
  }
}

/** Edit counts of one pair of texts, with both lengths in code points. */
export interface TextCounts extends Edits {
  readonly referenceLength: number
  readonly hypothesisLength: number
}

/** Compares a hypothesis with its reference under a profile. */
export function compareText(reference: string, hypothesis: string, profile: NormalisationProfile): TextCounts {
  const ref = codePoints(normalise(reference, profile))
  const hyp = codePoints(normalise(hypothesis, profile))
  return { ...edits(ref, hyp), referenceLength: ref.length, hypothesisLength: hyp.length }
}

/** Sums over pairs, all in characters. */
export interface TextTotals {
  readonly characters: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
}

export function totalled(pairs: Iterable<TextCounts>): TextTotals {
  let characters = 0
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  for (const p of pairs) {
    characters += p.referenceLength
    substitutions += p.substitutions
    deletions += p.deletions
    insertions += p.insertions
  }
  return { characters, substitutions, deletions, insertions }
}

/** Character error rate (S + D + I) / N, may exceed 1; null without reference characters. Source: ICDAR; jiwer `cer` (corpus level). */
export function characterErrorRate(t: TextTotals): number | null {
  return t.characters === 0 ? null : (t.substitutions + t.deletions + t.insertions) / t.characters
}

/** AR = (N - S - D - I) / N, may be negative; null without reference characters. Source: practice of Chinese text-line contests (ICDAR 2013 CASIA). */
export function accurateRate(t: TextTotals): number | null {
  return t.characters === 0 ? null : (t.characters - t.substitutions - t.deletions - t.insertions) / t.characters
}

/** CR = (N - S - D) / N, blind to insertions; null without reference characters. Source: as AR. */
export function correctRate(t: TextTotals): number | null {
  return t.characters === 0 ? null : (t.characters - t.substitutions - t.deletions) / t.characters
}

/** 1 - edit distance / longer length, in [0, 1]; 1 when both are empty. Source: ICDAR 2019 (1-NED), mean over lines. */
export function normalisedSimilarity(c: TextCounts): number {
  const longer = Math.max(c.referenceLength, c.hypothesisLength)
  return longer === 0 ? 1 : 1 - c.distance / longer
}
