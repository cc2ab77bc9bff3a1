import type { Graph } from './graph.ts'
import type { Step } from './infer.ts'
import { byGroup, byMembers, given, type Reach } from './reach.ts'
import { equal, subset, superset } from './relation.ts'

/** Why `node` was reached: steps in an order in which each rests on those before it or on what was given. Of several ways the shortest. */
export function proofOf(graph: Graph, reach: Reach, node: number): Step[] {
  const steps: Step[] = []
  const told = new Set<number>()
  const tell = (n: number): void => {
    if (told.has(n)) return
    told.add(n)
    const by = reach.by[n]!
    if (by === given) return
    if (by === byMembers) {
      const { from, to } = graph.membersOf
      for (const member of to.subarray(from[n]!, from[n + 1]!)) {
        tell(member)
        steps.push({ from: member, to: n, row: null, possible: equal | subset })
      }
      return
    }
    const from = reach.fromNode[n]!
    tell(from)
    steps.push(
      by === byGroup
        ? { from, to: n, row: null, possible: equal | superset }
        : { from, to: n, row: graph.covering.row[by]!, possible: graph.covering.possible[by]! },
    )
  }
  tell(node)
  return steps
}
