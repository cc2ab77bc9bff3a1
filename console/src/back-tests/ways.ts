import type { BackTest, Count } from '../../../src/judge/back-test/document.ts'

export type Way = 'better' | 'same' | 'worse' | 'other'

const noGrade = ['not-applicable', 'not-determined', 'unfit', 'unknown']

/** Whether a move is for the better. Outcomes stand worst first; what is no grade has no direction. */
export function way({ moves: { from, to } }: BackTest, a: string, b: string): Way {
  if (a === b) return 'same'
  if (noGrade.includes(a) || noGrade.includes(b)) return 'other'
  const order = merged(from, to)
  return order.indexOf(b) > order.indexOf(a) ? 'better' : 'worse'
}

/** Reports that move each way, from the table or, where that keeps a count back, from the groups; null where those do too. */
export function ways(test: BackTest): Readonly<Record<Way, Count>> {
  const sums: Record<Way, Count> = { better: 0, same: 0, worse: 0, other: 0 }
  const { from, to, counts } = test.moves
  for (const [i, a] of from.entries())
    for (const [j, b] of to.entries()) {
      const [n, direction] = [counts[i]![j]!, way(test, a, b)]
      const sum = sums[direction]
      sums[direction] = n === null || sum === null ? null : sum + n
    }
  const grouped = (direction: Way): Count =>
    [test.byZone, test.bySector]
      .map((all) =>
        all.reduce<Count>((sum, g) => (sum === null || g[direction] === null ? null : sum + g[direction]), 0),
      )
      .find((sum) => sum !== null) ?? null
  return {
    better: sums.better ?? grouped('better'),
    same: sums.same ?? grouped('same'),
    worse: sums.worse ?? grouped('worse'),
    other: sums.other ?? grouped('other'),
  }
}

/** Both lists are parts of one order, worst first. */
function merged(from: readonly string[], to: readonly string[]): readonly string[] {
  const order = [...from]
  for (const [n, name] of to.entries()) {
    if (order.includes(name)) continue
    const next = to.slice(n + 1).find((later) => order.includes(later))
    order.splice(next === undefined ? order.length : order.indexOf(next), 0, name)
  }
  return order
}
