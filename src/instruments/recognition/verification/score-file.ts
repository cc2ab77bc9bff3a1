import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Problem, ProblemError, problem } from '../../../language/problem.ts'
import { Growing } from '../../../metrics/growing.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import { columnsOf } from './columns.ts'
import { lineReader, type Refusal } from './line-reader.ts'
import { Repeats, Sides } from './sides.ts'

/** What a file of scores holds, in the order of its lines; NaN is a failure. */
export interface ScoreFile {
  readonly genuine: Float64Array
  readonly impostor: Float64Array
  readonly refused: RefusedLines
  /** hex, of the bytes as they lie on the disk */
  readonly sha256: string
  /** who stands on either side of each comparison; undefined where the file does not say it of all */
  readonly sides?: Sides
  /** comparisons of two samples that were compared before, in either direction; undefined where samples are not named */
  readonly repeated?: number
}

/** Lines that could not be read: all counted, the first ones kept. */
export interface RefusedLines {
  readonly lines: number
  readonly first: readonly (Refusal & { readonly line: number })[]
}

const LONGEST_LINE = 65_536
const MOST_KEPT = 20
const MOST_COMPARISONS = 2 ** 28
const MOST_BYTES = 2 ** 37
const LF = 0x0a
const CR = 0x0d

/**
 * Streams a table of scores (CSV, TSV, with semicolons or blanks; `.gz` is unpacked), so that memory grows with 8 bytes a comparison only.
 * A line that cannot be read is refused and counted. Throws ProblemError: scores-unreadable, scores-columns, scores-polarity, scores-too-large.
 */
export async function readScores(
  path: string,
  name: string,
  polarity: Polarity,
  signal?: AbortSignal,
): Promise<ScoreFile> {
  const [genuine, impostor] = [new Growing(), new Growing()]
  const [sides, repeats] = [new Sides(), new Repeats()]
  const first: (Refusal & { line: number })[] = []
  let refused = 0
  let comparisons = 0
  const to = {
    genuine: (x: number) => genuine.push(x),
    impostor: (x: number) => impostor.push(x),
    subjects: (kind: 'genuine' | 'impostor', probe: string, gallery: string) => sides.add(kind, probe, gallery),
    samples: (probe: string, gallery: string) => repeats.add(probe, gallery),
  }
  let read: ReturnType<typeof lineReader> | undefined

  const heading = (text: string) => {
    const columns = columnsOf(text.replace(/^\uFEFF/, ''), name, polarity)
    if (!columns.ok) throw new ProblemError(columns.problems)
    read = lineReader(columns.value, to)
  }
  const sha256 = await eachLine(path, name, signal, (bytes, from, end, line) => {
    const last = end > from && bytes[end - 1] === CR ? end - 1 : end
    if (from === last) return undefined
    if (read === undefined) {
      heading(bytes.toString('utf8', from, last))
      return undefined
    }
    const refusal =
      end - from > LONGEST_LINE
        ? { column: LONGEST_LINE + 1, expected: `a line of at most ${LONGEST_LINE} bytes`, got: '…' }
        : read(bytes, from, last)
    if (refusal === undefined) {
      if (++comparisons > MOST_COMPARISONS) throw tooLarge(name, `at most ${MOST_COMPARISONS} comparisons`)
      return undefined
    }
    refused++
    if (first.length < MOST_KEPT) first.push({ line, ...refusal })
    return undefined
  })
  if (read === undefined) heading('')
  const repeated = repeats.count()
  return {
    ...{ genuine: genuine.values(), impostor: impostor.values(), refused: { lines: refused, first }, sha256 },
    ...(sides.complete ? { sides } : {}),
    ...(repeated === undefined ? {} : { repeated }),
  }
}

/** The problems of the first line of a file of scores, none where it can be read. */
export async function readHeading(path: string, name: string, polarity: Polarity): Promise<readonly Problem[]> {
  let heading = ''
  try {
    await eachLine(path, name, undefined, (bytes, from, to) => {
      heading = bytes.toString('utf8', from, to).trim()
      return heading === '' ? undefined : STOP
    })
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
  const columns = columnsOf(heading.replace(/^\uFEFF/, ''), name, polarity)
  return columns.ok ? [] : columns.problems
}

const STOP = Symbol('stop')
/** Gets a line without its line feed, numbered from 1; `STOP` reads no further. */
type TakeLine = (bytes: Buffer, from: number, to: number, line: number) => typeof STOP | undefined

async function eachLine(path: string, name: string, signal: AbortSignal | undefined, take: TakeLine): Promise<string> {
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

function unreadable(file: string, error: unknown): ProblemError {
  return new ProblemError([
    problem(
      'scores-unreadable',
      { zh: '分数文件读不出来。', en: 'The score file cannot be read.' },
      { place: { file }, got: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    ),
  ])
}

function tooLarge(file: string, expected: string): ProblemError {
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
