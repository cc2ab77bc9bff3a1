import { describe, expect, test } from 'vitest'
import { extraWork } from './extra-work.ts'
import { framework, requirement, setOf } from './fixtures/named.ts'
import { network } from './network.ts'

const net = network(
  [
    framework('a', requirement('1'), requirement('2'), requirement('3', { testable: false })),
    framework('b', requirement('1'), requirement('2')),
  ],
  [setOf('b', 'a', ['1', 'superset', '1'], ['1', 'superset', '2'])],
)
const plan = (costs: readonly (readonly [string, number])[], work: readonly string[] = ['b']) => {
  const asked = { framework: 'a', work, costs: costs.map(([requirement, cost]) => ({ requirement, cost })), hops: 1 }
  const got = extraWork(net, new Map(), asked)
  if (!got.ok) return got.problems.map((p) => p.code)
  return [got.value.cost, got.value.chosen.map((n) => `${net.places[n]!.framework.id}${net.places[n]!.requirement.id}`)]
}

describe('the smallest extra work', () => {
  test('goes by what it costs; what has no cost counts 1', () => {
    expect(plan([])).toEqual([1, ['b1']])
    expect(plan([['b#1', 3]])).toEqual([2, ['a1', 'a2']])
    expect(plan([['b#1', 3]], [])).toEqual([2, ['a1', 'a2']])
    expect(plan([], [])).toEqual([2, ['a1', 'a2']])
  })

  test('a framework has a cost for each of its testable requirements; what is named itself goes before it, wherever it stands', () => {
    expect(plan([['b#*', 3]])).toEqual([2, ['a1', 'a2']])
    expect(
      plan([
        ['a#*', 5],
        ['b#*', 3],
      ]),
    ).toEqual([3, ['b1']])
    for (const costs of [
      [
        ['a#*', 5],
        ['a#1', 1],
        ['a#2', 1],
      ],
      [
        ['a#1', 1],
        ['a#2', 1],
        ['a#*', 5],
      ],
    ] as const)
      expect(plan([...costs, ['b#1', 3]])).toEqual([2, ['a1', 'a2']])
    // what is named may be worked on, whether or not its framework may
    expect(plan([['b#1', 0.5]], [])).toEqual([0.5, ['b1']])
  })

  test('names and costs that are none are refused', () => {
    expect(plan([['a#9', 1]])).toEqual(['unknown-requirement'])
    expect(plan([['c#*', 1]])).toEqual(['unknown-framework'])
    for (const cost of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(plan([['a#1', cost]])).toEqual(['cost-wrong'])
  })
})
