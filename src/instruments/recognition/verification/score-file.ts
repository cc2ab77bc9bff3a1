import { type Problem, ProblemError } from '../../../language/problem.ts'
import { Growing } from '../../../metrics/growing.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { Reading } from '../files/refusal.ts'
import { columnsOf } from './columns.ts'
import { lineReader, type Refusal } from './line-reader.ts'
import type { Pairs } from './pairs.ts'
import { eachLine, LONGEST_LINE, STOP, tooLarge } from './score-lines.ts'
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
  /** the reference that says what is compared, where it lies apart: its pairs, and those that no file scored */
  readonly reference?: ReferenceRead
}

/** A reference as read, and what it asked for in vain. */
export interface ReferenceRead {
  readonly sha256: string
  readonly pairs: number
  readonly unscored: { readonly genuine: number; readonly impostor: number }
  readonly refused: number
  readonly refusals: Reading['refusals']
}

/** Lines that could not be read: all counted, the first ones kept. */
export interface RefusedLines {
  readonly lines: number
  readonly first: readonly (Refusal & { readonly line: number })[]
}

const MOST_KEPT = 20
const MOST_COMPARISONS = 2 ** 28
const CR = 0x0d

/**
 * Streams a table of scores (CSV, TSV, with semicolons or blanks, `.gz` unpacked, or Parquet), so that memory grows with 8 bytes a comparison only.
 * A line that cannot be read is refused and counted. With `pairs` a reference says which comparisons are genuine. Throws ProblemError: scores-unreadable, scores-columns, scores-polarity, scores-too-large.
 */
export async function readScores(
  path: string,
  name: string,
  polarity: Polarity,
  signal?: AbortSignal,
  pairs?: Pairs,
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
    const columns = columnsOf(text.replace(/^\uFEFF/, ''), name, polarity, pairs !== undefined)
    if (!columns.ok) throw new ProblemError(columns.problems)
    read = lineReader(columns.value, to, pairs)
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
export async function readHeading(
  path: string,
  name: string,
  polarity: Polarity,
  referred = false,
): Promise<readonly Problem[]> {
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
  const columns = columnsOf(heading.replace(/^\uFEFF/, ''), name, polarity, referred)
  return columns.ok ? [] : columns.problems
}
