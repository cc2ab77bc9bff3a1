import { expect, test } from 'vitest'
import { chains } from './chain.ts'
import { framework, mapping, requirement, setOf } from './fixtures/named.ts'
import { network } from './network.ts'
import { any, subset } from './relation.ts'

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
