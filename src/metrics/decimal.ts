const bits = new DataView(new ArrayBuffer(8))

/** Decimal text of the largest number with `digits` significant digits that is not above x. Finite x. No exponent, no trailing zeros. */
export function decimalDown(x: number, digits = 12): string {
  return rounded(x, digits, x < 0 ? 'away' : 'toward')
}

/** Decimal text of the smallest number with `digits` significant digits that is not below x. Finite x. No exponent, no trailing zeros. */
export function decimalUp(x: number, digits = 12): string {
  return rounded(x, digits, x < 0 ? 'toward' : 'away')
}

/** Decimal text of x to `digits` significant digits, nearest, halves away from zero. Finite x. No exponent, no trailing zeros. */
export function decimal(x: number, digits = 12): string {
  return rounded(x, digits, 'nearest')
}

/** `toward` and `away` from zero are exact because a double is an integer times a power of two, and BigInt holds both. */
function rounded(x: number, digits: number, mode: 'toward' | 'away' | 'nearest'): string {
  if (!Number.isFinite(x)) throw new RangeError(`no decimal text for ${x}`)
  if (!Number.isInteger(digits) || digits < 1)
    throw new RangeError(`digits must be a whole number from 1, got ${digits}`)
  if (x === 0) return '0'
  const [mantissa, exponent] = parts(x)
  const top = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa
  const bottom = exponent >= 0 ? 1n : 1n << BigInt(-exponent)

  // places: how many decimals keep `digits` significant digits; corrected below if the first guess of the magnitude is off
  let places = digits - 1 - magnitude(x)
  let [quotient, rest] = divide(top, bottom, places)
  if (quotient < 10n ** BigInt(digits - 1)) [quotient, rest] = divide(top, bottom, ++places)
  else if (quotient >= 10n ** BigInt(digits)) [quotient, rest] = divide(top, bottom, --places)

  const scale = places >= 0 ? bottom : bottom * 10n ** BigInt(-places)
  const up = mode === 'nearest' ? rest * 2n >= scale : mode === 'away' && rest > 0n
  return (x < 0 ? '-' : '') + written(up ? quotient + 1n : quotient, places)
}

function divide(top: bigint, bottom: bigint, places: number): [bigint, bigint] {
  const t = places >= 0 ? top * 10n ** BigInt(places) : top
  const b = places >= 0 ? bottom : bottom * 10n ** BigInt(-places)
  return [t / b, t % b]
}

function magnitude(x: number): number {
  return Number(Math.abs(x).toExponential().split('e')[1])
}

/** |x| as mantissa * 2^exponent with a whole mantissa. */
function parts(x: number): [bigint, number] {
  bits.setFloat64(0, x)
  const field = bits.getUint16(0) & 0x7ff0
  const fraction = bits.getBigUint64(0) & 0xfffffffffffffn
  const exponent = field >> 4
  return exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075]
}

function written(value: bigint, places: number): string {
  if (places <= 0) return (value * 10n ** BigInt(-places)).toString()
  const text = value.toString().padStart(places + 1, '0')
  const whole = text.slice(0, -places)
  const tail = text.slice(-places).replace(/0+$/, '')
  return tail === '' ? whole : `${whole}.${tail}`
}
