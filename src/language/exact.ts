/**
 * Exact rational numbers. There is no door for a float: a number is made from two integers or from decimal text,
 * so 1350/1000 - 1 is exactly 0.35 and a third times three is one.
 * `infinity` and its negative exist only as the open ends of ranges.
 */
export class Exact {
  /** numerator; carries the sign */
  readonly n: bigint
  /** denominator; positive, or zero for the two infinities */
  readonly d: bigint

  private constructor(n: bigint, d: bigint) {
    this.n = n
    this.d = d
  }

  static readonly zero = new Exact(0n, 1n)
  static readonly one = new Exact(1n, 1n)
  static readonly infinity = new Exact(1n, 0n)
  static readonly minusInfinity = new Exact(-1n, 0n)

  static whole(n: bigint): Exact {
    return n === 0n ? Exact.zero : n === 1n ? Exact.one : new Exact(n, 1n)
  }

  /** n/d in lowest terms. `d` must not be zero. */
  static ratio(n: bigint, d: bigint): Exact {
    if (d === 0n) throw new RangeError('a ratio needs a denominator')
    if (d < 0n) return Exact.ratio(-n, -d)
    if (d === 1n) return Exact.whole(n)
    const g = gcd(n < 0n ? -n : n, d)
    return g === 1n ? new Exact(n, d) : new Exact(n / g, d / g)
  }

  /**
   * Decimal text such as `0.950`, `-3`, `1e-3`, or a ratio of two of them such as `985/1000`.
   * Undefined for anything else, for more than 400 digits and for exponents beyond 400.
   */
  static parse(text: string): Exact | undefined {
    const slash = text.indexOf('/')
    if (slash < 0) return decimal(text)
    const a = decimal(text.slice(0, slash))
    const b = decimal(text.slice(slash + 1))
    return a && b && b.n !== 0n ? a.over(b) : undefined
  }

  get finite(): boolean {
    return this.d !== 0n
  }

  get sign(): -1 | 0 | 1 {
    return this.n > 0n ? 1 : this.n < 0n ? -1 : 0
  }

  get whole(): boolean {
    return this.d === 1n
  }

  plus(o: Exact): Exact {
    if (this.d === 0n) return this
    if (o.d === 0n) return o
    if (this.d === o.d) return this.d === 1n ? Exact.whole(this.n + o.n) : Exact.ratio(this.n + o.n, this.d)
    return Exact.ratio(this.n * o.d + o.n * this.d, this.d * o.d)
  }

  minus(o: Exact): Exact {
    return this.plus(o.negated())
  }

  negated(): Exact {
    return this.n === 0n ? this : new Exact(-this.n, this.d)
  }

  /** Nothing times an infinity is nothing: the convention of interval arithmetic. */
  times(o: Exact): Exact {
    if (this.n === 0n || o.n === 0n) return Exact.zero
    if (this.d === 0n || o.d === 0n) return this.n > 0n === o.n > 0n ? Exact.infinity : Exact.minusInfinity
    if (this.d === 1n && o.d === 1n) return Exact.whole(this.n * o.n)
    return Exact.ratio(this.n * o.n, this.d * o.d)
  }

  /** The divisor must not be zero; a finite number over an infinity is zero. */
  over(o: Exact): Exact {
    if (o.d === 0n) return Exact.zero
    if (this.d === 0n) return this.n > 0n === o.n > 0n ? Exact.infinity : Exact.minusInfinity
    return Exact.ratio(this.n * o.d, this.d * o.n)
  }

  compare(o: Exact): -1 | 0 | 1 {
    const a = this.d === o.d ? this.n : this.n * o.d
    const b = this.d === o.d ? o.n : o.n * this.d
    return a < b ? -1 : a > b ? 1 : 0
  }

  equals(o: Exact): boolean {
    return this.n === o.n && this.d === o.d
  }

  floor(): Exact {
    if (this.d <= 1n) return this
    const q = this.n / this.d
    return Exact.whole(this.n < 0n ? q - 1n : q)
  }

  ceil(): Exact {
    return this.negated().floor().negated()
  }

  /** To `digits` places after the point, a half to the even neighbour (GB/T 8170); negative digits round before the point. */
  round(digits = 0): Exact {
    if (this.d === 0n) return this
    const scale = Exact.ratio(10n ** BigInt(Math.max(digits, 0)), 10n ** BigInt(Math.max(-digits, 0)))
    const scaled = this.times(scale)
    const down = scaled.floor()
    const rest = scaled.minus(down).compare(half)
    const up = rest > 0 || (rest === 0 && down.n % 2n !== 0n)
    return (up ? down.plus(Exact.one) : down).over(scale)
  }

  /** The nearest double. For columns, charts and sorting; never for a verdict. */
  toNumber(): number {
    if (this.d === 0n) return this.n > 0n ? Infinity : -Infinity
    if (this.d === 1n) return Number(this.n)
    const small = 1n << 53n
    if (this.n < small && this.n > -small && this.d < small) return Number(this.n) / Number(this.d)
    return nearest(this.n, this.d)
  }

  /** Canonical text: the shortest decimal if there is one (0.80 prints 0.8), else `n/d`. The same number always prints the same. */
  toString(): string {
    if (this.d === 0n) return this.n > 0n ? 'inf' : '-inf'
    if (this.d === 1n) return this.n.toString()
    const places = decimalPlaces(this.d)
    return places === undefined ? `${this.n}/${this.d}` : this.toFixed(places)
  }

  /** With exactly that many digits after the point, rounded by GB/T 8170. */
  toFixed(digits: number): string {
    if (this.d === 0n) return this.toString()
    const scaled = this.round(digits).times(Exact.whole(10n ** BigInt(digits))).n
    const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0')
    const sign = scaled < 0n ? '-' : ''
    return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
  }
}

const half = Exact.ratio(1n, 2n)
const decimalText = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/
const maxDigits = 400

function decimal(text: string): Exact | undefined {
  const match = decimalText.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  if (whole.length + fraction.length > maxDigits) return undefined
  const exponent = Number(power) - fraction.length
  if (Math.abs(exponent) > maxDigits) return undefined
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return exponent >= 0 ? Exact.whole(digits * 10n ** BigInt(exponent)) : Exact.ratio(digits, 10n ** BigInt(-exponent))
}

/** How many places a fraction with this denominator needs, or undefined if its decimals never end. */
function decimalPlaces(d: bigint): number | undefined {
  let twos = 0
  let fives = 0
  while (d % 2n === 0n) {
    d /= 2n
    twos++
  }
  while (d % 5n === 0n) {
    d /= 5n
    fives++
  }
  return d === 1n ? Math.max(twos, fives) : undefined
}

function gcd(a: bigint, b: bigint): bigint {
  const small = 0x1fffffffffffffn
  if (a <= small && b <= small) {
    let x = Number(a)
    let y = Number(b)
    while (y !== 0) [x, y] = [y, x % y]
    return BigInt(x)
  }
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/** Correctly rounded quotient of two large integers: 64 quotient bits and a sticky bit decide the 53 that a double keeps. */
function nearest(n: bigint, d: bigint): number {
  if (n < 0n) return -nearest(-n, d)
  if (n === 0n) return 0
  const shift = bits(d) - bits(n) + 66
  // below 2**-1022 a double keeps fewer bits: round once, to the smallest step
  if (shift > 1080) {
    const steps = Exact.ratio(n << 1074n, d)
    if (steps.compare(Exact.whole(1n << 52n)) <= 0) return Number(steps.round().n) * 2 ** -1074
  }
  const [a, b] = shift >= 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)]
  const q = a / b
  const sticky = a % b === 0n ? q : q | 1n
  const value = Number(sticky)
  // two steps, because 2**-1074 would underflow before the product is formed
  const first = Math.trunc(-shift / 2)
  return value * 2 ** first * 2 ** (-shift - first)
}

function bits(x: bigint): number {
  return x.toString(16).length * 4
}
