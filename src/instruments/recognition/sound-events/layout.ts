import type { PsdsSetting, PsdsSums } from '../../../metrics/sound-events/psds.ts'

/** Where the counts of a file lie in one row of numbers, so that files can be weighed and added up quickly. */
export interface Layout {
  readonly classes: readonly string[]
  /** operating points */
  readonly points: number
  readonly settings: readonly PsdsSetting[]
  readonly size: number
  readonly event: KindLayout
  readonly segment: KindLayout
  readonly seconds: number
  readonly eventSeconds: number
  /** by setting and operating point */
  readonly psds: readonly (readonly {
    readonly right: number
    readonly wrong: number
    readonly crossed: number | undefined
  }[])[]
}

/** First places of the counts by class, and places of the others. */
export interface KindLayout {
  readonly reference: number
  readonly output: number
  readonly right: number
  readonly other: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
}

export function layoutOf(classes: readonly string[], points: number, settings: readonly PsdsSetting[]): Layout {
  let size = 0
  const room = (n: number) => {
    size += n
    return size - n
  }
  const n = classes.length
  const kind = (): KindLayout => ({
    reference: room(n),
    output: room(n),
    right: room(n),
    other: room(1),
    substitutions: room(1),
    deletions: room(1),
    insertions: room(1),
  })
  const [event, segment, seconds, eventSeconds] = [kind(), kind(), room(1), room(n)]
  const psds = settings.map(({ crossTriggerCost }) =>
    Array.from({ length: points }, () => ({
      right: room(n),
      wrong: room(n),
      crossed: crossTriggerCost === 0 ? undefined : room(n * n),
    })),
  )
  return { classes, points, settings, size, event, segment, seconds, eventSeconds, psds }
}

/** The part of a row that PSDS is computed from. */
export function psdsSums(row: Float64Array, layout: Layout, setting: number): PsdsSums {
  const n = layout.classes.length
  const part = (from: number, length = n) => row.subarray(from, from + length)
  return {
    events: part(layout.event.reference),
    eventSeconds: part(layout.eventSeconds),
    seconds: row[layout.seconds]!,
    points: layout.psds[setting]!.map(({ right, wrong, crossed }) => ({
      right: part(right),
      wrong: part(wrong),
      ...(crossed === undefined ? {} : { crossed: part(crossed, n * n) }),
    })),
  }
}

/**
 * An average file of `total` (over `files` of them) in which everything is found and nothing else said, or in which nothing is found and as much is
 * said that is wrong.
 */
export function imagined(total: Float64Array, files: number, right: boolean, layout: Layout): Float64Array {
  const row = new Float64Array(layout.size)
  const n = layout.classes.length
  const copy = (from: number, to: number, length: number) => {
    for (let k = 0; k < length; k++) row[to + k] = total[from + k]! / files
  }
  copy(layout.seconds, layout.seconds, 1)
  copy(layout.eventSeconds, layout.eventSeconds, n)
  for (const kind of [layout.event, layout.segment]) {
    copy(kind.reference, kind.reference, n)
    copy(kind.reference, kind.output, n)
    if (right) copy(kind.reference, kind.right, n)
    else
      for (let k = 0; k < n; k++) {
        row[kind.deletions]! += row[kind.reference + k]!
        row[kind.insertions]! += row[kind.reference + k]!
      }
  }
  for (const point of layout.psds.flat()) copy(layout.event.reference, right ? point.right : point.wrong, n)
  return row
}
