/** Powers of ten that a double holds exactly: 1 to 1e22. */
export const POWERS = Float64Array.from({ length: 23 }, (_, e) => Number(`1e${e}`))

/**
 * The double nearest to the decimal number in bytes[from, to), as `Number` reads it; Infinity for anything else, and for what no double
 * holds. Up to 15 digits and powers of ten up to 22 need one exact product or quotient (W. D. Clinger, PLDI 1990).
 */
export function decimalOf(bytes: Buffer, from: number, to: number): number {
  let at = from
  const negative = bytes[at] === 0x2d
  if (negative || bytes[at] === 0x2b) at++
  let mantissa = 0
  let significant = 0
  let scale = 0
  let digits = 0
  let point = false
  for (; at < to; at++) {
    const c = bytes[at]!
    if (c === 0x2e && !point) {
      point = true
      continue
    }
    if (c < 0x30 || c > 0x39) break
    digits++
    if (significant > 0 || c !== 0x30) significant++
    if (significant <= 15) mantissa = mantissa * 10 + c - 0x30
    if (point) scale--
  }
  if (digits === 0) return Number.POSITIVE_INFINITY
  if (at < to) {
    const exponent = exponentOf(bytes, at, to)
    if (Number.isNaN(exponent)) return Number.POSITIVE_INFINITY
    scale += exponent
  }
  if (significant > 15 || scale < -22 || scale > 22) {
    const value = Number(bytes.toString('latin1', from, to))
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
  }
  const value = scale < 0 ? mantissa / POWERS[-scale]! : mantissa * POWERS[scale]!
  return negative ? -value : value
}

function exponentOf(bytes: Buffer, from: number, to: number): number {
  if (bytes[from] !== 0x65 && bytes[from] !== 0x45) return Number.NaN
  let at = from + 1
  const negative = bytes[at] === 0x2d
  if (negative || bytes[at] === 0x2b) at++
  if (at === to) return Number.NaN
  let value = 0
  for (; at < to; at++) {
    const c = bytes[at]!
    if (c < 0x30 || c > 0x39) return Number.NaN
    value = Math.min(value * 10 + c - 0x30, 99_999)
  }
  return negative ? -value : value
}
