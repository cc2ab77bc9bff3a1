import type { Text } from '../language/text.ts'

/** How positions grow along an axis; `probit` spaces rates by the normal quantile, as DET curves are drawn (ISO/IEC 19795-1). */
export type AxisScale = 'linear' | 'log' | 'probit'

export interface Axis {
  readonly title: Text
  readonly scale: AxisScale
  /** what the axis spans at least; a probit axis stays inside (0, 1), a log axis above 0 */
  readonly range?: readonly [number, number]
  /** rates are shown as percent */
  readonly percent?: boolean
  /** only whole numbers mean something here, such as ranks */
  readonly whole?: boolean
  /** hours of a day, shown as times such as 7:30 */
  readonly clock?: boolean
  /** positions that have names, such as the stops of a line; shown instead of numbers */
  readonly named?: readonly (readonly [at: number, name: string])[]
}

/** One line of a curve, in the order in which it is drawn. Points outside the scale of an axis are left out. */
export interface CurveLine {
  readonly name?: Text
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly dashed?: boolean
  /** lines of one style look alike, such as the trains of a timetable; otherwise each has its own by its place */
  readonly style?: number
}

/** A point with a name, such as a stated operating point. */
export interface CurveMark {
  readonly name: Text
  readonly at: readonly [x: number, y: number]
}

/** DET, precision and recall, CMC, reliability, performance by severity: lines over two axes. */
export interface CurvePicture {
  readonly kind: 'curve'
  readonly title: Text
  readonly note?: Text
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly CurveLine[]
  readonly marks?: readonly CurveMark[]
}

/** A confusion matrix: rows are what is true, columns what was said. */
export interface MatrixPicture {
  readonly kind: 'matrix'
  readonly title: Text
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly counts: readonly (readonly number[])[]
}

/** Values with intervals side by side: by stratum, class, group or condition. */
export interface BarsPicture {
  readonly kind: 'bars'
  readonly title: Text
  readonly axis: Axis
  readonly bars: readonly {
    /** a name as it stands, or a word in both languages */
    readonly name: string | Text
    readonly value: number
    readonly lower?: number
    readonly upper?: number
    readonly n?: number
  }[]
  /** a line across all bars, such as the value of all together */
  readonly reference?: number
}

/**
 * What a reader of the trade expects to see beside the numbers. Data only, at most some hundred points: the report draws it, and whoever
 * computes the reduction again gets the same data.
 */
export type Picture = CurvePicture | MatrixPicture | BarsPicture

/** At most `most` of the points of a line: its ends, and those between at equal steps. */
export function thinnedLine<T>(points: readonly T[], most = 200): readonly T[] {
  if (points.length <= most) return points
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]!)
}
