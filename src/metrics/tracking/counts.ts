import { clearCounts } from './clear.ts'
import { MATCH } from './convention.ts'
import { boxesOf, hotaCounts, STEPS } from './hota.ts'
import { trackPairs } from './pairs.ts'
import type { Scene } from './scene.ts'

/** One sequence, counted: every measure follows from it without a box. Tracks are numbered from 0 on either side. */
export interface TrackingCounts {
  readonly frames: number
  /** boxes of the reference and of the tracker */
  readonly objects: number
  readonly found: number
  /** CLEAR, by reference track: [boxes, matched, times matching began, times the matched tracker was another than before] */
  readonly tracks: readonly (readonly [boxes: number, matched: number, starts: number, switches: number])[]
  /** boxes of each tracker track */
  readonly trackers: readonly number[]
  /**
   * By pair of tracks: [reference track, tracker track, frames with an overlap of 0.5 or more, then HOTA's matches as (thresholds reached,
   * matches) two by two], by reference track, then tracker track; pairs that nothing counts for are left out.
   */
  readonly pairs: readonly (readonly number[])[]
  readonly similarity: {
    /** sum over the matches of CLEAR */
    readonly clear: number
    /** sum over the matches of HOTA that reach exactly 1, 2 … 19 thresholds */
    readonly hota: readonly number[]
  }
}

export function countsOf(scene: Scene): TrackingCounts {
  const { frames, objects, found, overlaps } = scene
  const clear = clearCounts(scene)
  const pairs = trackPairs(scene)
  const hota = hotaCounts(scene, pairs)
  const together = new Int32Array(pairs.count)
  // without slack, as the reference tool compares here
  for (let p = 0; p < overlaps.similarity.length; p++) if (overlaps.similarity[p]! >= MATCH) together[pairs.of[p]!]!++
  const rows: number[][] = []
  for (let k = 0; k < pairs.count; k++) {
    const row = [pairs.object[k]!, pairs.found[k]!, together[k]!]
    for (let s = 1; s < STEPS; s++) {
      const matches = hota.matches[k * STEPS + s]!
      if (matches > 0) row.push(s, matches)
    }
    if (together[k]! > 0 || row.length > 3) rows.push(row)
  }
  return {
    frames,
    objects: objects.track.length,
    found: found.track.length,
    tracks: Array.from(clear.boxes, (boxes, t) => [boxes, clear.matched[t]!, clear.starts[t]!, clear.switches[t]!]),
    trackers: Array.from(boxesOf(found)),
    pairs: rows.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
    similarity: { clear: clear.similarity, hota: Array.from(hota.similarity.subarray(1)) },
  }
}
