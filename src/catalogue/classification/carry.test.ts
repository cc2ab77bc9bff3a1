import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mapping } from '../../crosswalk/mapping.ts'
import type { relations } from '../../crosswalk/relation.ts'
import type { Taxonomy } from '../taxonomy.ts'
import { carry } from './carry.ts'

const tree = (id: string, ...codes: string[]): Taxonomy => ({
  id,
  classes: codes.map((code) => ({
    code,
    ...(code.length > 1 ? { parent: code.slice(0, 1) } : {}),
    title: {},
    known: 'seen',
    note: '',
  })),
})
const row = (source: string, relation: Mapping['relation'], target: string): Mapping => ({
  id: `${source}${target}`,
  source: [source],
  target: [target],
  relation,
  confidence: 'high',
  known: 'proposed',
})
const [old, now] = [tree('old', 'A', 'AA', 'AB', 'B', 'BA'), tree('now', 'X', 'XX', 'XY', 'Y', 'YY')]
const migration = (...mappings: Mapping[]) => ({ from: 'old', to: 'now', mappings })

describe('a class carried over into another system', () => {
  test('what is equal or within is sure, what overlaps or contains is to be confirmed', () => {
    const rows = migration(row('AA', 'equal', 'XX'), row('AB', 'superset', 'XY'), row('BA', 'intersects', 'YY'))
    expect(carry(rows, old, now, 'AA')).toEqual([{ class: 'XX', sure: true }])
    expect(carry(rows, old, now, 'AB')).toEqual([{ class: 'XY', sure: false }])
    expect(carry(rows, old, now, 'BA')).toEqual([{ class: 'YY', sure: false }])
    // and back
    expect(carry(rows, now, old, 'XX')).toEqual([{ class: 'AA', sure: true }])
    expect(carry(rows, now, old, 'XY')).toEqual([{ class: 'AB', sure: true }])
  })

  test('a row on the part holds for its classes; the finest place that is sure is the one', () => {
    const rows = migration(row('A', 'subset', 'X'), row('AA', 'subset', 'XX'), row('B', 'intersects', 'Y'))
    expect(carry(rows, old, now, 'AB')).toEqual([{ class: 'X', sure: true }])
    expect(carry(rows, old, now, 'AA')).toEqual([{ class: 'XX', sure: true }])
    // that the part overlaps says nothing of its class
    expect(carry(rows, old, now, 'BA')).toEqual([])
  })

  test('sound: whatever sets the classes are, an object that is in the class is in every sure place', () => {
    const codes = { old: ['AA', 'AB', 'BA'], now: ['XX', 'XY', 'YY'] }
    const set = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(set, { minLength: 6, maxLength: 6 }), (sets) => {
        const of = new Map([...codes.old, ...codes.now].map((code, n) => [code, new Set(sets[n])]))
        const rows = codes.old.flatMap((a) => codes.now.map((b) => row(a, relate(of.get(a)!, of.get(b)!), b)))
        for (const code of codes.old)
          for (const place of carry(migration(...rows), old, now, code))
            if (place.sure) for (const x of of.get(code)!) expect(of.get(place.class)!.has(x)).toBe(true)
            else expect([...of.get(code)!].some((x) => of.get(place.class)!.has(x))).toBe(true)
      }),
    )
  })
})

function relate(a: ReadonlySet<number>, b: ReadonlySet<number>): (typeof relations)[number] {
  const both = [...a].filter((x) => b.has(x)).length
  if (both === 0) return 'none'
  if (both === a.size) return both === b.size ? 'equal' : 'subset'
  return both === b.size ? 'superset' : 'intersects'
}
