import type { Graph } from './graph.ts'
import { Reach } from './reach.ts'

/** Requirements by framework: those of framework f are from[f] up to from[f + 1]. */
export type Frameworks = Int32Array

/** Row by row, a cell for each pair of frameworks: how many requirements of the column are satisfied when all of the row's are. */
export function coverageMatrix(graph: Graph, frameworks: Frameworks, hops: number): Int32Array {
  const count = frameworks.length - 1
  const of = new Int32Array(graph.nodes).fill(count)
  for (let f = 0; f < count; f++) of.fill(f, frameworks[f]!, frameworks[f + 1]!)
  const reach = new Reach(graph)
  const cells = new Int32Array(count * count)
  // groups fall into a column of their own that is thrown away
  const row = new Int32Array(count + 1)
  const own = new Int32Array(graph.requirements)
  for (let n = 0; n < own.length; n++) own[n] = n
  for (let f = 0; f < count; f++) {
    row.fill(0)
    const reached = reach.walk(own.subarray(frameworks[f]!, frameworks[f + 1]!), hops)
    for (let i = 0; i < reached.length; i++) row[of[reached[i]!]!]!++
    cells.set(row.subarray(0, count), f * count)
  }
  return cells
}
