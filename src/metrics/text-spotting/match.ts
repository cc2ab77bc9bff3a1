import { areaOf, type Polygon, sharedArea } from './polygon.ts'
import { inVocabulary, type Spotting, sameTranscription } from './transcription.ts'

export interface SpottedText {
  readonly polygon: Polygon
  readonly text: string
}

/** What one image comes to; `right` of `matched` also have the right text. */
export interface SpottingCounts {
  /** words of the reference that count */
  readonly truth: number
  /** found regions that count: those over regions that do not count are dropped */
  readonly found: number
  readonly matched: number
  readonly right: number
}

/** Text that cannot be read: found or not, it does not count. */
export const UNREADABLE = '###'

/**
 * Matches found texts with a reference: in the order of both lists, each pair whose regions overlap by more than half of their union, one to one;
 * a pair with the wrong text still uses up both. A found region of which more than half lies in one that does not count is dropped.
 * Source: ICDAR 2015 Robust Reading Competition, challenge 4, end-to-end protocol.
 */
export function spotTexts(
  truth: readonly SpottedText[],
  found: readonly SpottedText[],
  spotting: Spotting,
): SpottingCounts {
  const counts = (t: SpottedText) => t.text !== UNREADABLE && (spotting === 'end-to-end' || inVocabulary(t.text))
  const wanted = truth.filter(counts)
  const ignored = truth.filter((t) => !counts(t))
  const kept = found.filter((f) => !ignored.some((t) => sharedArea(t.polygon, f.polygon) > 0.5 * areaOf(f.polygon)))
  const used = new Set<number>()
  let right = 0
  for (const t of wanted) {
    const area = areaOf(t.polygon)
    const at = kept.findIndex((f, i) => {
      if (used.has(i)) return false
      const shared = sharedArea(t.polygon, f.polygon)
      return shared > 0.5 * (area + areaOf(f.polygon) - shared)
    })
    if (at < 0) continue
    used.add(at)
    if (sameTranscription(t.text, kept[at]!.text, spotting)) right++
  }
  return { truth: wanted.length, found: kept.length, matched: used.size, right }
}
