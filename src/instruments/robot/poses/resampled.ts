import {
  DEFAULT_SEED,
  percentileLower,
  percentileUpper,
  type Resamples,
  roundsFor,
} from '../../../metrics/bootstrap.ts'
import { distance, type Point, poseSpread } from '../../../metrics/pose.ts'
import { pcg32 } from '../../../metrics/random.ts'

export interface Cycles {
  readonly name: string
  readonly attained: readonly Point[]
  readonly command: Point
}

export interface PoseBounds {
  /** bounds of the worst repeatability */
  readonly repeatability: (confidence: number) => readonly [number, number]
  /** how far the mean of any pose may be from its true place */
  readonly shift: (confidence: number) => number
}

/** Stands for no upper bound: metres that no robot is off. */
const ENDLESS = 1e9

/**
 * Cycles of each pose drawn with replacement. The percentiles of a standard deviation's resamples lie too low for few cycles (71 % instead of
 * 95 % of bounds hold for 30), so that each bound is the wider of the percentile and its reflection about the value on a scale of ratios, times
 * n/(n-1). The worst pose: the largest upper bound of any and the least lower one, which hold whichever truly is the worst. Accuracy: the
 * distance of resampled means from the mean, which by the triangle inequality is all that AP can be off. At least two cycles each.
 */
export function resampledPoses(all: readonly Cycles[], confidences: readonly number[]): PoseBounds {
  const rounds = Math.max(2000, ...confidences.map(roundsFor))
  const random = pcg32(DEFAULT_SEED)
  const shift = new Float64Array(rounds)
  const each = all.map(({ attained, command }) => {
    const n = attained.length
    const spread = new Float64Array(rounds)
    const mean = meanOf(attained)
    for (let b = 0; b < rounds; b++) {
      const drawn = attained.map(() => attained[random.below(n)]!)
      spread[b] = poseSpread(drawn, command).repeatability
      shift[b] = Math.max(shift[b]!, (distance(meanOf(drawn), mean) * n) / (n - 1))
    }
    return { n, value: poseSpread(attained, command).repeatability, spreads: { sorted: spread.sort() } }
  })
  const shifts: Resamples = { sorted: shift.sort() }
  return {
    repeatability: (confidence) => {
      const ends = each.map(({ n, value, spreads }) => {
        const [lower, upper] = [percentileLower(spreads, confidence), percentileUpper(spreads, confidence)]
        const room = n / (n - 1)
        return [
          upper > 0 ? Math.min(lower, (value * value) / upper) / room : 0,
          // so few cycles that a draw of one alone is no rarity: nothing is known
          lower > 0 ? Math.max(upper, (value * value) / lower) * room : ENDLESS,
        ] as const
      })
      return [Math.min(...ends.map(([lower]) => lower)), Math.max(...ends.map(([, upper]) => upper))]
    },
    shift: (confidence) => percentileUpper(shifts, confidence),
  }
}

function meanOf(points: readonly Point[]): Point {
  return [0, 1, 2].map((axis) => points.reduce((sum, p) => sum + p[axis]!, 0) / points.length) as unknown as Point
}
