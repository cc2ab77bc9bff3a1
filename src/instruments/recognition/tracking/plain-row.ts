const [LF, CR, COMMA, POINT, MINUS, ZERO] = [0x0a, 0x0d, 0x2c, 0x2e, 0x2d, 0x30]
const POWERS = Float64Array.from({ length: 10 }, (_, e) => Number(`1e${e}`))
/** whole numbers of so many digits stay below 2^31 */
const MOST_DIGITS = 9
const MOST_CELLS = 32

/** The last plain line read: how many cells it has, and where its line break stands. */
export const plainRow = { cells: 0, end: 0 }

/**
 * Reads the line that begins at `from`, where nothing but numbers of up to nine digits stand between its commas: its first cells into `row`, in one
 * pass, with the values of `readRow`. False for any other line; `row` then holds nothing of use. A line break has to stand at `from` or behind it.
 */
export function readPlainRow(bytes: Buffer, from: number, row: Float64Array): boolean {
  let at = from
  for (let cells = 0; cells < MOST_CELLS; cells++) {
    const negative = bytes[at] === MINUS
    if (negative) at++
    let mantissa = 0
    const start = at
    let digit = bytes[at]! - ZERO
    while (digit >= 0 && digit <= 9) {
      mantissa = (Math.imul(mantissa, 10) + digit) | 0
      digit = bytes[++at]! - ZERO
    }
    let digits = at - start
    let decimals = 0
    if (bytes[at] === POINT) {
      const point = at
      digit = bytes[++at]! - ZERO
      while (digit >= 0 && digit <= 9) {
        mantissa = (Math.imul(mantissa, 10) + digit) | 0
        digit = bytes[++at]! - ZERO
      }
      decimals = at - point - 1
      digits += decimals
    }
    if (digits === 0 || digits > MOST_DIGITS) return false
    if (cells < row.length) {
      const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals]!
      row[cells] = negative ? -value : value
    }
    const c = bytes[at]
    if (c === COMMA) {
      at++
      continue
    }
    if (c === CR) at++
    plainRow.cells = cells + 1
    plainRow.end = at
    return bytes[at] === LF
  }
  return false
}
