import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { coverageMatrix } from './coverage.ts'
import { linksOf, stand, world, worldOf } from './fixtures/worlds.ts'
import { buildGraph, covers } from './graph.ts'
import { Inference } from './infer.ts'
import { Reach } from './reach.ts'
import { equal, intersects, none, possibly, related, subset, superset } from './relation.ts'

describe('inference', () => {
  test('whatever the mappings truly say, nothing true is ruled out', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 5 }), (given, hops) => {
        const { all, graph } = worldOf(given)
        const inference = new Inference(graph)
        for (let source = 0; source < graph.requirements; source++)
          for (const { target, possible, paths } of inference.from(source, hops)) {
            expect(possible & possibly(stand(all[source]!, all[target]!))).not.toBe(0)
            let met = 31
            for (const path of paths) {
              expect([path.steps[0]!.from, path.steps.at(-1)!.to]).toEqual([source, target])
              expect(path.steps.filter((s) => s.row !== null).length).toBeLessThanOrEqual(hops)
              expect(path.steps.reduce((p, s) => compose(p, s.possible), equal)).toBe(path.possible)
              met &= path.possible
            }
            expect(met).toBe(possible)
          }
      }),
      { numRuns: 3000 },
    )
  })

  test('what is reached from the satisfied is satisfied in every world', () => {
    fc.assert(
      fc.property(world, fc.nat(), fc.integer({ min: 0, max: 5 }), (given, which, hops) => {
        const { all, graph } = worldOf(given)
        const starts = all.flatMap((_, n) => (n < graph.requirements && (which >> n) & 1 ? [n] : []))
        const satisfied = starts.reduce((a, n) => a | all[n]!, 0)
        for (const node of new Reach(graph).walk(starts, hops)) expect(all[node]! & ~satisfied).toBe(0)
      }),
      { numRuns: 3000 },
    )
  })

  test('with no groups, reached from one is what inference finds covered', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 4 }), (given, hops) => {
        const { graph } = worldOf({ ...given, groups: [] })
        const inference = new Inference(graph)
        const reach = new Reach(graph)
        for (let source = 0; source < graph.requirements; source++) {
          const reached = new Set([...reach.walk([source], hops)].filter((n) => n !== source))
          const walked = inference.from(source, hops).filter((i) => i.paths.some((p) => covers(p.possible)))
          expect(new Set(walked.map((i) => i.target))).toEqual(reached)
        }
      }),
    )
  })

  test('a chain holds as far as its weakest link, and not past the hops', () => {
    const graph = buildGraph(
      4,
      linksOf([
        [0, 1, superset],
        [1, 2, equal],
        [2, 3, intersects],
      ]),
    )
    const from = (hops: number) => new Inference(graph).from(0, hops).map((i) => [i.target, i.possible])
    expect(from(1)).toEqual([[1, superset]])
    expect(from(3)).toEqual([
      [1, superset],
      [2, superset],
      [3, superset | intersects],
    ])
  })

  test('two paths say more than either, and both are kept', () => {
    // 0 meets 1, which holds all of 3; 0 is part of 2, which meets 3
    const graph = buildGraph(
      4,
      linksOf([
        [0, 1, intersects],
        [1, 3, subset],
        [0, 2, superset],
        [2, 3, intersects],
      ]),
    )
    const [to3] = new Inference(graph).from(0, 2, (n) => n === 3)
    expect(to3!.possible).toBe(intersects)
    expect(to3!.paths.map((p) => p.possible)).toEqual([subset | intersects, superset | intersects])
  })

  test('mappings that cannot all be true leave nothing possible, and their paths are shown', () => {
    const [to2] = new Inference(
      buildGraph(
        3,
        linksOf([
          [0, 1, equal],
          [1, 2, none],
          [0, 2, subset],
        ]),
      ),
    ).from(0, 2, (n) => n === 2)
    expect(to2!.possible).toBe(0)
    expect(to2!.paths.map((p) => p.steps.map((s) => s.row))).toEqual([[2], [0, 1]])
  })

  test('"related" is never more than a candidate', () => {
    const graph = buildGraph(
      3,
      linksOf([
        [0, 1, related],
        [1, 2, equal],
      ]),
    )
    expect(new Inference(graph).from(0, 2).map((i) => i.possible)).toEqual([related, related])
    expect([...new Reach(graph).walk([0], 2)]).toEqual([0])
  })

  test('several together: a group is satisfied by all of its members, and not by some', () => {
    // 0 and 1 together demand all that 2 does
    const graph = buildGraph(3, linksOf([[3, 2, superset]]), [{ node: 3, members: [0, 1] }])
    const reach = new Reach(graph)
    expect([...reach.walk([0], 3)]).toEqual([0])
    expect([...reach.walk([1, 0], 1)]).toEqual([1, 0, 3, 2])
    // backwards: 2 says nothing sure of 0
    expect(new Inference(graph).from(2, 3)).toEqual([])
  })

  test('a row that names nothing is refused', () => {
    expect(() => buildGraph(2, linksOf([[0, 2, equal]]))).toThrow(RangeError)
    expect(() => buildGraph(2, linksOf([]), [{ node: 2, members: [0, 5] }])).toThrow(RangeError)
  })
})

test('coverage counts what each framework has satisfied by all of another', () => {
  // frameworks {0,1} {2,3} {4}
  const graph = buildGraph(
    5,
    linksOf([
      [0, 2, equal],
      [1, 3, intersects],
      [2, 4, superset],
      [4, 1, subset],
    ]),
  )
  const matrix = (hops: number) => [...coverageMatrix(graph, Int32Array.of(0, 2, 4, 5), hops)]
  expect(matrix(0)).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 1])
  expect(matrix(1)).toEqual([2, 1, 1, 1, 2, 1, 0, 0, 1])
  expect(matrix(2)).toEqual([2, 1, 1, 1, 2, 1, 0, 0, 1])
})
