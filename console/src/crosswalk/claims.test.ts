import { expect, it } from 'vitest'
import type { Framework } from '../../../src/crosswalk/framework.ts'
import type { MappingSet } from '../../../src/crosswalk/mapping.ts'
import { network } from '../../../src/crosswalk/network.ts'
import { claimsBetween } from './claims.ts'

const framework = (id: string): Framework => ({
  id,
  names: [id],
  title: { en: id },
  requirements: [{ id: '1', kind: 'requirement', title: { en: '1' }, testable: true, known: 'proposed' }],
})
const set = (relation: MappingSet['mappings'][number]['relation']): MappingSet => ({
  id: 's',
  title: { en: 's' },
  source: 'a',
  target: 'b',
  version: '1',
  status: 'draft',
  method: 'human',
  author: 'plumbline',
  authors: [],
  reviewers: [],
  publishable: true,
  mappings: [{ id: '1', source: ['1'], target: ['1'], relation, confidence: 'low', known: 'proposed' }],
})

it('reads a mapping backwards as its converse, and a candidate as a candidate', () => {
  for (const [forth, back] of [
    ['equal', 'equal'],
    ['subset', 'superset'],
    ['superset', 'subset'],
    ['intersects', 'intersects'],
    ['none', 'none'],
    ['related', 'related'],
  ] as const) {
    const net = network([framework('a'), framework('b')], [set(forth)])
    expect(claimsBetween(net, 'a', 'b').map((c) => c.relation)).toEqual([forth])
    expect(claimsBetween(net, 'b', 'a').map((c) => c.relation)).toEqual([back])
    expect(claimsBetween(net, 'a', 'a')).toEqual([])
  }
})
