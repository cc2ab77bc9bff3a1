import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDay } from '../judge/dates.ts'
import { Catalogue } from './catalogue.ts'
import { daysOf } from './days.ts'
import { type Edition, type Known, keyOf } from './edition.ts'
import { identifierOfRow } from './identifier/unnumbered.ts'
import type { Relation, RelationType } from './relations/relation.ts'
import { standingsOf } from './system-map.ts'

const edition = (number: string, effective: string, replacedBy?: string): Edition => ({
  identifier: identifierOfRow(number),
  title: { en: number },
  level: 'national',
  status: 'in-force',
  statusRead: 'in force',
  published: daysOf(effective)!,
  effective: daysOf(effective)!,
  body: '',
  class: 'AA',
  ...(replacedBy ? { replacedBy } : {}),
  source: '',
  known: 'seen',
  note: '',
})
const relation = (from: string, to: string, known: Known, type: RelationType = 'replaces'): Relation => ({
  from,
  to,
  type,
  detail: '',
  source: 's',
  known,
})
const guide = edition('TC260-003', '2024-02-29')
const standard = edition('GB/T 45654-2025', '2025-11-01')
const on = (relations: readonly Relation[], text: string) =>
  standingsOf(new Catalogue([guide, standard], relations), guide, parseDay(text)!)

test('what a relation says is replaced is over when the other is in force, as sure as the relation is', () => {
  expect(on([], '2026-01-01')).toEqual(['in-force'])
  const seen = [relation('GB/T 45654-2025', 'TC260-003', 'seen')]
  expect([on(seen, '2025-10-31'), on(seen, '2025-11-01')]).toEqual([['in-force'], ['replaced']])
  const recalled = [relation('GB/T 45654-2025', 'TC260-003', 'recalled')]
  expect([on(recalled, '2025-10-31'), on(recalled, '2025-11-01')]).toEqual([['in-force'], ['in-force', 'replaced']])
  const told = new Catalogue([guide, standard], recalled)
  expect([told.successorOf(guide), told.successionOf(guide)?.successor]).toEqual([undefined, standard])
  for (const type of ['cites', 'overlaps', 'conflicts'] as const)
    expect(on([relation('GB/T 45654-2025', 'TC260-003', 'seen', type)], '2026-01-01')).toEqual(['in-force'])
})

test('its own row and a later edition go before a relation; of two relations the one that was seen', () => {
  const [a, b, c] = [
    edition('GB/T 1-2001', '2001-01-01', 'GB/T 2-2010'),
    edition('GB/T 2-2010', '2010-01-01'),
    edition('GB/T 3-2020', '2020-01-01'),
  ]
  const all = new Catalogue([a, b, c], [relation('GB/T 3-2020', 'GB/T 1-2001', 'seen')])
  expect(all.successorOf(a)).toBe(b)
  const two = [relation('GB/T 45654-2025', 'TC260-003', 'recalled'), relation('GB/T 3-2020', 'TC260-003', 'seen')]
  for (const relations of [two, [...two].reverse()])
    expect(new Catalogue([guide, standard, c], relations).successionOf(guide)).toEqual({ successor: c, known: 'seen' })
})

test('whatever the relations, in circles too: what was possible stays so unless it is over, and nothing replaces itself', () => {
  const editions = ['GB/T 1-2001', 'GB/T 2-2005', 'GB/T 3-2010'].map((n) => edition(n, `${n.slice(-4)}-01-01`))
  const number = fc.constantFrom(...editions.map(keyOf), 'GB/T 9-2001', 'no number')
  const relations = fc.array(
    fc
      .tuple(number, number, fc.constantFrom('seen' as const, 'recalled' as const))
      .map(([f, t, k]) => relation(f, t, k)),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(relations, fc.integer({ min: 11_000, max: 20_000 }), (given, day) => {
      const [plain, told] = [new Catalogue(editions), new Catalogue(editions, given)]
      for (const e of editions) {
        const [before, after] = [standingsOf(plain, e, day), standingsOf(told, e, day)]
        expect(told.successionOf(e)?.successor).not.toBe(e)
        expect(after.length).toBeGreaterThan(0)
        if (after.join() !== 'replaced') for (const s of before) expect(after).toContain(s)
      }
    }),
  )
})
