import { Growing } from '../../../metrics/growing.ts'
import type { BoxRows } from '../../../metrics/tracking/boxes.ts'
import { eachLine } from './lines.ts'
import { markOf, type Refusal, ROW, type RowRule, readRow } from './row.ts'

const MOST_SHOWN = 20
const MOST_BOXES = 20_000_000

/** Lines that were not taken: all counted, the first ones kept. */
export interface RefusedLines {
  readonly lines: number
  readonly first: readonly (Refusal & { readonly line: number })[]
}

export interface BoxFile {
  readonly rows: BoxRows
  /** the last frame that has a box, counted from 1; 0 where there is none */
  readonly last: number
  readonly refused: RefusedLines
  /** hex */
  readonly sha256: string
}

/**
 * Streams a MOTChallenge file into columns of numbers, 64 bytes a box. Lines that are malformed are left out and counted; so is every line that
 * shares frame and id with another, all of them, because nothing says which is meant. RangeError for more than 20 million boxes.
 */
export async function readBoxes(path: string, rule: RowRule, signal?: AbortSignal): Promise<BoxFile> {
  const [frame, id, box, mark, place] = [new Growing(), new Growing(), new Growing(), new Growing(), new Growing()]
  const first: (Refusal & { line: number })[] = []
  const row = new Float64Array(ROW)
  let [refused, boxes] = [0, 0]
  const sha256 = await eachLine(
    path,
    (bytes, from, to, line) => {
      const refusal = readRow(bytes, from, to, rule, row)
      if (refusal !== undefined) {
        refused++
        if (first.length < MOST_SHOWN) first.push({ line, ...refusal })
        return
      }
      if (++boxes > MOST_BOXES) throw new RangeError(`at most ${MOST_BOXES} boxes in a file`)
      frame.push(row[0]! - 1)
      id.push(row[1]!)
      for (let c = 2; c < 6; c++) box.push(row[c]!)
      mark.push(markOf(row, rule))
      place.push(line)
    },
    signal,
  )
  const all: BoxRows = {
    frame: Int32Array.from(frame.values()),
    id: id.values(),
    box: box.values(),
    mark: Uint8Array.from(mark.values()),
  }
  const { rows, twice } = withoutDuplicates(all)
  const shown = twice.slice(0, MOST_SHOWN).map((r) => ({
    line: place.values()[r]!,
    column: 1,
    expected: 'frame and id together on one line only',
    got: `frame ${all.frame[r]! + 1}, id ${all.id[r]}`,
  }))
  return {
    rows,
    last: rows.frame.reduce((most, f) => Math.max(most, f + 1), 0),
    refused: {
      lines: refused + twice.length,
      first: [...first, ...shown].sort((a, b) => a.line - b.line).slice(0, MOST_SHOWN),
    },
    sha256,
  }
}

/** Rows whose frame and id no other row has, and the others by their places. */
function withoutDuplicates(all: BoxRows): { rows: BoxRows; twice: readonly number[] } {
  const n = all.id.length
  const order = Int32Array.from({ length: n }, (_, r) => r)
  // files are mostly in the order of frames already
  if (all.frame.some((f, r) => r > 0 && f < all.frame[r - 1]!)) order.sort((a, b) => all.frame[a]! - all.frame[b]!)
  const latest = new Map<number, number>()
  const doubled = new Uint8Array(n)
  for (const r of order) {
    const other = latest.get(all.id[r]!)
    if (other !== undefined && all.frame[other] === all.frame[r]) doubled[other] = doubled[r] = 1
    latest.set(all.id[r]!, r)
  }
  const twice: number[] = []
  for (let r = 0; r < n; r++) if (doubled[r] === 1) twice.push(r)
  if (twice.length === 0) return { rows: all, twice }
  const keep = <T>(values: { filter(of: (x: number, r: number) => boolean): T }, width = 1) =>
    values.filter((_, r) => doubled[Math.floor(r / width)] === 0)
  return {
    rows: { frame: keep(all.frame), id: keep(all.id), box: keep(all.box, 4), mark: keep(all.mark) },
    twice,
  }
}
