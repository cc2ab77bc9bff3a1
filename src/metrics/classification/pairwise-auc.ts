import type { Ranking } from './ranking.ts'

/**
 * By class k: the weight of pairs in which a row of the class `own` ranks above one of k, ties as half. `classOf` gives the one class of each
 * row, -1 for a row that does not count. Divided by both weights it is A(own | k). Source: D. J. Hand and R. J. Till, Machine Learning 45 (2001) 171-186.
 */
export function winsByClass(
  { rows, ends }: Ranking,
  classOf: Int32Array,
  own: number,
  classes: number,
  weights?: Float64Array,
): Float64Array {
  const wins = new Float64Array(classes)
  let above = 0
  let begin = 0
  for (let g = 0; g < ends.length; g++) {
    const end = ends[g]!
    let tied = 0
    for (let i = begin; i < end; i++) {
      if (classOf[rows[i]!] === own) tied += weights === undefined ? 1 : weights[rows[i]!]!
    }
    for (let i = begin; i < end; i++) {
      const k = classOf[rows[i]!]!
      if (k >= 0 && k !== own) wins[k]! += (weights === undefined ? 1 : weights[rows[i]!]!) * (above + tied / 2)
    }
    above += tied
    begin = end
  }
  return wins
}

/** One-against-one AUC of pairs of classes from `wins[j][k]` and the weight of each class; pairs with an empty class are left out. */
export function oneAgainstOne(wins: readonly Float64Array[], sizes: Float64Array, weighted: boolean): number {
  let [sum, weight] = [0, 0]
  for (let j = 0; j < wins.length; j++) {
    for (let k = j + 1; k < wins.length; k++) {
      const pairs = sizes[j]! * sizes[k]!
      if (pairs === 0) continue
      const w = weighted ? sizes[j]! + sizes[k]! : 1
      sum += (w * (wins[j]![k]! + wins[k]![j]!)) / (2 * pairs)
      weight += w
    }
  }
  return sum / weight
}
