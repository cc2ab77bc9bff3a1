import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ProblemError, problem } from '../../../language/problem.ts'
import { cellOf } from '../files/cell.ts'
import { hashOf, parquetParts } from '../files/parquet.ts'

export const LONGEST_LINE = 65_536
const MOST_BYTES = 2 ** 37
const LF = 0x0a

export const STOP = Symbol('stop')
/** Gets a line without its line feed, numbered from 1; `STOP` reads no further. */
export type TakeLine = (bytes: Buffer, from: number, to: number, line: number) => typeof STOP | undefined

/**
 * Hands over the lines of a text file (`.gz` is unpacked) or the rows of a Parquet file as lines of its cells between tabs, and gives the
 * SHA-256 of the file. Throws ProblemError: scores-unreadable, scores-too-large.
 */
export async function eachLine(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
  take: TakeLine,
): Promise<string> {
  if (/\.parquet$/i.test(path)) return parquetLines(path, name, signal, take)
  const hash = createHash('sha256')
  const file = createReadStream(path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })
  const hashed = async function* () {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      hash.update(chunk)
      yield chunk
    }
  }
  const source: AsyncIterable<Buffer> = path.toLowerCase().endsWith('.gz')
    ? pipeline(hashed, createGunzip({ chunkSize: 1 << 20 }), () => undefined)
    : hashed()
  let carry: Buffer = Buffer.alloc(0)
  let line = 0
  let total = 0
  // a line beyond bounds is cut, so that it is refused, and the rest of it passed over
  let cut = false
  try {
    for await (const chunk of source) {
      total += chunk.length
      if (total > MOST_BYTES) throw tooLarge(name, `at most ${MOST_BYTES} bytes`)
      const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
      let from = 0
      for (let end = bytes.indexOf(LF, from); end >= 0; end = bytes.indexOf(LF, from)) {
        if (!cut && take(bytes, from, end, ++line) === STOP) return ''
        cut = false
        from = end + 1
      }
      if (!cut && bytes.length - from > LONGEST_LINE) {
        if (take(bytes, from, bytes.length, ++line) === STOP) return ''
        cut = true
      }
      carry = cut ? Buffer.alloc(0) : bytes.subarray(from)
    }
    if (carry.length > 0) take(carry, 0, carry.length, ++line)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unreadable(name, error)
  } finally {
    file.destroy()
  }
  return hash.digest('hex')
}

async function parquetLines(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
  take: TakeLine,
): Promise<string> {
  const say = (cells: readonly unknown[], line: number) => {
    const bytes = Buffer.from(cells.map((c) => quoted(cellOf(c) ?? '')).join('\t'))
    return take(bytes, 0, bytes.length, line)
  }
  try {
    let line = 1
    for await (const { header, rows } of parquetParts(path)) {
      if (line === 1 && say(header, line++) === STOP) return ''
      signal?.throwIfAborted()
      for (const row of rows) if (say(row, line++) === STOP) return ''
    }
    return await hashOf(path)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unreadable(name, error)
  }
}

const quoted = (cell: string) => (/["\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function unreadable(file: string, error: unknown): ProblemError {
  return new ProblemError([
    problem(
      'scores-unreadable',
      { zh: '分数文件读不出来。', en: 'The score file cannot be read.' },
      {
        place: { file },
        got: (error as NodeJS.ErrnoException).code ?? String((error as Error).message ?? error).slice(0, 200),
      },
    ),
  ])
}

export function tooLarge(file: string, expected: string): ProblemError {
  return new ProblemError([
    problem(
      'scores-too-large',
      { zh: '分数文件过大。', en: 'The score file is too large.' },
      {
        place: { file },
        expected,
        next: { zh: '按条件拆分评测。', en: 'Assess it in parts, by condition.' },
      },
    ),
  ])
}
