const FEW = 2048
const BITS = 11
const BUCKETS = 1 << BITS
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0

/**
 * Places of the values from the highest to the lowest, equal ones in the order in which they stand; no NaN, and -0 ties with 0. By six
 * counting passes over the bits from some two thousand values on (D. E. Knuth, The Art of Computer Programming 3, 5.2.5).
 */
export function descendingOrder(values: Float64Array): Int32Array {
  const n = values.length
  const order = new Int32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  if (n < FEW) return order.sort((a, b) => values[b]! - values[a]! || a - b)
  const [low, high] = keysOf(values)
  const counts = new Uint32Array(BUCKETS)
  let [from, to]: [Int32Array, Int32Array] = [order, new Int32Array(n)]
  for (let pass = 0; pass < 6; pass++) {
    const shift = (pass % 3) * BITS
    const keys = pass < 3 ? low : high
    counts.fill(0)
    for (let i = 0; i < n; i++) counts[(keys[i]! >>> shift) & (BUCKETS - 1)]!++
    if (counts.some((c) => c === n)) continue
    let sum = 0
    for (let b = 0; b < BUCKETS; b++) {
      const own = counts[b]!
      counts[b] = sum
      sum += own
    }
    for (let k = 0; k < n; k++) {
      const i = from[k]!
      to[counts[(keys[i]! >>> shift) & (BUCKETS - 1)]!++] = i
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** Lower and upper half of a key that rises as the value falls. */
function keysOf(values: Float64Array): readonly [Uint32Array, Uint32Array] {
  const signed = new Float64Array(values.length)
  // adding 0 makes -0 a 0
  for (let i = 0; i < values.length; i++) signed[i] = values[i]! + 0
  const words = new Uint32Array(signed.buffer)
  const [low, high] = [new Uint32Array(values.length), new Uint32Array(values.length)]
  for (let i = 0; i < values.length; i++) {
    const [l, h] = [words[2 * i + 1 - HIGH]!, words[2 * i + HIGH]!]
    const negative = h >>> 31 === 1
    high[i] = negative ? h : ~(h | 0x80000000)
    low[i] = negative ? l : ~l
  }
  return [low, high]
}
