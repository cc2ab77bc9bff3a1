import { DEFAULT_SEED } from '../bootstrap.ts'
import { pcg32, type Random } from '../random.ts'
import { emptySpread, type Spread } from '../spread.ts'
import { unseenWeight } from '../unseen.ts'
import { gapsOf, type ProbabilityRows, probabilityRound } from './probability-round.ts'
import { type RankedRows, rankMeasures, type UnseenRows } from './rank-measures.ts'

export interface ScoredRows {
  readonly rows: number
  /** the independent units: each row one if absent, else the number of its cluster by row */
  readonly unitOf?: Int32Array
  readonly units: number
  readonly ranked: RankedRows
  readonly probabilities?: ProbabilityRows
}

export const SCORE_MEASURES = ['auc', 'map', 'ece', 'brier', 'logLoss'] as const

export type ScoreMeasure = (typeof SCORE_MEASURES)[number]

/**
 * Bootstrap over rows or clusters, all numbers from the same draws. As `labelResamples`, each side has imagined units more: for every class
 * positives at the bottom and negatives at the top (lower) or the other way round (upper), for probabilities one that is wholly and
 * confidently wrong (upper) or right (lower). Takes time rounds · rows · classes. The order of units is part of the seed's meaning.
 */
export function scoreResamples(given: ScoredRows, rounds: number): Readonly<Record<ScoreMeasure, Spread>> {
  const random = pcg32(DEFAULT_SEED)
  const spreads = Object.fromEntries(SCORE_MEASURES.map((m) => [m, emptySpread(rounds)])) as Record<
    ScoreMeasure,
    Spread
  >
  const holders = given.ranked.classes.map(({ rows, positive }) => holdersOf(rows, positive, given))
  const weights = new Float64Array(given.rows)
  const drawn = new Float64Array(given.units)
  const real = given.probabilities && gapsOf(given.probabilities, given.unitOf)
  for (let b = 0; b < rounds; b++) {
    const own = given.unitOf === undefined ? weights : drawn
    own.fill(0)
    for (let u = 0; u < given.units; u++) own[random.below(given.units)]!++
    if (given.unitOf !== undefined) for (let i = 0; i < given.rows; i++) weights[i] = drawn[given.unitOf[i]!]!
    const { auc, map } = rankMeasures(given.ranked, weights, unseenOf(random, holders))
    const whole = unseenWeight(random, given.rows, given.units)
    for (const [spread, sides] of [
      [spreads.auc, auc],
      [spreads.map, map],
    ] as const) {
      spread.plain[b] = sides.plain
      spread.lower[b] = sides.lower
      spread.upper[b] = sides.upper
    }
    if (given.probabilities && real) probabilityRound(given.probabilities, real, weights, whole, spreads, b)
  }
  return spreads
}

/** Positives and negatives of a class, and the units that hold some. */
interface Holders {
  readonly positives: number
  readonly negatives: number
  readonly withPositives: number
  readonly withNegatives: number
}

function holdersOf(rows: Int32Array, positive: Uint8Array, { unitOf, units }: ScoredRows): Holders {
  const seen = [new Uint8Array(units), new Uint8Array(units)] as const
  let positives = 0
  for (let i = 0; i < rows.length; i++) {
    positives += positive[i]!
    seen[positive[i] === 1 ? 1 : 0][unitOf === undefined ? rows[i]! : unitOf[rows[i]!]!] = 1
  }
  const count = (flags: Uint8Array) => flags.reduce((sum, x) => sum + x, 0)
  return {
    positives,
    negatives: rows.length - positives,
    withPositives: count(seen[1]),
    withNegatives: count(seen[0]),
  }
}

function unseenOf(random: Random, holders: readonly Holders[]): UnseenRows {
  return {
    positives: Float64Array.from(holders, (h) => unseenWeight(random, h.positives, h.withPositives)),
    negatives: Float64Array.from(holders, (h) => unseenWeight(random, h.negatives, h.withNegatives)),
  }
}
