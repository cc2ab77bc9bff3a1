import { DEFAULT_SEED } from '../bootstrap.ts'
import { multinomialDraws } from '../multinomial-draw.ts'
import { pcg32 } from '../random.ts'
import { emptySpread, type Spread } from '../spread.ts'
import { unseenWeight } from '../unseen.ts'
import { kappaOf, matthewsOf } from './chance-corrected.ts'
import { type Imagined, labelScores, microF1, type ZeroDivision } from './label-scores.ts'
import type { LabelSums } from './label-sums.ts'

/** Rows of one kind that are drawn together: all of one cell of a confusion matrix, or one cluster. */
export interface LabelUnit {
  /** how many there are of this kind */
  readonly count: number
  /** rows of one of them, and how many of them are right */
  readonly rows: number
  readonly right: number
  /** classes that occur in it, and the sums of each there */
  readonly classes: readonly number[]
  readonly both: readonly number[]
  readonly truth: readonly number[]
  readonly said: readonly number[]
}

export const LABEL_MEASURES = [
  'macroPrecision',
  'macroRecall',
  'macroF1',
  'weightedF1',
  'balancedAccuracy',
  'microF1',
  'kappa',
  'mcc',
] as const

export type LabelMeasure = (typeof LABEL_MEASURES)[number]

/** All measures of some sums; NaN where one is not defined. */
export function labelMeasures(sums: LabelSums, zero: ZeroDivision): Readonly<Record<LabelMeasure, number>> {
  return { ...labelScores(sums, zero), microF1: microF1(sums), kappa: kappaOf(sums), mcc: matthewsOf(sums) }
}

/** Sums over units, each taken `times[u]` times, or as often as there are. */
export function sumsOfUnits(units: readonly LabelUnit[], classes: number, times?: Int32Array): LabelSums {
  const [both, truth, said] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)]
  let [rows, right] = [0, 0]
  for (let u = 0; u < units.length; u++) {
    const unit = units[u]!
    const n = times === undefined ? unit.count : times[u]!
    if (n === 0) continue
    rows += n * unit.rows
    right += n * unit.right
    for (let i = 0; i < unit.classes.length; i++) {
      const k = unit.classes[i]!
      both[k]! += n * unit.both[i]!
      truth[k]! += n * unit.truth[i]!
      said[k]! += n * unit.said[i]!
    }
  }
  return { rows, right, both, truth, said }
}

/**
 * Bootstrap over independent units; their order is part of the seed's meaning. Means over classes get for each class one imagined unit more
 * of the usual size with cases of the class, and one in which it is said, all of them wrong (lower) or right (upper): a class with three
 * cases, all right, is then as uncertain as three cases are. What is of all classes together gets one imagined unit of usual make-up.
 */
export function labelResamples(
  units: readonly LabelUnit[],
  classes: number,
  zero: ZeroDivision,
  rounds: number,
): Readonly<Record<LabelMeasure, Spread>> {
  const random = pcg32(DEFAULT_SEED)
  const draw = multinomialDraws(
    random,
    Int32Array.from(units, (u) => u.count),
  )
  const all = sumsOfUnits(units, classes)
  const holders = {
    truth: holdersOf(units, classes, (u) => u.truth),
    said: holdersOf(units, classes, (u) => u.said),
    all: units.reduce((n, u) => n + u.count, 0),
  }
  const spreads = Object.fromEntries(LABEL_MEASURES.map((m) => [m, emptySpread(rounds)])) as Record<
    LabelMeasure,
    Spread
  >
  for (let b = 0; b < rounds; b++) {
    const sums = sumsOfUnits(units, classes, draw())
    const more = {
      // a class that is never true has no recall to be uncertain of; one that is never said has a precision that nobody has seen
      truth: all.truth.map((n, k) => unseenWeight(random, n, holders.truth[k]!)),
      said: all.said.map((n, k) => (n === 0 ? 1 : unseenWeight(random, n, holders.said[k]!))),
    }
    const whole = unseenWeight(random, all.rows, holders.all) / all.rows
    const sides = {
      plain: labelMeasures(sums, zero),
      lower: withUnseen(sums, zero, { ...more, found: false }, all, whole),
      upper: withUnseen(sums, zero, { ...more, found: true }, all, whole),
    }
    for (const m of LABEL_MEASURES) {
      spreads[m].plain[b] = sides.plain[m]
      spreads[m].lower[b] = sides.lower[m]
      spreads[m].upper[b] = sides.upper[m]
    }
  }
  return spreads
}

function withUnseen(sums: LabelSums, zero: ZeroDivision, imagined: Imagined, all: LabelSums, share: number) {
  const { found } = imagined
  // claims of what is right are those of the truth, claims of what is wrong those that are made usually
  const claims = found ? all.truth : all.said
  const enlarged: LabelSums = {
    rows: sums.rows + share * all.rows,
    right: sums.right + (found ? share * all.rows : 0),
    both: found ? sums.both.map((n, k) => n + share * all.truth[k]!) : sums.both,
    truth: sums.truth.map((n, k) => n + share * all.truth[k]!),
    said: sums.said.map((n, k) => n + share * claims[k]!),
  }
  return {
    ...labelScores(sums, zero, imagined),
    microF1: microF1(enlarged),
    kappa: kappaOf(enlarged),
    mcc: matthewsOf(enlarged),
  }
}

function holdersOf(
  units: readonly LabelUnit[],
  classes: number,
  of: (u: LabelUnit) => readonly number[],
): Float64Array {
  const holders = new Float64Array(classes)
  for (const u of units) {
    for (let i = 0; i < u.classes.length; i++) if (of(u)[i]! > 0) holders[u.classes[i]!]! += u.count
  }
  return holders
}
