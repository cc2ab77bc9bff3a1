import { expect, it } from 'vitest'
import { framework, requirement, setOf } from '../../../src/crosswalk/fixtures/named.ts'
import { network } from '../../../src/crosswalk/network.ts'
import { intersects, none, subset, superset } from '../../../src/crosswalk/relation.ts'
import { inferredBetween, weightOf } from './inferred.ts'

const net = network(
  ['a', 'b', 'c'].map((id) => framework(id, requirement('1'), requirement('2'), requirement('3'))),
  [
    setOf('a', 'b', ['1', 'superset', '1'], ['2', 'subset', '2']),
    setOf('b', 'c', ['1', 'superset', '1'], ['2', 'intersects', '2']),
    setOf('a', 'c', ['3', 'equal', '3']),
  ],
)
const told = (left: string, right: string, hops: number) =>
  inferredBetween(net, left, right, hops).map((c) => [
    net.places[c.left]!.requirement.id,
    net.places[c.right]!.requirement.id,
    c.possible,
    c.weight,
  ])

it('tells what follows apart from what somebody mapped, as far as the reader goes', () => {
  expect(told('a', 'c', 1)).toEqual([])
  expect(told('a', 'c', 2)).toEqual([
    ['1', '1', superset, 'sure'],
    ['2', '2', subset | intersects | none, 'candidate'],
  ])
  expect(told('c', 'a', 2)).toEqual([
    ['1', '1', subset, 'sure'],
    ['2', '2', superset | intersects | none, 'candidate'],
  ])
  expect(told('a', 'b', 6)).toEqual([])
  expect(told('a', 'a', 6)).toEqual([])
})

it('calls nothing a finding that may be nothing at all', () => {
  for (let possible = 0; possible <= 31; possible++) {
    const weight = weightOf(possible)
    if (possible === none) expect(weight).toBe('sure')
    else if (possible & none) expect(weight).toBe('candidate')
    if (possible === 0) expect(weight).toBe('contradicted')
    if (weight === 'sure') expect(Math.log2(possible) % 1).toBe(0)
  }
})
