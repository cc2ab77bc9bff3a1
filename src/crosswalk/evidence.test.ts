import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf, conclude, type Finding, type Standing } from './evidence.ts'
import { linksOf, world, worldOf } from './fixtures/worlds.ts'
import { buildGraph } from './graph.ts'
import { equal, intersects, none, related, subset, superset } from './relation.ts'

const standings = (of: Map<number, { standing: Standing }>) =>
  Object.fromEntries([...of].map(([n, c]) => [n, c.standing]))
const found = (findings: Record<number, Finding>) => new Map(Object.entries(findings).map(([n, f]) => [Number(n), f]))

describe('what a finding says elsewhere', () => {
  test('true findings and true mappings never say what is not so', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 255 }), fc.nat(), fc.nat(4), (given, met, which, hops) => {
        const { all, graph, rows } = worldOf(given)
        const share = (n: number): Finding =>
          (all[n]! & ~met) === 0
            ? 'satisfied'
            : (all[n]! & met) === 0
              ? 'failed'
              : (which >> n) & 32
                ? 'partly'
                : 'failed'
        const assessed = all.flatMap((_, n) => (n < graph.requirements && (which >> n) & 1 ? [n] : []))
        const findings = new Map(assessed.map((n) => [n, share(n)] as const))
        for (const [node, { standing, proofs }] of conclude(graph, findings, hops)) {
          if (standing === 'proved') expect(all[node]! & ~met).toBe(0)
          else if (standing === 'failed') expect(all[node]! & ~met).not.toBe(0)
          else if (standing === 'partly') expect(all[node]! & met).not.toBe(0)
          else expect(standing).toBe('never contradicted')
          for (const proof of proofs) {
            const known = new Set(proof.findings)
            expect(proof.findings.every((n) => findings.has(n))).toBe(true)
            for (const step of proof.steps) {
              expect(known.has(step.from)).toBe(true)
              known.add(step.to)
              if (step.row !== null)
                expect([rows[step.row]![0], rows[step.row]![1]].sort()).toEqual([step.from, step.to].sort())
            }
            expect(known.has(node)).toBe(true)
          }
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('satisfied: all of what it holds, part of what it meets, nothing of what it does not', () => {
    const graph = buildGraph(
      6,
      linksOf([
        [0, 1, equal],
        [0, 2, superset],
        [0, 3, subset],
        [0, 4, intersects],
        [0, 5, none],
      ]),
    )
    expect(standings(conclude(graph, found({ 0: 'satisfied' }), 1))).toEqual({
      0: 'proved',
      1: 'proved',
      2: 'proved',
      3: 'partly',
      4: 'partly',
    })
  })

  test('failed: what is equal or holds it; what it holds may still be satisfied', () => {
    const graph = buildGraph(
      6,
      linksOf([
        [0, 1, equal],
        [0, 2, superset],
        [0, 3, subset],
        [0, 4, intersects],
        [0, 5, none],
      ]),
    )
    expect(standings(conclude(graph, found({ 0: 'failed' }), 1))).toEqual({ 0: 'failed', 1: 'failed', 3: 'failed' })
  })

  test('partly: carried to what holds all of it, and no further', () => {
    const graph = buildGraph(
      4,
      linksOf([
        [0, 1, equal],
        [0, 2, superset],
        [0, 3, subset],
      ]),
    )
    expect(standings(conclude(graph, found({ 0: 'partly' }), 1))).toEqual({ 0: 'partly', 1: 'partly', 3: 'partly' })
  })

  test('"related" rows give a part at the most', () => {
    const graph = buildGraph(2, linksOf([[0, 1, related]]))
    expect(standings(conclude(graph, found({ 0: 'satisfied' }), 3))).toEqual({ 0: 'proved', 1: 'partly' })
    expect(standings(conclude(graph, found({ 0: 'failed' }), 3))).toEqual({ 0: 'failed' })
  })

  test('two sources of one target: both stay, and a contradiction shows both sides', () => {
    const graph = buildGraph(
      3,
      linksOf([
        [0, 2, superset],
        [1, 2, equal],
      ]),
    )
    expect(conclude(graph, found({ 0: 'satisfied', 1: 'failed' }), 1).get(2)).toMatchObject({
      standing: 'contradicted',
      proofs: [
        { says: 'proved', findings: [0], steps: [{ row: 0 }] },
        { says: 'failed', findings: [1], steps: [{ row: 1 }] },
      ],
    })
  })

  test('three requirements together prove what none does alone', () => {
    const graph = buildGraph(4, linksOf([[4, 3, equal]]), [{ node: 4, members: [0, 1, 2] }])
    const two = conclude(graph, found({ 0: 'satisfied', 1: 'satisfied' }), 1)
    expect(two.get(3)?.standing).toBe('partly')
    const three = conclude(graph, found({ 0: 'satisfied', 1: 'satisfied', 2: 'satisfied' }), 1)
    expect(three.get(3)).toMatchObject({ standing: 'proved', proofs: [{ findings: [0, 1, 2] }] })
    expect(conclude(graph, found({ 1: 'failed' }), 1).get(3)?.standing).toBe('failed')
  })

  test('bounds: a part may be all, what failed is not', () => {
    const graph = buildGraph(
      5,
      linksOf([
        [0, 1, superset],
        [0, 2, intersects],
        [3, 4, equal],
      ]),
    )
    const conclusions = conclude(graph, found({ 0: 'satisfied', 3: 'failed' }), 1)
    expect(boundsOf([1, 2, 4], conclusions)).toEqual({ of: 3, proved: 1, atMost: 2, failed: 1, contradicted: 0 })
  })
})
