import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chains, chainsBetween } from './chain.ts'
import { framework, mapping, requirement, setOf } from './fixtures/named.ts'
import { network } from './network.ts'
import { any, converse, subset } from './relation.ts'

const local = { ...framework('local', requirement('1')), level: 'local' as const }
const national = { ...framework('national', requirement('1'), requirement('2')), level: 'national' as const }
const abroad = { ...framework('abroad', requirement('1'), requirement('2')), level: 'international' as const }
const told = (sets: Parameters<typeof network>[1]) => {
  const net = network([local, national, abroad], sets)
  return chains(net, net.nodeOf('local', '1')!).map((c) => [
    c.links.map((l) => `${net.places[l.to]!.framework.id}#${net.places[l.to]!.requirement.id}`),
    c.possible,
    c.weakest,
  ])
}

test('up the levels, either way round, the furthest first, with the weakest link and what the whole says', () => {
  // the mapping of the last set is read backwards
  const sets = [
    setOf('local', 'national', ['1', 'subset', '1'], ['1', 'intersects', '2']),
    setOf('abroad', 'national', ['1', 'superset', '1'], ['2', 'intersects', '2']),
  ]
  expect(told(sets)).toEqual([
    [['national#1', 'abroad#1'], subset, 0],
    [['national#2', 'abroad#2'], any, 0],
    [['national#1'], subset, 0],
    [['national#2'], 8, 0],
  ])
})

test('of two links alike, the one that its author is less sure of; what shares nothing is no link', () => {
  const up = { ...setOf('local', 'national'), mappings: [mapping('a', '1', 'subset', '1', { confidence: 'high' })] }
  const on = {
    ...setOf('national', 'abroad'),
    mappings: [mapping('b', '1', 'subset', '1', { confidence: 'low' }), mapping('c', '1', 'none', '2')],
  }
  expect(told([up, on])).toEqual([
    [['national#1', 'abroad#1'], subset, 1],
    [['national#1'], subset, 0],
  ])
})

test('between any two, as many chains there as back, each requirement once, within the hops, the strongest first', () => {
  const names = ['a', 'b', 'c', 'd']
  const row = fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...names),
    fc.constantFrom('1', '2'),
    fc.constantFrom('equal' as const, 'subset' as const, 'intersects' as const, 'none' as const),
    fc.constantFrom('1', '2'),
  )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 14 }), fc.integer({ min: 1, max: 4 }), (rows, hops) => {
      const net = network(
        names.map((name) => framework(name, requirement('1'), requirement('2'))),
        rows.map(([source, target, s, relation, t], i) => ({
          ...setOf(source, target, [s, relation, t]),
          id: `${i}`,
        })),
      )
      const [a, b] = [net.nodeOf('a', '1')!, net.nodeOf('b', '2')!]
      const [there, back] = [chainsBetween(net, a, b, hops), chainsBetween(net, b, a, hops)]
      expect(there.whole && back.whole).toBe(true)
      expect(back.chains.map((c) => converse(c.possible)).sort()).toEqual(there.chains.map((c) => c.possible).sort())
      for (const { links } of there.chains) {
        const nodes = [a, ...links.map((l) => l.to)]
        expect(new Set(nodes).size).toBe(nodes.length)
        expect([nodes.length - 1 <= hops, nodes.at(-1)]).toEqual([true, b])
      }
      // nothing that somebody could walk is left out: counted again without any shortening of the search
      const edges = net.rows.flatMap((r) => {
        if (r.mapping.relation === 'none') return []
        const ends = [net.nodeOf(r.set.source, r.mapping.source[0]!)!, net.nodeOf(r.set.target, r.mapping.target[0]!)!]
        return [ends, [...ends].reverse()] as [number, number][]
      })
      const count = (at: number, seen: readonly number[]): number =>
        at === b
          ? 1
          : seen.length > hops
            ? 0
            : edges.reduce((n, [f, t]) => n + (f === at && !seen.includes(t) ? count(t, [...seen, t]) : 0), 0)
      expect(there.chains.length).toBe(count(a, [a]))
    }),
  )
})
