import { decimalOf } from '../files/decimal-bytes.ts'

const [COMMA, BLANK, POINT, MINUS, ZERO] = [0x2c, 0x20, 0x2e, 0x2d, 0x30]
const POWERS = Float64Array.from({ length: 16 }, (_, e) => Number(`1e${e}`))

/** A cell of a line: its number, Infinity where it is none, and where it ends (at a comma, or at the end of the line). */
export interface Cell {
  value: number
  end: number
}

/**
 * Reads the cell that begins at `from` of a line that ends before `to`, in one pass where it is digits with a sign and a point (an exact quotient
 * of two numbers that doubles hold, up to 15 digits); blanks around it, exponents and longer numbers take the slower way.
 */
export function readCell(bytes: Buffer, from: number, to: number, cell: Cell): void {
  let at = from
  const negative = at < to && bytes[at] === MINUS
  if (negative) at++
  let mantissa = 0
  let digits = 0
  let point = -1
  for (; at < to; at++) {
    const c = bytes[at]!
    const digit = c - ZERO
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
    } else if (c === POINT && point < 0) point = digits
    else break
  }
  cell.end = at
  if ((at < to && bytes[at] !== COMMA) || digits === 0 || digits > 15) {
    slowly(bytes, from, to, cell)
    return
  }
  const value = point < 0 ? mantissa : mantissa / POWERS[digits - point]!
  cell.value = negative ? -value : value
}

function slowly(bytes: Buffer, from: number, to: number, cell: Cell): void {
  let end = from
  while (end < to && bytes[end] !== COMMA) end++
  cell.end = end
  let a = from
  let b = end
  while (a < b && bytes[a] === BLANK) a++
  while (b > a && bytes[b - 1] === BLANK) b--
  cell.value = decimalOf(bytes, a, b)
}
