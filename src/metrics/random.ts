import { exp, ln } from './elementary.ts'
import { normalQuantile } from './normal.ts'

/** A seeded stream of draws; the same seed gives the same draws on every engine. */
export interface Random {
  /** 32 random bits, 0 to 2^32 - 1 */
  uint32(): number
  /** a whole number from 0 to below - 1, without bias; below from 1 to 2^32 */
  below(below: number): number
  /** fills the array with what as many calls of `below` would give, several times as fast */
  fillBelow(into: Uint32Array, below: number): void
  /** 53 random bits in [0, 1) */
  uniform(): number
  /** standard normal, by inversion of one uniform draw (Wichura's AS 241) */
  normal(): number
  /** Gamma with the given shape > 0 and rate 1. Source: Marsaglia and Tsang, ACM TOMS 26 (2000) 363-372 */
  gamma(shape: number): number
  /** Beta(a, b) as a ratio of two gamma draws; a, b > 0 */
  beta(a: number, b: number): number
}

/**
 * PCG32 (XSH-RR 64/32). Source: M. E. O'Neill, PCG (HMC-CS-2014-0905, 2014), seeded as `pcg32_srandom_r(state, stream)`.
 * A bigint is the initial state (lowest 64 bits) on `stream`; of bytes, the first 8 are the state and the next 8, if there are any,
 * the stream, big-endian, so that a hash can serve as a seed.
 */
export function pcg32(seed: bigint | Uint8Array, stream = 54n): Random {
  const [start, sequence] = typeof seed === 'bigint' ? [seed, stream] : seedOf(seed, stream)
  const increment = ((sequence << 1n) | 1n) & STATE_MASK
  const initial = (increment + (start & STATE_MASK)) & STATE_MASK
  return draws(outputs((initial * MULTIPLIER + increment) & STATE_MASK, increment))
}

const STATE_MASK = 0xffffffffffffffffn
const MULTIPLIER = 6364136223846793005n
const BLOCK = 64

/**
 * The outputs from a state on. The 64 bits live in two halves, as BigInt steps would be some thirty times slower; a block at a time, so that
 * the halves can stay in local variables, and signed, as engines box whole numbers above 2^31.
 */
function outputs(state: bigint, increment: bigint): () => number {
  const incHigh = Number(increment >> 32n) | 0
  const incLow = Number(increment & 0xffffffffn) | 0
  let high = Number(state >> 32n) | 0
  let low = Number(state & 0xffffffffn) | 0
  const block = new Uint32Array(BLOCK)
  let at = BLOCK

  const refill = () => {
    let h = high
    let l = low
    for (let i = 0; i < BLOCK; i++) {
      const x = h ^ (h >>> 18)
      const y = ((l >>> 18) | (h << 14)) ^ l
      const shifted = (x << 5) | (y >>> 27)
      const rotation = h >>> 27
      block[i] = (shifted >>> rotation) | (shifted << (-rotation & 31))
      // the double product is off by less than 2^11, and the lower word is known: rounding gives the upper word
      const productLow = Math.imul(l, MULTIPLIER_LOW)
      const carried = (((l >>> 0) * MULTIPLIER_LOW - (productLow >>> 0)) * 2 ** -32 + 0.5) | 0
      const productHigh = (carried + Math.imul(h, MULTIPLIER_LOW) + Math.imul(l, MULTIPLIER_HIGH)) | 0
      l = (productLow + incLow) | 0
      // a sum is smaller than what was added to exactly when it went round
      h = (productHigh + incHigh + (l >>> 0 < productLow >>> 0 ? 1 : 0)) | 0
    }
    high = h
    low = l
    at = 0
  }
  return () => {
    if (at === BLOCK) refill()
    return block[at++]!
  }
}

const MULTIPLIER_HIGH = 0x5851f42d
const MULTIPLIER_LOW = 0x4c957f2d

function seedOf(bytes: Uint8Array, stream: bigint): [bigint, bigint] {
  if (bytes.length < 8) throw new RangeError(`a seed needs at least 8 bytes, got ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [view.getBigUint64(0), bytes.length >= 16 ? view.getBigUint64(8) : stream]
}

/** Draws of 32 bits from here on are thrown away, so that each remainder is as likely. */
function acceptedBelow(count: number): number {
  if (!(Number.isInteger(count) && count >= 1 && count <= 0x100000000)) {
    throw new RangeError(`a whole number from 1 to 2^32 is needed, got ${count}`)
  }
  return 0x100000000 - (0x100000000 % count)
}

function draws(uint32: () => number): Random {
  const uniform = () => {
    const a = uint32() >>> 5
    const b = uint32() >>> 6
    return (a * 67108864 + b) / 9007199254740992
  }
  const open = () => {
    let u = uniform()
    while (u === 0) u = uniform()
    return u
  }
  let [divisor, limit] = [Number.NaN, 0]
  const below = (count: number) => {
    if (count !== divisor) {
      limit = acceptedBelow(count)
      divisor = count
    }
    let x = uint32()
    if (count === 0x100000000) return x
    while (x >= limit) x = uint32()
    // of two unsigned numbers of 32 bits the engine takes the remainder without doubles
    return (x >>> 0) % (count >>> 0)
  }
  const fillBelow = (into: Uint32Array, count: number) => {
    const limit = acceptedBelow(count)
    const share = 1 / count
    for (let i = 0; i < into.length; ) {
      const x = uint32()
      if (x >= limit) continue
      // the remainder without a division; the quotient can be one off
      const rest = x - Math.floor(x * share) * count
      into[i++] = rest < 0 ? rest + count : rest >= count ? rest - count : rest
    }
  }
  const normal = () => normalQuantile(open())
  const gamma = (shape: number): number => {
    if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) throw new RangeError(`shape must be above 0, got ${shape}`)
    if (shape < 1) return gamma(shape + 1) * exp(ln(open()) / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const t = 1 + c * x
      if (t <= 0) continue
      const v = t * t * t
      if (ln(open()) < 0.5 * x * x + d * (1 - v + ln(v))) return d * v
    }
  }
  const beta = (a: number, b: number) => {
    const x = gamma(a)
    const y = gamma(b)
    return x + y === 0 ? (uniform() * (a + b) < a ? 1 : 0) : x / (x + y)
  }
  return { uint32, below, fillBelow, uniform, normal, gamma, beta }
}
