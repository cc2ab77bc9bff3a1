import { Exact } from '../../language/exact.ts'
import type { Measure } from '../rows/row.ts'
import type { Dimension } from '../tables/grouping.ts'
import type { IndustrySnapshot, ShownText } from './snapshot.ts'

/** A group of a published snapshot, for one of its enterprises to stand beside. */
export interface Peers {
  readonly by: readonly Dimension[]
  readonly at: readonly string[]
  readonly enterprises: ShownText
  /** sum over enterprises, as decimal text with at most two decimals; `*` where either is withheld */
  readonly means: Readonly<Partial<Record<Measure, ShownText>>>
}

/**
 * The groups that an enterprise with these words belongs to, finest first, from what is published alone. A mean is told only where the sum and
 * the count are shown: such cells are protected against a contributor who takes its own number away. A group of nobody is left out.
 */
export function peersOf(
  snapshot: IndustrySnapshot,
  period: string,
  words: Readonly<Partial<Record<Dimension, string>>>,
): readonly Peers[] {
  return snapshot.tables
    .filter(({ by }) => by.every((d) => words[d] !== undefined))
    .flatMap(({ by, cells }) => {
      const cell = cells.find((c) => c.period === period && by.every((d, i) => c.at[i] === words[d]))
      const enterprises = cell?.values.enterprises ?? '0'
      if (!cell || enterprises === '0') return []
      const means: Partial<Record<Measure, ShownText>> = {}
      for (const measure of snapshot.measures) {
        const sum = cell.values[measure]
        if (measure === 'enterprises' || sum === undefined) continue
        means[measure] = mean(sum, enterprises)
      }
      return [{ by, at: cell.at, enterprises, means }]
    })
    .sort((a, b) => b.by.length - a.by.length)
}

function mean(sum: ShownText, count: ShownText): ShownText {
  if (sum === '*' || count === '*') return '*'
  return Exact.parse(sum)!.over(Exact.parse(count)!).round(2).toString()
}
