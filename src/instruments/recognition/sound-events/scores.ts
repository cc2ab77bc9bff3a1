import { psdsOf } from '../../../metrics/sound-events/psds.ts'
import { type KindLayout, type Layout, psdsSums } from './layout.ts'
import type { SoundParams } from './params.ts'

/** Numbers of the whole, in this order; behind them the event-based and then the segment-based F1 of each class. */
export const WHOLE = [
  ...(['eventF1', 'segmentF1', 'eventF1Macro', 'segmentF1Macro', 'intersectionF1'] as const),
  ...(['eventErrorRate', 'segmentErrorRate', 'psds', 'psds1', 'psds2'] as const),
]

export type WholeName = (typeof WHOLE)[number]

/** An error rate has no upper end; twice the reference is what a file has in which all is missed and as much inserted. */
export function rangesOf({ classes }: Layout): readonly (readonly [number, number])[] {
  const [unit, errors] = [[0, 1] as const, [0, 2] as const]
  return [
    ...WHOLE.map((name) => (name.endsWith('ErrorRate') ? errors : unit)),
    ...classes.map(() => unit),
    ...classes.map(() => unit),
  ]
}

/** Scores of a row of sums, in the order of `WHOLE` and classes; NaN where one is not defined. */
export function scoresOf(row: Float64Array, layout: Layout, { mode, convention }: SoundParams): Float64Array {
  const { classes, event, segment, points } = layout
  const score = (setting: number) =>
    points < 2
      ? Number.NaN
      : (psdsOf(psdsSums(row, layout, setting), layout.settings[setting]!, convention)?.value ?? Number.NaN)
  return Float64Array.of(
    microF1(row, event, classes.length),
    microF1(row, segment, classes.length),
    macroF1(row, event, classes.length, mode),
    macroF1(row, segment, classes.length, mode),
    intersectionF1(row, layout, mode),
    errorRate(row, event, classes.length),
    errorRate(row, segment, classes.length),
    ...[score(0), score(1), score(2)],
    ...classes.map((_, k) => classF1(row, event, k)),
    ...classes.map((_, k) => classF1(row, segment, k)),
  )
}

/** Top and bottom of the F1 of all classes together, detections of other classes included. */
export function microParts(row: Float64Array, at: KindLayout, n: number): readonly [number, number] {
  return [2 * sum(row, at.right, n), sum(row, at.reference, n) + sum(row, at.output, n) + row[at.other]!]
}

export function classParts(row: Float64Array, at: KindLayout, k: number): readonly [number, number] {
  return [2 * row[at.right + k]!, row[at.reference + k]! + row[at.output + k]!]
}

export function errorParts(row: Float64Array, at: KindLayout, n: number): readonly [number, number] {
  return [row[at.substitutions]! + row[at.deletions]! + row[at.insertions]!, sum(row, at.reference, n)]
}

const over = ([top, bottom]: readonly [number, number]) => (bottom > 0 ? top / bottom : Number.NaN)
const microF1 = (row: Float64Array, at: KindLayout, n: number) => over(microParts(row, at, n))
const classF1 = (row: Float64Array, at: KindLayout, k: number) => over(classParts(row, at, k))
const errorRate = (row: Float64Array, at: KindLayout, n: number) => over(errorParts(row, at, n))

/** Mean over classes with events; sed_eval leaves out those of which nothing was detected. */
function macroF1(row: Float64Array, at: KindLayout, n: number, mode: SoundParams['mode']): number {
  const own = Array.from({ length: n }, (_, k) => k).filter(
    (k) => row[at.reference + k]! > 0 && (mode === 'by-definition' || row[at.output + k]! > 0),
  )
  return mean(own.map((k) => classF1(row, at, k)))
}

/** Of the stated operating point under the first setting; psds_eval leaves out classes of which nothing was found. */
function intersectionF1(row: Float64Array, { classes, event, psds }: Layout, mode: SoundParams['mode']): number {
  const point = psds[0]?.[0]
  if (point === undefined) return Number.NaN
  const f1 = classes.map((_, k) => {
    const [right, events] = [row[point.right + k]!, row[event.reference + k]!]
    if (events === 0 || (mode === 'compatible' && right === 0)) return Number.NaN
    return (2 * right) / (right + events + row[point.wrong + k]!)
  })
  return mean(f1.filter((x) => !Number.isNaN(x)))
}

function sum(row: Float64Array, from: number, n: number): number {
  let total = 0
  for (let k = 0; k < n; k++) total += row[from + k]!
  return total
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
