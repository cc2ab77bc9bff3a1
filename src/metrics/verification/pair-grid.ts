import { instanceOf } from '../wasm-engine.ts'
import { pairGridModule } from './pair-grid-code.ts'

/** Sums over pairs of two unlike clusters. */
export interface BetweenClusters {
  /** distinct pairs */
  readonly pairs: number
  /** `from` + Σ value · w[a] · w[b]; `weights` one a cluster */
  total(weights: Int32Array, from: number): number
}

/** where weights begin in the memory: before them stand the sums, behind them the counts, a pair in the row of its smaller number */
const HEAD = 64
const MOST_CLUSTERS = 8192
/** Fewer comparisons are not worth a module, and a grid that is nearly empty is not worth reading. */
const FEWEST = 2 ** 16
const CELLS_A_COMPARISON = 16

/**
 * How often each pair of clusters occurs, a byte a pair, so that a sum over all pairs reads memory in its order. One entry a comparison; pairs of
 * one cluster are passed over. Undefined where a list of pairs is the better way: for
 * few comparisons or many clusters, where a pair occurs more than 255 times, and where the engine has no WebAssembly with SIMD.
 */
export function pairGrid(a: Uint32Array, b: Uint32Array, clusters: number): BetweenClusters | undefined {
  if (clusters > MOST_CLUSTERS || a.length < FEWEST || a.length * CELLS_A_COMPARISON < clusters ** 2) return undefined
  const stride = Math.ceil(clusters / 32) * 32
  const table = HEAD + 2 * stride
  const end = table + stride * clusters
  const wasm = instanceOf(pairGridModule(end), 'total')
  if (wasm === undefined) return undefined
  const cells = new Uint8Array(wasm.memory, table, stride * clusters)
  const pairs = fill(cells, stride, a, b)
  if (pairs === undefined) return undefined
  const narrow = new Int16Array(wasm.memory, HEAD, stride)
  const sums = new BigInt64Array(wasm.memory, 0, 2)
  return {
    pairs,
    total(w, from) {
      if (!narrowed(w, narrow)) return from + plainTotal(cells, stride, w)
      wasm.run(table, end, stride, HEAD)
      return from + Number(sums[0]! + sums[1]!)
    },
  }
}

/** Counts pairs and says how many are distinct; undefined where a count goes above what a byte holds. */
function fill(cells: Uint8Array, stride: number, a: Uint32Array, b: Uint32Array): number | undefined {
  let pairs = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!
    const y = b[i]!
    if (x === y) continue
    const at = x < y ? x * stride + y : y * stride + x
    const own = cells[at]!
    if (own === 255) return undefined
    if (own === 0) pairs++
    cells[at] = own + 1
  }
  return pairs
}

/** Whether weights fit 16 bits, and every product of a row and its weight 32. */
function narrowed(w: Int32Array, into: Int16Array): boolean {
  let [sum, most] = [0, 0]
  for (let c = 0; c < w.length; c++) {
    const own = w[c]!
    if (own < 0 || own > 0x7fff) return false
    into[c] = own
    sum += own
    if (own > most) most = own
  }
  return sum * most * 255 < 2 ** 31
}

function plainTotal(cells: Uint8Array, stride: number, w: Int32Array): number {
  let all = 0
  for (let r = 0; r < w.length; r++) {
    let sum = 0
    for (let c = r + 1; c < w.length; c++) sum += cells[r * stride + c]! * w[c]!
    all += w[r]! * sum
  }
  return all
}
