import { exp, ln } from './elementary.ts'
import { normalQuantile } from './normal.ts'

/** A seeded stream of draws; the same seed gives the same draws on every engine. */
export interface Random {
  /** 32 random bits, 0 to 2^32 - 1 */
  uint32(): number
  /** a whole number from 0 to below - 1, without bias; below from 1 to 2^32 */
  below(below: number): number
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
  const increment = halves((sequence << 1n) | 1n)
  const [incLow, incHigh] = [increment[0]!, increment[1]!]
  // the 64-bit state lives in two 32-bit halves: BigInt steps would be some thirty times slower; in an array, so that no number is boxed
  const state = new Int32Array(2)

  const step = () => {
    const low = state[0]!
    const a0 = low & 0xffff
    const a1 = low >>> 16
    const p00 = Math.imul(a0, MULTIPLIER_LOW_0)
    const p01 = Math.imul(a0, MULTIPLIER_LOW_1)
    const p10 = Math.imul(a1, MULTIPLIER_LOW_0)
    const middle = (p00 >>> 16) + (p01 & 0xffff) + (p10 & 0xffff)
    const carried = (Math.imul(a1, MULTIPLIER_LOW_1) + (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16)) | 0
    const crossed = (Math.imul(state[1]!, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH)) | 0
    const sum = (middle << 16) | (p00 & 0xffff)
    const next = (sum + incLow) | 0
    state[0] = next
    state[1] = (carried + crossed + incHigh + (next >>> 0 < sum >>> 0 ? 1 : 0)) | 0
  }
  const uint32 = () => {
    const low = state[0]!
    const high = state[1]!
    step()
    const x = high ^ (high >>> 18)
    const y = ((low >>> 18) | (high << 14)) ^ low
    const shifted = (x << 5) | (y >>> 27)
    const rotation = high >>> 27
    return ((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0
  }

  step()
  const initial = halves(start + BigInt.asUintN(64, (BigInt(state[1]!) << 32n) + BigInt(state[0]! >>> 0)))
  state.set(initial)
  step()
  return draws(uint32)
}

/** The lowest 64 bits, low half first. */
function halves(x: bigint): Int32Array {
  return Int32Array.of(Number(BigInt.asIntN(32, x)), Number(BigInt.asIntN(32, x >> 32n)))
}

const MULTIPLIER_HIGH = 0x5851f42d
const MULTIPLIER_LOW = 0x4c957f2d
const MULTIPLIER_LOW_0 = MULTIPLIER_LOW & 0xffff
const MULTIPLIER_LOW_1 = MULTIPLIER_LOW >>> 16

function seedOf(bytes: Uint8Array, stream: bigint): [bigint, bigint] {
  if (bytes.length < 8) throw new RangeError(`a seed needs at least 8 bytes, got ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [view.getBigUint64(0), bytes.length >= 16 ? view.getBigUint64(8) : stream]
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
  let [divisor, limit] = [0, 0]
  const below = (count: number) => {
    if (!(Number.isInteger(count) && count >= 1 && count <= 0x100000000)) {
      throw new RangeError(`a whole number from 1 to 2^32 is needed, got ${count}`)
    }
    if (count === 0x100000000) return uint32()
    if (count !== divisor) {
      divisor = count
      limit = 0x100000000 - (0x100000000 % count)
    }
    let x = uint32()
    while (x >= limit) x = uint32()
    // of two unsigned numbers of 32 bits the engine takes the remainder without doubles
    return (x >>> 0) % (count >>> 0)
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
  return { uint32, below, uniform, normal, gamma, beta }
}
