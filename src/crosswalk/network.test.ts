import { describe, expect, test } from 'vitest'
import { conclude } from './evidence.ts'
import { framework, requirement, setOf } from './fixtures/named.ts'
import { Inference } from './infer.ts'
import { network } from './network.ts'
import { spelled } from './relation.ts'

const a = framework(
  'a',
  requirement('1', { whole: true, testable: false }),
  requirement('1.1', { parent: '1' }),
  requirement('1.2', { parent: '1' }),
  requirement('2'),
  requirement('2.1', { parent: '2' }),
)
const b = framework('b', requirement('x'), requirement('y'), requirement('z'))

describe('network', () => {
  test('names lead to nodes and back, frameworks stand side by side', () => {
    const net = network([a, b], [])
    expect([...net.bounds]).toEqual([0, 5, 8])
    const y = net.nodeOf('b', 'y')!
    expect([y, net.places[y]!.requirement.id, net.places[y]!.framework.id]).toEqual([6, 'y', 'b'])
    expect(net.nodeOf('b', '1')).toBeUndefined()
  })

  test('all parts make the whole, where they are all of it', () => {
    const net = network([a, b], [setOf('a', 'b', [['1'], 'equal', ['x']], [['2'], 'equal', ['y']])])
    const said = (...ids: string[]) =>
      Object.fromEntries(
        [...conclude(net.graph, new Map(ids.map((id) => [net.nodeOf('a', id)!, 'satisfied'])), 2)].map(([n, c]) => [
          net.places[n]!.requirement.id,
          c.standing,
        ]),
      )
    expect(said('1.1')).toEqual({ '1': 'partly', '1.1': 'proved', x: 'partly' })
    expect(said('1.1', '1.2')).toEqual({ '1': 'proved', '1.1': 'proved', '1.2': 'proved', x: 'proved' })
    // 2 says something beside its part
    expect(said('2.1')).toEqual({ '2': 'partly', '2.1': 'proved', y: 'partly' })
    expect(said('2')).toEqual({ '2': 'proved', '2.1': 'proved', y: 'proved' })
  })

  test('several sources mean all of them together; the same several are one', () => {
    const net = network(
      [a, b],
      [setOf('a', 'b', [['1.1', '2'], 'superset', ['x']], [['1.1', '2'], 'intersects', ['z']])],
    )
    expect(net.graph.nodes - net.graph.requirements).toBe(2)
    const told = new Inference(net.graph).from(net.nodeOf('a', '2')!, 1)
    expect(told.map((i) => [net.places[i.target]!.requirement.id, spelled(i.possible)])).toEqual([
      ['2.1', ['equal', 'superset']],
      // the group meets z; this member of it need not
      ['z', ['subset', 'intersects', 'none']],
    ])
  })

  test('a whole framework is all of its requirements', () => {
    const net = network([a, b], [setOf('a', 'b', [['2.1'], 'superset', ['*']])])
    const said = conclude(net.graph, new Map([[net.nodeOf('a', '2.1')!, 'satisfied']]), 1)
    expect(['x', 'y', 'z'].map((id) => said.get(net.nodeOf('b', id)!)?.standing)).toEqual([
      'proved',
      'proved',
      'proved',
    ])
  })

  test('what names nothing carries nothing, and is told', () => {
    const net = network(
      [a, b],
      [setOf('a', 'b', [['9'], 'equal', ['x']], [['2'], 'equal', ['x']], [['2'], 'equal', []])],
    )
    expect(net.left.map((r) => r.mapping.id)).toEqual(['0', '2'])
    expect(net.rows.map((r) => r.mapping.id)).toEqual(['1'])
  })

  test('a requirement that stands twice is refused', () => {
    expect(() => network([b, b], [])).toThrow('b#x stands twice')
  })
})
