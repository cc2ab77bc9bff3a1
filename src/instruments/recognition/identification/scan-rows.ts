import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { ProblemError, problem } from '../../../language/problem.ts'
import { joinedScans, type RowScan, rowScanner } from '../../../metrics/identification/row-scan.ts'
import type { Search } from '../../../metrics/identification/search.ts'
import { unreadable } from '../files/unreadable.ts'

/** Scores read at once: small enough to stay in the processor's cache between reading and scanning. */
const AT_ONCE = 1 << 16
/** reads between two looks at what else there is to do; reading through the thread pool would cost more than the scan */
const BREATH = 256

/** A part of a matrix on disk. */
export interface RowRange {
  readonly path: string
  /** as the subject writes it, for messages */
  readonly file: string
  readonly columns: number
  /** rows from `from` up to, not with, `to` */
  readonly from: number
  readonly to: number
  /** column of the mate, or null, for each of these rows */
  readonly mates: readonly (number | null)[]
}

export interface ScanOptions {
  readonly polarity: 'similarity' | 'distance'
  readonly signal?: AbortSignal
  /** without it no hash is taken */
  readonly hash?: boolean
  /** default: the fastest there is */
  readonly kind?: 'wasm-simd' | 'plain'
}

/** One pass over rows of a dense matrix with constant memory; nothing is ranked. Gives the searches and the SHA-256 of the bytes read. */
export async function scanRows(
  range: RowRange,
  options: ScanOptions,
): Promise<{ readonly searches: readonly Search[]; readonly sha256: string }> {
  const { columns, from, to, mates } = range
  const sign = options.polarity === 'distance' ? -1 : 1
  const perRead = Math.max(1, Math.floor(AT_ONCE / columns))
  const scanner = rowScanner(Math.min(AT_ONCE, perRead * columns), sign, options.kind)
  const bytes = new Uint8Array(scanner.scores.buffer, scanner.scores.byteOffset, scanner.scores.byteLength)
  const hash = options.hash === false ? undefined : createHash('sha256')
  const searches: Search[] = []
  const handle = openSync(range.path, 'r')
  let reads = 0
  const read = async (first: number, count: number) => {
    if (++reads % BREATH === 0) await setImmediate()
    options.signal?.throwIfAborted()
    fill(handle, bytes.subarray(0, count * 4), first * 4, range.file)
    hash?.update(bytes.subarray(0, count * 4))
  }
  try {
    for (let row = from; row < to; row += perRead) {
      const count = Math.min(perRead, to - row)
      const whole = columns <= AT_ONCE
      if (whole) await read(row * columns, count * columns)
      for (let r = row; r < row + count; r++) {
        const column = mates[r - from] ?? null
        if (whole) {
          const at = (r - row) * columns
          const mate = column === null ? Number.NaN : taken(scanner.scores, at + column, sign)
          searches.push(searchOf(column, mate, scanner.scan(at, columns, mate), range.file, r))
          continue
        }
        // a row that is wider than the buffer: the mate's score first, then the row in parts
        const mate = column === null ? Number.NaN : single(handle, r * columns + column, sign, range.file)
        let sum: RowScan = { top: Number.NEGATIVE_INFINITY, above: 0, equal: 0 }
        for (let c = 0; c < columns; c += AT_ONCE) {
          const size = Math.min(AT_ONCE, columns - c)
          await read(r * columns + c, size)
          if (column !== null && column >= c && column < c + size) scanner.scores[column - c] = Number.NaN
          sum = joinedScans(sum, scanner.scan(0, size, mate))
        }
        searches.push(searchOf(column, mate, sum, range.file, r))
      }
    }
  } finally {
    closeSync(handle)
  }
  return { searches, sha256: hash?.digest('hex') ?? '' }
}

/** The mate's score; its place is emptied, so that what is scanned are the non-mates. */
function taken(scores: Float32Array, at: number, sign: 1 | -1): number {
  const mate = scores[at]! * sign
  scores[at] = Number.NaN
  return mate
}

function searchOf(column: number | null, mate: number, scan: RowScan, file: string, row: number): Search {
  if (scan.top === Number.POSITIVE_INFINITY || mate === Number.POSITIVE_INFINITY)
    throw new ProblemError([
      problem(
        'matrix-infinite',
        { zh: '分数矩阵里有无穷大。', en: 'There is an infinite score in the matrix.' },
        { place: { file, line: row + 1 }, expected: 'finite scores, NaN where there is none' },
      ),
    ])
  return { mated: column !== null, ...scan, mate: Number.isFinite(mate) ? mate : Number.NaN }
}

function single(handle: number, index: number, sign: 1 | -1, file: string): number {
  const one = new Float32Array(1)
  fill(handle, new Uint8Array(one.buffer), index * 4, file)
  return one[0]! * sign
}

function fill(handle: number, into: Uint8Array, position: number, file: string): void {
  for (let done = 0; done < into.length; ) {
    const bytesRead = readSync(handle, into, done, into.length - done, position + done)
    if (bytesRead === 0)
      throw new ProblemError([
        unreadable(file, { expected: `${into.length} bytes at ${position}`, got: `${done} bytes` }),
      ])
    done += bytesRead
  }
}
