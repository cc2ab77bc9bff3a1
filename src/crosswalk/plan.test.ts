import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linksOf, type Row, world, worldOf } from './fixtures/worlds.ts'
import { buildGraph } from './graph.ts'
import { leastWork } from './plan.ts'
import { Reach } from './reach.ts'
import { equal, superset } from './relation.ts'

const graph = (nodes: number, rows: readonly Row[]) => buildGraph(nodes, linksOf(rows))

describe('the cheapest work', () => {
  test('one requirement that covers two is less than both; where it costs more, it is not', () => {
    const g = graph(3, [
      [0, 1, superset],
      [0, 2, superset],
    ])
    const work = (cost: number) => [
      { node: 0, cost },
      { node: 1, cost: 1 },
      { node: 2, cost: 1 },
    ]
    expect(leastWork(g, [], [1, 2], work(1.5), 3)).toEqual({ chosen: [0], cost: 1.5, beyond: [], proven: true })
    expect(leastWork(g, [], [1, 2], work(3), 3)).toEqual({ chosen: [1, 2], cost: 2, beyond: [], proven: true })
  })

  test('what is satisfied costs nothing, and what nothing reaches is told', () => {
    const g = graph(4, [[0, 1, equal]])
    expect(leastWork(g, [0], [1, 2, 3], [{ node: 2, cost: 1 }], 3)).toEqual({
      chosen: [2],
      cost: 1,
      beyond: [3],
      proven: true,
    })
  })

  test('a search that is cut off says so, and its answer suffices', () => {
    const g = graph(
      24,
      Array.from({ length: 24 }, (_, i): Row => [i, (i + 1) % 24, equal]),
    )
    const work = Array.from({ length: 24 }, (_, node) => ({ node, cost: 1 + (node % 3) }))
    const targets = work.map((w) => w.node)
    const cut = leastWork(g, [], targets, work, 2, 50)
    expect(cut.proven).toBe(false)
    expect(new Reach(g).walk(cut.chosen, 2).length).toBe(24)
  })

  test('no cheaper choice suffices, in any world: every choice is tried', () => {
    fc.assert(
      fc.property(
        world,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 }),
        fc.nat(),
        (w, costs, n) => {
          const { graph: g } = worldOf(w)
          const nodes = Array.from({ length: g.requirements }, (_, i) => i)
          const satisfied = [n % g.requirements]
          const work = nodes.map((node) => ({ node, cost: costs[node]! }))
          const targets = nodes.filter((t) => t % 2 === 0)
          const reach = new Reach(g)
          const proves = (chosen: readonly number[]) => {
            const reached = new Set(reach.walk([...satisfied, ...chosen], 3))
            return targets.every((t) => reached.has(t))
          }
          let least = Number.POSITIVE_INFINITY
          for (let choice = 0; choice < 1 << nodes.length; choice++) {
            const chosen = nodes.filter((i) => (choice >> i) & 1)
            const cost = chosen.reduce((sum, i) => sum + costs[i]!, 0)
            if (cost < least && proves(chosen)) least = cost
          }
          const got = leastWork(g, satisfied, targets, work, 3)
          expect(got.proven).toBe(true)
          expect(proves(got.chosen)).toBe(true)
          expect(got.cost).toBe(least)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('work without a cost is refused', () => {
    expect(() => leastWork(graph(1, []), [], [0], [{ node: 0, cost: 0 }], 1)).toThrow(RangeError)
  })
})
