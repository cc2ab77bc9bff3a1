/** Distinct pairs of clusters row by row: those of row r have columns[starts[r]] to columns[starts[r + 1] - 1], ascending and above r. */
export interface PairList {
  readonly starts: Uint32Array
  readonly columns: Uint16Array | Uint32Array
  /** how often each occurs, or the sum of its values, added in the order given */
  readonly times: Int32Array | Float64Array
}

/** Pairs of two unlike clusters, one entry a comparison; those of one cluster are passed over. */
export function pairList(a: Uint32Array, b: Uint32Array, clusters: number, values?: Float64Array): PairList {
  const order = ordered(a, b, clusters)
  const starts = new Uint32Array(clusters + 1)
  const columns = clusters <= 65_536 ? new Uint16Array(order.length) : new Uint32Array(order.length)
  const times = values === undefined ? new Int32Array(order.length) : new Float64Array(order.length)
  let pairs = 0
  let [row, column] = [-1, -1]
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!
    const low = Math.min(a[i]!, b[i]!)
    const high = Math.max(a[i]!, b[i]!)
    if (low !== row || high !== column) {
      row = low
      column = high
      columns[pairs++] = high
      starts[low + 1]!++
    }
    times[pairs - 1]! += values === undefined ? 1 : values[i]!
  }
  for (let c = 0; c < clusters; c++) starts[c + 1]! += starts[c]!
  return { starts, columns: columns.slice(0, pairs), times: times.slice(0, pairs) }
}

/** Places of the comparisons by smaller cluster, then larger one, then place: two counting passes, the second one stable. */
function ordered(a: Uint32Array, b: Uint32Array, clusters: number): Uint32Array {
  const [lows, highs] = [new Uint32Array(clusters + 1), new Uint32Array(clusters + 1)]
  let n = 0
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue
    n++
    lows[Math.min(a[i]!, b[i]!) + 1]!++
    highs[Math.max(a[i]!, b[i]!) + 1]!++
  }
  for (let c = 0; c < clusters; c++) {
    lows[c + 1]! += lows[c]!
    highs[c + 1]! += highs[c]!
  }
  const byHigh = new Uint32Array(n)
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) byHigh[highs[Math.max(a[i]!, b[i]!)]!++] = i
  const order = new Uint32Array(n)
  for (let k = 0; k < n; k++) {
    const i = byHigh[k]!
    order[lows[Math.min(a[i]!, b[i]!)]!++] = i
  }
  return order
}
