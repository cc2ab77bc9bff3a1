import { DEFAULT_SEED, roundsFor } from '../../../metrics/bootstrap.ts'
import {
  type DetectionStats,
  evaluateClass,
  meanOverClasses,
  NUMBERS,
  type Weighing,
} from '../../../metrics/detection/evaluate.ts'
import type { ClassPool } from '../../../metrics/detection/pool.ts'
import { pcg32 } from '../../../metrics/random.ts'

/** Values of one number over all resamples, ascending; NaN, where it is not defined, is taken as the worst for each side. */
export interface Spread {
  readonly lower: { readonly sorted: Float64Array }
  readonly upper: { readonly sorted: Float64Array }
  /** without the imagined image; NaN left out */
  readonly plain: { readonly sorted: Float64Array }
}

export interface Resampled {
  readonly rounds: number
  readonly overall: readonly Spread[]
  /** [class][number of NUMBERS_BY_CLASS] */
  readonly classes: readonly (readonly Spread[])[]
}

/** AP, AP50 and AR100 as places in the twelve. */
export const NUMBERS_BY_CLASS = [0, 1, 8] as const

/**
 * Bootstrap over images, which are independent where boxes of one image are not (Davison and Hinkley 1997, 2.4). Each side is drawn
 * with one imagined image more, an average one in which everything is missed (lower) or found at once (upper): where all images agree the
 * bounds are then near the rule of three and not of zero width. All numbers come from the same draws.
 */
export function resample(pools: readonly ClassPool[], images: number, confidences: readonly string[]): Resampled {
  const rounds = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const random = pcg32(DEFAULT_SEED)
  const overall = Array.from({ length: NUMBERS }, () => empty(rounds))
  const classes = pools.map(() => NUMBERS_BY_CLASS.map(() => empty(rounds)))
  const weights = new Float64Array(images + 1)
  for (let b = 0; b < rounds; b++) {
    weights.fill(0)
    for (let i = 0; i <= images; i++) weights[random.below(images + 1)]!++
    const weight = weights[images]!
    const sides: readonly (readonly [keyof Spread, Weighing])[] = [
      ['plain', { images: weights }],
      ['lower', { images: weights, imagined: { weight, found: false, of: images } }],
      ['upper', { images: weights, imagined: { weight, found: true, of: images } }],
    ]
    let plain: readonly DetectionStats[] = []
    for (const [side, weighing] of sides) {
      // without the imagined image in the draw the three are one
      const stats = side !== 'plain' && weight === 0 ? plain : pools.map((pool) => evaluateClass(pool, weighing))
      if (side === 'plain') plain = stats
      const means = meanOverClasses(stats)
      for (let s = 0; s < NUMBERS; s++) overall[s]![side].sorted[b] = settled(means[s]!, side)
      for (const [k, own] of stats.entries()) {
        for (const [j, s] of NUMBERS_BY_CLASS.entries()) classes[k]![j]![side].sorted[b] = settled(own[s]!, side)
      }
    }
  }
  return { rounds, overall: overall.map(ordered), classes: classes.map((spreads) => spreads.map(ordered)) }
}

function empty(rounds: number): Spread {
  const values = () => ({ sorted: new Float64Array(rounds) })
  return { lower: values(), upper: values(), plain: values() }
}

function settled(value: number, side: keyof Spread): number {
  return Number.isNaN(value) && side !== 'plain' ? Number(side === 'upper') : value
}

function ordered({ lower, upper, plain }: Spread): Spread {
  return {
    lower: { sorted: lower.sorted.sort() },
    upper: { sorted: upper.sorted.sort() },
    plain: { sorted: plain.sorted.filter((x) => !Number.isNaN(x)).sort() },
  }
}
