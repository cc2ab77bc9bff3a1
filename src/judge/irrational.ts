import { Exact } from '../language/exact.ts'

/** Enclosures of irrational numbers: two rationals with the true value between them, as near as `digits` places. */
export interface Enclosure {
  readonly lo: Exact
  readonly hi: Exact
}

/** The square root by integer arithmetic; exact where the root is rational. Undefined below zero. */
export function sqrt(x: Exact, digits: number): Enclosure | undefined {
  if (x.sign < 0) return undefined
  if (!x.finite) return { lo: x, hi: x }
  const n = root(x.n)
  const d = root(x.d)
  if (n * n === x.n && d * d === x.d) {
    const exact = Exact.ratio(n, d)
    return { lo: exact, hi: exact }
  }
  const scale = 10n ** BigInt(digits)
  const scaled = root((x.n * scale * scale) / x.d)
  return { lo: Exact.ratio(scaled, scale), hi: Exact.ratio(scaled + 1n, scale) }
}

function root(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const y = (x + n / x) >> 1n
    if (y >= x) return x
    x = y
  }
}

/** The decimal logarithm; exact for powers of ten. Undefined at and below zero. */
export function log10(x: Exact, digits: number): Enclosure | undefined {
  if (x.sign <= 0) return undefined
  if (!x.finite) return { lo: x, hi: x }
  const power = powerOfTen(x)
  if (power !== undefined) {
    const exact = Exact.whole(BigInt(power))
    return { lo: exact, hi: exact }
  }
  const extra = digits + 10
  const scale = 10n ** BigInt(extra)
  const a = ln(x, scale)
  const b = ln(Exact.whole(10n), scale)
  const quotient = (a * scale) / b
  // each logarithm is within 1e-(extra-4) of the truth, so the quotient is well within 1e-digits
  const slack = 10n ** BigInt(extra - digits)
  return { lo: Exact.ratio(quotient - slack, scale), hi: Exact.ratio(quotient + slack, scale) }
}

function powerOfTen(x: Exact): number | undefined {
  const [text, sign] = x.d === 1n ? [x.n.toString(), 1] : x.n === 1n ? [x.d.toString(), -1] : ['', 0]
  return /^10*$/.test(text) ? sign * (text.length - 1) : undefined
}

/** ln(x) times scale: x is brought near one by powers of two, then ln(m) = 2 artanh((m-1)/(m+1)). */
function ln(x: Exact, scale: bigint): bigint {
  let k = x.n.toString(2).length - x.d.toString(2).length
  const shifted = k >= 0 ? (x.n * scale) / (x.d << BigInt(k)) : ((x.n << BigInt(-k)) * scale) / x.d
  let m = shifted
  if (m * 2n > scale * 3n) {
    m /= 2n
    k++
  }
  return artanh2(m - scale, m + scale, scale) + BigInt(k) * artanh2(1n, 3n, scale)
}

/** 2 artanh(n/d) times scale. */
function artanh2(n: bigint, d: bigint, scale: bigint): bigint {
  const z = (n * scale) / d
  const z2 = (z * z) / scale
  let term = z
  let sum = 0n
  for (let i = 1n; term !== 0n; i += 2n) {
    sum += term / i
    term = (term * z2) / scale
  }
  return 2n * sum
}
