import { type BoxRows, grouped } from '../../../metrics/tracking/boxes.ts'
import { numbered } from '../../../metrics/tracking/numbering.ts'
import { BoxColumns } from './box-columns.ts'
import { eachLine } from './lines.ts'
import { plainRow, readPlainRow } from './plain-row.ts'
import { markOf, type Refusal, ROW, type RowRule, readRow, taken } from './row.ts'

const MOST_SHOWN = 20
const LF = 0x0a

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
 * Streams a MOTChallenge file into columns of numbers, 49 bytes a box. Lines that are malformed are left out and counted; so is every line that
 * shares frame and id with another, all of them, because nothing says which is meant. RangeError for more than 2^24 boxes.
 */
export async function readBoxes(path: string, rule: RowRule, signal?: AbortSignal): Promise<BoxFile> {
  const columns = new BoxColumns()
  const first: (Refusal & { line: number })[] = []
  const row = new Float64Array(ROW)
  let refused = 0
  const sha256 = await eachLine(
    path,
    (bytes, from, to, line) => {
      const refusal = readRow(bytes, from, to, rule, row)
      if (refusal === undefined) return columns.push(row, markOf(row, rule), line)
      refused++
      if (first.length < MOST_SHOWN) first.push({ line, ...refusal })
    },
    (bytes, from, line) => takePlain(bytes, from, line, rule, columns),
    signal,
  )
  const all = columns.rows()
  const twice = duplicates(all)
  const shown = twice.slice(0, MOST_SHOWN).map((r) => ({
    line: columns.lineOf(r),
    column: 1,
    expected: 'frame and id together on one line only',
    got: `frame ${all.frame[r]! + 1}, id ${all.id[r]}`,
  }))
  const rows = without(all, twice)
  let last = 0
  for (let r = 0; r < rows.frame.length; r++) last = Math.max(last, rows.frame[r]! + 1)
  return {
    rows,
    last,
    refused: {
      lines: refused + twice.length,
      first: [...first, ...shown].sort((a, b) => a.line - b.line).slice(0, MOST_SHOWN),
    },
    sha256,
  }
}

/** Takes lines as long as they are plain and valid; most files hold no others. */
function takePlain(bytes: Buffer, from: number, first: number, rule: RowRule, columns: BoxColumns) {
  const row = new Float64Array(ROW)
  const last = bytes.lastIndexOf(LF)
  let next = from
  let lines = 0
  while (next <= last) {
    row[ROW - 2] = row[ROW - 1] = 1
    if (!readPlainRow(bytes, next, row) || !taken(row, plainRow.cells, rule)) break
    columns.push(row, markOf(row, rule), first + lines++)
    next = plainRow.end + 1
  }
  return { lines, next }
}

/** Rows that share frame and id with another, by their places, ascending. */
function duplicates({ frame, id }: BoxRows): readonly number[] {
  const { of, count } = numbered(id)
  const { starts, order } = grouped(of, count)
  const doubled: number[] = []
  for (let t = 0; t < count; t++) {
    const own = order.subarray(starts[t]!, starts[t + 1]!)
    // stable, and quick where the lines of a track come in the order of frames
    if (!ascending(own, frame)) own.sort((a, b) => frame[a]! - frame[b]!)
    for (let k = 0; k < own.length; k++) {
      const f = frame[own[k]!]!
      if ((k > 0 && frame[own[k - 1]!] === f) || (k + 1 < own.length && frame[own[k + 1]!] === f)) doubled.push(own[k]!)
    }
  }
  return doubled.sort((a, b) => a - b)
}

function ascending(places: Int32Array, frame: Int32Array): boolean {
  for (let k = 1; k < places.length; k++) if (frame[places[k]!]! < frame[places[k - 1]!]!) return false
  return true
}

function without(all: BoxRows, places: readonly number[]): BoxRows {
  if (places.length === 0) return all
  const gone = new Set(places)
  return {
    frame: all.frame.filter((_, r) => !gone.has(r)),
    id: all.id.filter((_, r) => !gone.has(r)),
    box: all.box.filter((_, c) => !gone.has(Math.floor(c / 4))),
    mark: all.mark.filter((_, r) => !gone.has(r)),
  }
}
