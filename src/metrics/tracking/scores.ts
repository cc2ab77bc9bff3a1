import { ALPHAS, type TrackingMode } from './convention.ts'
import type { TrackingSums } from './sums.ts'

/** Names of the scores; all in [0, 1] but MOTA and MODA, which have no lower end. */
export const SCORES = [
  ...(['hota', 'deta', 'assa', 'loca', 'idf1', 'idp', 'idr'] as const),
  ...(['mota', 'moda', 'motp', 'mostlyTracked', 'partlyTracked', 'mostlyLost'] as const),
]

/** NaN where a score is not defined. */
export type TrackingScores = Readonly<Record<(typeof SCORES)[number], number>>

export interface ByAlpha {
  readonly hota: Float64Array
  readonly deta: Float64Array
  /** NaN at thresholds without a match (by definition), 0 (compatible) */
  readonly assa: Float64Array
  /** NaN at thresholds without a match (by definition), 1 (compatible) */
  readonly loca: Float64Array
}

/**
 * The scores of one sequence or of several added up. HOTA at a threshold is the root of detection times association accuracy; each of the four
 * is the mean over the 19 thresholds. Source: Luiten et al., IJCV 129 (2021), 4; TrackEval, `_compute_final_fields`, `combine_sequences`.
 */
export function scoresOf(sums: TrackingSums, mode: TrackingMode): TrackingScores {
  const { objects, found, matches, tracks, identity } = sums
  const { hota, deta, assa, loca } = byAlpha(sums, mode)
  const some = sums.hota[0]! > 0
  return {
    hota: mean(hota),
    deta: mean(deta),
    assa: some ? mean(assa) : Number.NaN,
    loca: some ? mean(loca) : Number.NaN,
    idf1: identity / (0.5 * (objects + found)),
    idp: identity / found,
    idr: identity / objects,
    mota: objects > 0 ? (2 * matches - found - sums.switches) / objects : Number.NaN,
    moda: objects > 0 ? (2 * matches - found) / objects : Number.NaN,
    motp: sums.similarity / matches,
    mostlyTracked: sums.mostlyTracked / tracks,
    partlyTracked: sums.partlyTracked / tracks,
    mostlyLost: sums.mostlyLost / tracks,
  }
}

/** HOTA and its parts at each threshold; all NaN where there is no box at all. */
export function byAlpha(
  { objects, found, hota, association, localisation }: TrackingSums,
  mode: TrackingMode,
): ByAlpha {
  const [none, all] = mode === 'compatible' ? [0, 1] : [Number.NaN, Number.NaN]
  const at = (of: (a: number) => number) => Float64Array.from(ALPHAS, (_, a) => of(a))
  const deta = at((a) => hota[a]! / (objects + found - hota[a]!))
  return {
    deta,
    assa: at((a) => (hota[a]! > 0 ? association[a]! / hota[a]! : none)),
    loca: at((a) => (hota[a]! > 0 ? localisation[a]! / hota[a]! : all)),
    hota: at((a) => (hota[a]! > 0 ? Math.sqrt((deta[a]! * association[a]!) / hota[a]!) : 0 * deta[a]!)),
  }
}

function mean(values: Float64Array): number {
  let [sum, n] = [0, 0]
  for (const x of values) {
    if (Number.isNaN(x)) continue
    sum += x
    n++
  }
  return n === 0 ? Number.NaN : sum / n
}
