import { expect, test } from 'vitest'
import { elsewhere } from './elsewhere.ts'
import type { Finding } from './evidence.ts'
import { framework, requirement, setOf } from './fixtures/named.ts'
import { network } from './network.ts'
import { intersects, none, subset } from './relation.ts'

const net = network(
  [
    framework('a', ...['1', '2', '3'].map((id) => requirement(id))),
    framework('b', requirement('head', { testable: false }), ...['1', '2', '3', '4'].map((id) => requirement(id))),
  ],
  [setOf('a', 'b', ['1', 'superset', '1'], ['1', 'intersects', '2'], ['2', 'related', '3'], ['3', 'equal', '4'])],
)
const at = (f: string, id: string) => net.nodeOf(f, id)!

test('one framework alone, its testable requirements alone, each with what findings say of it', () => {
  const findings = new Map<number, Finding>([
    [at('a', '1'), 'satisfied'],
    [at('a', '3'), 'failed'],
  ])
  const { nodes, conclusions, bounds, candidates } = elsewhere(net, findings, 'b', 3)
  expect(nodes.map((n) => net.places[n]!.requirement.id)).toEqual(['1', '2', '3', '4'])
  expect(nodes.map((n) => conclusions.get(n)?.standing)).toEqual(['proved', 'partly', undefined, 'failed'])
  expect([...conclusions.keys()].every((n) => nodes.includes(n))).toBe(true)
  expect(bounds).toEqual({ of: 4, proved: 1, atMost: 2, failed: 1, contradicted: 0 })
  expect(candidates).toEqual([])
})

test('what only may be so is a candidate where nothing else is known, and none where something failed', () => {
  const between = network(
    [...net.frameworks, framework('c', requirement('1'))],
    [
      setOf('a', 'c', ['1', 'subset', '1']),
      setOf('c', 'b', ['1', 'intersects', '1']),
      setOf('a', 'b', ['2', 'equal', '2']),
    ],
  )
  const node = (f: string, id: string) => between.nodeOf(f, id)!
  const of = (finding: Finding) => elsewhere(between, new Map([[node('a', '1'), finding]]), 'b', 3)
  expect(of('satisfied').candidates).toEqual([
    { source: node('a', '1'), node: node('b', '1'), possible: subset | intersects | none },
  ])
  expect(of('satisfied').conclusions.size).toBe(0)
  expect(of('failed').candidates).toEqual([])
  // too far
  expect(elsewhere(between, new Map([[node('a', '1'), 'satisfied']]), 'b', 1).candidates).toEqual([])
})
