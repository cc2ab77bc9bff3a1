/**
 * Spearman's rank correlation with mid-ranks for ties, in [-1, 1]; 0 where all of one side are equal, because nothing is known of their order.
 * Source: Kendall and Gibbons, Rank Correlation Methods (1990), ch. 3. At least two points.
 */
export function spearman(points: readonly (readonly [number, number])[]): number {
  const a = ranks(points.map(([x]) => x))
  const b = ranks(points.map(([, y]) => y))
  const mean = (points.length + 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < points.length; i++) {
    const [da, db] = [a[i]! - mean, b[i]! - mean]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!)
  const ranked = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let k = from; k <= to; k++) ranked[order[k]!] = (from + to) / 2 + 1
    from = to + 1
  }
  return ranked
}
