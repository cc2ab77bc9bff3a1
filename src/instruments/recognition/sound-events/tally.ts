import { eventCounts } from '../../../metrics/sound-events/event-based.ts'
import { intersectionCounts } from '../../../metrics/sound-events/intersections.ts'
import { segmentCounts } from '../../../metrics/sound-events/segment-based.ts'
import type { SoundCounts, SoundEvent } from '../../../metrics/sound-events/sound.ts'
import type { KindLayout, Layout } from './layout.ts'
import type { FileResult, SoundParams, SoundRow } from './params.ts'

/** What is not 0 in the row of one file. */
export interface Tally {
  readonly places: Int32Array
  readonly values: Float64Array
}

/** Counts of one file at the stated operating point, and its intersections at all of them. */
export function tallyOf(file: FileResult, params: SoundParams, layout: Layout): Tally {
  const row = new Float64Array(layout.size)
  const reference = eventsOf(file.references)
  const outputs = file.outputs.map(eventsOf)
  const [stated = []] = outputs
  const { classes } = layout
  const rule = { collar: Number(params.collar), share: Number(params.offsetShare), mode: params.mode }
  put(row, layout.event, eventCounts(reference, stated, classes, rule))
  const size = { seconds: file.seconds, resolution: Number(params.resolution) }
  put(row, layout.segment, segmentCounts(reference, stated, classes, size))
  row[layout.seconds] = file.seconds
  for (const [label, onset, offset] of file.references)
    row[layout.eventSeconds + classes.indexOf(label)]! += offset - onset
  for (const [s, points] of layout.psds.entries()) {
    for (const [p, { right, wrong, crossed }] of points.entries()) {
      const output = outputs[p] ?? []
      const got = intersectionCounts(reference, output, classes, file.seconds, layout.settings[s]!, params.convention)
      row.set(got.right, right)
      row.set(got.wrong, wrong)
      if (crossed !== undefined) row.set(got.crossed, crossed)
    }
  }
  const places = Int32Array.from(row.keys()).filter((k) => row[k] !== 0)
  return { places, values: Float64Array.from(places, (k) => row[k]!) }
}

/** Adds `weight` times a file to a row. */
export function addTo(row: Float64Array, { places, values }: Tally, weight: number): void {
  for (let k = 0; k < places.length; k++) row[places[k]!]! += weight * values[k]!
}

function put(row: Float64Array, at: KindLayout, counts: SoundCounts): void {
  for (const [k, { reference, output, right }] of counts.classes.entries()) {
    row[at.reference + k] = reference
    row[at.output + k] = output
    row[at.right + k] = right
  }
  row[at.other] = counts.other
  row[at.substitutions] = counts.substitutions
  row[at.deletions] = counts.deletions
  row[at.insertions] = counts.insertions
}

function eventsOf(rows: readonly SoundRow[]): readonly SoundEvent[] {
  return rows.map(([label, onset, offset]) => ({ label, onset, offset }))
}
