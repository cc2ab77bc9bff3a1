import { instanceOf } from '../wasm-engine.ts'
import { rowScanModule } from './row-scan-code.ts'

/** What one row of a dense matrix of scores holds beside its mate: highest score, and how many lie above the mate and tie with it. */
export interface RowScan {
  readonly top: number
  readonly above: number
  readonly equal: number
}

/** A buffer for scores and a loop over it. Polarity: scores are similarities, or distances that are turned round while they are read. */
export interface RowScanner {
  /** room for scores; fill it from the start, little-endian float32 */
  readonly scores: Float32Array<ArrayBuffer>
  /** `count` scores from index `from`, against the mate's score as a similarity, a float32 (NaN: none). NaN among the scores is no candidate. */
  scan(from: number, count: number, mate: number): RowScan
  readonly kind: 'wasm-simd' | 'plain'
}

/** Scores that one turn of the WebAssembly loop takes; what is left of a row is scanned plainly. */
const STEP = 32
/** where scores begin in the memory: before it stand the sums */
const HEAD = 64

/** The plain loop; the fast one gives the same numbers. */
export function plainScan(scores: Float32Array, from: number, to: number, mate: number, sign: 1 | -1): RowScan {
  let top = Number.NEGATIVE_INFINITY
  let above = 0
  let equal = 0
  for (let i = from; i < to; i++) {
    const x = scores[i]! * sign
    if (x > top) top = x
    if (x > mate) above++
    else if (x === mate) equal++
  }
  return { top, above, equal }
}

/** Two runs of the same row together. */
export function joinedScans(a: RowScan, b: RowScan): RowScan {
  return { top: Math.max(a.top, b.top), above: a.above + b.above, equal: a.equal + b.equal }
}

/** A scanner with room for `capacity` scores (from 1 to 2^28): WebAssembly with SIMD where the engine has it, else the plain loop. */
export function rowScanner(capacity: number, sign: 1 | -1, kind?: RowScanner['kind']): RowScanner {
  const wasm = kind === 'plain' ? undefined : instanceOf(rowScanModule(HEAD + 4 * capacity, sign === -1), 'scan')
  if (wasm === undefined) {
    const scores = new Float32Array(capacity)
    return { kind: 'plain', scores, scan: (from, count, mate) => plainScan(scores, from, from + count, mate, sign) }
  }
  const scores = new Float32Array(wasm.memory, HEAD, capacity)
  const maxima = new Float32Array(wasm.memory, 0, 4)
  const counts = new Int32Array(wasm.memory, 16, 4)
  const reached = (from: number, to: number, mate: number) => {
    wasm.run(HEAD + 4 * from, HEAD + 4 * to, mate)
    return counts[0]! + counts[1]! + counts[2]! + counts[3]!
  }
  return {
    kind: 'wasm-simd',
    scores,
    scan(from, count, mate) {
      const whole = count - (count % STEP)
      const rest = plainScan(scores, from + whole, from + count, mate, sign)
      if (whole === 0) return rest
      const some = reached(from, from + whole, mate)
      const top = Math.max(maxima[0]!, maxima[1]!, maxima[2]!, maxima[3]!)
      // most mates come first, and then nothing has to be told apart
      const above = some === 0 ? 0 : reached(from, from + whole, nextAbove(mate))
      const fast = { top, above, equal: some - above }
      return joinedScans(fast, rest)
    },
  }
}

const single = new Float32Array(1)
const bits = new Int32Array(single.buffer)

/** The next float32 above x, which is one itself and not infinite. */
function nextAbove(x: number): number {
  // adding 0 makes -0 a 0
  single[0] = x + 0
  bits[0]! += x < 0 ? -1 : 1
  return single[0]!
}
