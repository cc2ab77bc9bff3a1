import { decimalOf } from '../files/decimal-bytes.ts'
import { cellsOf, failures, labels, type ScoreColumns } from './columns.ts'
import type { Pairs } from './pairs.ts'

const QUOTE = 0x22
const SPACE = 0x20

/** Why a line was refused: the column it went wrong at, from 1, and what was expected there. */
export interface Refusal {
  readonly column: number
  readonly expected: string
  readonly got: string
}

/** Gets each comparison that a line states; NaN is a failure. */
export interface Comparisons {
  genuine(score: number): void
  impostor(score: number): void
  /** who stands on either side of the comparison just given, where the table says it */
  subjects?(kind: 'genuine' | 'impostor', probe: string, gallery: string): void
  /** which samples it compared, where the table says it */
  samples?(probe: string, gallery: string): void
}

const EXPECTED_LABEL = 'label: 1 | genuine | mated | 同人, 0 | impostor | non-mated | 异人'
const EXPECTED_PAIR = 'two samples that the reference compares'
const EXPECTED_SCORE = 'score: a finite decimal number; empty or NaN for a failure'
const EXPECTED_STATUS = 'return code: a whole number, 0 for success'

/** Reads lines of a table of scores, byte by byte; what a line says goes to `to`, or the refusal comes back. */
export function lineReader(columns: ScoreColumns, to: Comparisons, pairs?: Pairs) {
  const { delimiter, count, label, score, status, subjects, samples } = columns
  const starts = new Int32Array(count + 1)
  const separator = String.fromCharCode(delimiter)

  const take = (kind: 'genuine' | 'impostor', value: number, failed: boolean, cell: (column: number) => string) => {
    to[kind](failed ? Number.NaN : value)
    if (subjects) to.subjects?.(kind, cell(subjects[0]), cell(subjects[1]))
    if (samples) to.samples?.(cell(samples[0]), cell(samples[1]))
  }

  const referred = (cell: (column: number) => string) => pairs!.kindOf(cell(samples![0]), cell(samples![1]))

  return (bytes: Buffer, from: number, to: number): Refusal | undefined => {
    let cells = 0
    starts[0] = from
    for (let at = from; at < to; at++) {
      const c = bytes[at]
      if (c === QUOTE) return quoted(bytes.toString('utf8', from, to))
      if (c !== delimiter) continue
      if (++cells >= count) return wrongCount(bytes.toString('utf8', from, at))
      starts[cells] = at + 1
    }
    if (cells + 1 !== count) return wrongCount(bytes.toString('utf8', from, to))
    starts[count] = to + 1
    const edges = (cell: number): [number, number] => {
      let a = starts[cell]!
      let b = starts[cell + 1]! - 1
      while (a < b && bytes[a] === SPACE) a++
      while (b > a && bytes[b - 1] === SPACE) b--
      return [a, b]
    }
    const refuse = (cell: number, expected: string): Refusal => ({
      column: bytes.toString('utf8', from, starts[cell]!).length + 1,
      expected,
      got: bytes.toString('utf8', ...edges(cell)).slice(0, 80),
    })
    const kind = pairs ? referred((cell) => bytes.toString('utf8', ...edges(cell))) : kindOf(bytes, ...edges(label))
    if (kind === undefined) return pairs ? refuse(samples![0], EXPECTED_PAIR) : refuse(label, EXPECTED_LABEL)
    let failed = false
    if (status >= 0) {
      const [a, b] = edges(status)
      const code = a === b ? 0 : decimalOf(bytes, a, b)
      if (!Number.isInteger(code)) return refuse(status, EXPECTED_STATUS)
      failed = code !== 0
    }
    const [sa, sb] = edges(score)
    let value = decimalOf(bytes, sa, sb)
    if (value === Number.POSITIVE_INFINITY) {
      if (!failures.has(bytes.toString('utf8', sa, sb).toLowerCase())) return refuse(score, EXPECTED_SCORE)
      value = Number.NaN
    }
    take(kind, value, failed, (cell) => bytes.toString('utf8', ...edges(cell)))
    return undefined
  }

  /** The slow way, for a line with quotation marks. */
  function quoted(line: string): Refusal | undefined {
    const cells = cellsOf(line, separator)
    if (cells.length !== count) return wrongCount(line)
    const refuse = (cell: number, expected: string): Refusal => ({
      column: 1,
      expected,
      got: cells[cell]!.slice(0, 80),
    })
    const kind = pairs ? referred((cell) => cells[cell]!) : labels.get(cells[label]!.toLowerCase())
    if (kind === undefined) return pairs ? refuse(samples![0], EXPECTED_PAIR) : refuse(label, EXPECTED_LABEL)
    const code = status < 0 || cells[status] === '' ? 0 : Number(cells[status])
    if (!Number.isInteger(code)) return refuse(status, EXPECTED_STATUS)
    const text = Buffer.from(cells[score]!)
    const value = decimalOf(text, 0, text.length)
    const failed = value === Number.POSITIVE_INFINITY
    if (failed && !failures.has(cells[score]!.toLowerCase())) return refuse(score, EXPECTED_SCORE)
    take(kind, value, failed || code !== 0, (cell) => cells[cell]!)
    return undefined
  }

  function wrongCount(before: string): Refusal {
    return { column: before.length + 1, expected: `${count} columns`, got: before.slice(0, 80) }
  }
}

function kindOf(bytes: Buffer, from: number, to: number): 'genuine' | 'impostor' | undefined {
  if (to - from === 1) {
    if (bytes[from] === 0x31) return 'genuine'
    if (bytes[from] === 0x30) return 'impostor'
  }
  return labels.get(bytes.toString('utf8', from, to).toLowerCase())
}
