import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED } from '../../../metrics/bootstrap.ts'
import { decimal, decimalDown } from '../../../metrics/decimal.ts'
import { scoresOf } from '../../../metrics/tracking/scores.ts'
import { added, sumsOf, type TrackingSums } from '../../../metrics/tracking/sums.ts'
import type { Reducer } from '../../contract.ts'
import { bounds } from '../../proportion.ts'
import { type ScoreName, spreadOf } from './bounds.ts'
import { consistent } from './consistent.ts'
import { detailOf } from './detail.ts'
import { type TrackingParams, type TrackingResult, trackingParams } from './params.ts'

const SCORED = [
  ...(['hota', 'deta', 'assa', 'loca', 'idf1', 'idp', 'idr'] as const),
  ...(['mota', 'moda', 'motp', 'mostlyTracked', 'mostlyLost'] as const),
]

/** Adds up the counts of all sequences, by name; where the counts of one contradict each other nothing is known. */
export const trackingReducer: Reducer<TrackingParams, TrackingResult> = {
  name: 'recognition/tracking',
  version: '1',
  params: trackingParams,
  reduce: (results, params, confidences) => {
    const all = [...results].map((r) => r.result).sort((a, b) => (a.sequence < b.sequence ? -1 : 1))
    const contradictory = all.filter((r) => !consistent(r.counts)).map((r) => r.sequence)
    const known = all.length > 0 && contradictory.length === 0
    const parts = known ? all.map((r) => sumsOf(r.counts)) : []
    const total = added(parts)
    const spread = known ? spreadOf(parts, params.mode, confidences) : undefined
    const value = scoresOf(total, params.mode)
    const estimate = (name: ScoreName): Estimate | null => {
      if (spread === undefined || Number.isNaN(value[name])) return null
      const samples = Array.from(spread.samples(name), (x) => decimal(x))
      return {
        value: written(name, total, value[name]),
        n: all.length,
        bounds: confidences.map((c) => {
          const { lower, upper } = spread.bounds(name, Number(c))
          return bounds(c, lower, upper)
        }),
        ...(samples.length === 0 ? {} : { distribution: { kind: 'samples', values: samples } }),
      }
    }
    const count = (n: number) => (known ? n : null)
    const quantities: Record<string, Quantity> = {
      ...Object.fromEntries(SCORED.map((name) => [name, estimate(name)])),
      idSwitches: count(total.switches),
      fragmentations: count(total.fragments),
      tracks: count(total.tracks),
      frames: count(total.frames),
      objects: count(total.objects),
      refusedLines: all.length === 0 ? null : all.reduce((sum, r) => sum + r.refused.lines, 0),
      duration: known ? duration(all) : null,
      sequences: known ? all.map((r, k) => bySequence(r.sequence, parts[k]!, params)) : null,
    }
    return {
      n: all.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        ...detailOf(all, total, params),
        bootstrap: { by: 'sequence', rounds: spread?.rounds ?? 0, seed: String(DEFAULT_SEED) },
        contradictory,
      },
    }
  },
}

/** Ratios of counts stay exact; what has no lower end is rounded down below 0. */
function written(name: ScoreName, sums: TrackingSums, value: number): string {
  const { objects, found, matches, switches, identity, tracks } = sums
  const exact = new Map<ScoreName, readonly [number, number]>([
    ['idf1', [2 * identity, objects + found]],
    ['idp', [identity, found]],
    ['idr', [identity, objects]],
    ['mota', [2 * matches - found - switches, objects]],
    ['moda', [2 * matches - found, objects]],
    ['mostlyTracked', [sums.mostlyTracked, tracks]],
    ['mostlyLost', [sums.mostlyLost, tracks]],
  ]).get(name)
  if (exact === undefined) return decimal(value)
  return exact[0] < 0 ? decimalDown(value) : `${exact[0]}/${exact[1]}`
}

function bySequence(sequence: string, sums: TrackingSums, { mode }: TrackingParams) {
  const scores = scoresOf(sums, mode)
  const one = (name: ScoreName) => (Number.isNaN(scores[name]) ? null : written(name, sums, scores[name]))
  return { sequence, hota: one('hota'), idf1: one('idf1'), mota: one('mota'), frames: sums.frames }
}

/** Seconds; null unless every sequence says how many frames it has a second. */
function duration(all: readonly TrackingResult[]): string | null {
  let seconds = 0
  for (const { rate, counts } of all) {
    if (rate === null) return null
    seconds += counts.frames / rate
  }
  return decimal(seconds)
}
