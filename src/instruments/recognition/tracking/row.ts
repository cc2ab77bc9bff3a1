import { COUNTS, DISTRACTOR, LEFT_OUT } from '../../../metrics/tracking/boxes.ts'
import { type Cell, readCell } from './cell.ts'
import { LONGEST_LINE } from './lines.ts'
import type { Preprocess } from './params.ts'

/** Why a line was refused: the column it went wrong at, from 1, what was expected there and what was found. */
export interface Refusal {
  readonly column: number
  readonly expected: string
  readonly got: string
}

/** Whose boxes a file holds, and what is asked of its lines. */
export interface RowRule {
  readonly reference: boolean
  readonly preprocess: Preprocess
  /** frames are numbered from 1 to here */
  readonly frames: number
}

const MOST_CELLS = 32
const FARTHEST = 1e9
/** Classes of MOTChallenge: 1 pedestrian … 13 crowd. */
const CLASSES = 13
const DISTRACTORS: Readonly<Record<Preprocess, readonly number[]>> = {
  none: [],
  // person on vehicle, static person, distractor, reflection
  motchallenge: [2, 7, 8, 12],
  // and vehicles that are not motorised
  mot20: [2, 6, 7, 8, 12],
}

/** frame, id, left, top, width, height, confidence, class; the last two are 1 where the line ends before them. */
export const ROW = 8
const [CONF, CLASS] = [6, 7]
const cell: Cell = { value: 0, end: 0 }

/**
 * Reads one line of a MOTChallenge file into `row`: frame,id,left,top,width,height[,conf[,class[,visibility …]]], numbers separated by commas.
 * Source: motchallenge.net, instructions; Milan et al., MOT16 (arXiv 1603.00831), tables 3 and 4.
 */
export function readRow(
  bytes: Buffer,
  from: number,
  to: number,
  rule: RowRule,
  row: Float64Array,
): Refusal | undefined {
  if (to - from > LONGEST_LINE)
    return { column: LONGEST_LINE + 1, expected: `a line of at most ${LONGEST_LINE} bytes`, got: '…' }
  row.fill(1)
  let cells = 0
  for (let at = from; at <= to; cells++) {
    readCell(bytes, at, to, cell)
    const { value, end } = cell
    // one comma after the last number is let pass
    if (value === Number.POSITIVE_INFINITY && end === to && cells >= CONF && textOf(bytes, at, end) === '') break
    const expected = cells < MOST_CELLS ? wanted(cells, value, rule) : `at most ${MOST_CELLS} columns`
    if (expected !== undefined) return { column: at - from + 1, expected, got: textOf(bytes, at, end).slice(0, 80) }
    if (cells < ROW) row[cells] = value
    at = end + 1
  }
  const needed = leastCells(rule)
  if (cells >= needed) return undefined
  const names = 'frame,id,left,top,width,height,conf,class'.split(',').slice(0, needed).join(',')
  return { column: to - from + 1, expected: `at least ${needed} columns: ${names}`, got: `${cells} columns` }
}

/** Whether `readRow` takes a line of these numbers, of up to nine digits each, in `cells` cells; `row` holds a 1 where there is no cell. */
export function taken(row: Float64Array, cells: number, rule: RowRule): boolean {
  const frame = row[0]!
  if (!(frame >= 1 && frame <= rule.frames && (frame | 0) === frame && row[1]! >= 0 && (row[1]! | 0) === row[1]))
    return false
  if (!(row[4]! >= 0 && row[5]! >= 0) || cells < leastCells(rule)) return false
  return rule.preprocess === 'none' || wanted(CLASS, row[CLASS]!, rule) === undefined
}

const leastCells = ({ reference, preprocess }: RowRule) => (reference && preprocess !== 'none' ? ROW : CONF)

const textOf = (bytes: Buffer, from: number, to: number) => bytes.toString('utf8', from, to).trim()

/** What a reference box is to the assessment, by its confidence (0 for what is not to be looked for) and class. */
export function markOf(row: Float64Array, { reference, preprocess }: RowRule): number {
  if (!reference) return COUNTS
  // cut off towards 0, as TrackEval does
  const wanted = Math.trunc(row[CONF]!) !== 0
  if (preprocess === 'none') return wanted ? COUNTS : LEFT_OUT
  if (DISTRACTORS[preprocess].includes(row[CLASS]!)) return DISTRACTOR
  return wanted && row[CLASS] === 1 ? COUNTS : LEFT_OUT
}

function wanted(cell: number, value: number, { reference, preprocess, frames }: RowRule): string | undefined {
  const whole = Number.isSafeInteger(value)
  switch (cell) {
    case 0:
      return whole && value >= 1 && value <= frames ? undefined : `frame: a whole number from 1 to ${frames}`
    case 1:
      return whole && value >= 0 ? undefined : 'id: a whole number from 0'
    case 2:
    case 3:
      return Math.abs(value) <= FARTHEST ? undefined : 'left, top: numbers, in pixels'
    case 4:
    case 5:
      return value >= 0 && value <= FARTHEST ? undefined : 'width, height: numbers from 0, in pixels'
    case CLASS:
      if (preprocess === 'none') break
      if (reference) return whole && value >= 1 && value <= CLASSES ? undefined : `class: 1 to ${CLASSES}`
      return whole && value <= 1 ? undefined : 'class: 1 (pedestrian), or -1 where there is none'
  }
  return Number.isFinite(value) ? undefined : 'a number'
}
