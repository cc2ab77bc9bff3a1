import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import type { Edition } from '../../../../src/catalogue/edition.ts'
import { systemMap } from '../../../../src/catalogue/system-map.ts'
import type { Taxonomy } from '../../../../src/catalogue/taxonomy.ts'
import { branchesOf, partOf, wayTo } from './branches.ts'
import { sunburst } from './sunburst.ts'

const of = (code: string, parent?: string) => ({
  code,
  ...(parent === undefined ? {} : { parent }),
  title: { en: code },
  known: 'seen' as const,
  note: '',
})
const tree: Taxonomy = {
  id: 't',
  classes: [of('A'), of('AA', 'A'), of('AB', 'A'), of('ABA', 'AB'), of('B'), of('C'), of('CA', 'C')],
}
const codes = tree.classes.map((c) => c.code)
const edition = (n: number): Edition => ({
  identifier: { scheme: 'gb', issuer: 'GB/T', number: String(n), year: 2020 } as unknown as Edition['identifier'],
  title: { en: String(n) },
  level: 'national',
  status: 'in-force',
  statusRead: '',
  body: '',
  class: '',
  source: '',
  known: 'seen',
  note: '',
})
const standings = ['in-force', 'replaced', undefined] as const
const total = (slices: ReturnType<typeof sunburst>): number =>
  slices.reduce((sum, s) => sum + (s.value ?? 0) + total(s.children ?? []), 0)

test('the rim holds each edition once for each class that holds it, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...codes), { maxLength: 30 }), (where) => {
      const editions = where.map((_, n) => edition(n))
      const place = new Map(editions.map((e, n) => [e, where[n]!]))
      const cells = systemMap(new Catalogue(editions), tree, 20_000, (e) => [place.get(e)!])
      const told = {
        standingOf: (e: Edition) => standings[editions.indexOf(e) % 3],
        ofClass: () => '',
        ofPart: () => '',
      }
      expect(total(sunburst(cells, told, false))).toBe(where.length)
      for (const code of codes) {
        const part = partOf(cells, code)
        expect(part[0]!.class.code).toBe(code)
        expect(total(sunburst(part, told, true))).toBe(part[0]!.editions.length)
      }
    }),
    { numRuns: 50 },
  )
})

test('a part of the tree is a class with all below it, and the way to it begins at the top', () => {
  const cells = systemMap(new Catalogue([]), tree, 0)
  const said = (code: string | undefined) => partOf(cells, code).map((c) => c.class.code)
  expect(said('A')).toEqual(['A', 'AA', 'AB', 'ABA'])
  expect(said('AA')).toEqual(['AA'])
  expect(said('C')).toEqual(['C', 'CA'])
  expect(said(undefined)).toEqual(codes)
  expect(said('not there')).toEqual(codes)
  expect(wayTo(cells, 'ABA').map((c) => c.class.code)).toEqual(['A', 'AB', 'ABA'])
  expect(wayTo(cells, 'not there')).toEqual([])
  expect(branchesOf(cells).map((b) => [b.cell.class.code, b.below.map((x) => x.cell.class.code)])).toEqual([
    ['A', ['AA', 'AB']],
    ['B', []],
    ['C', ['CA']],
  ])
  expect(branchesOf([])).toEqual([])
  expect(sunburst(cells, { standingOf: () => undefined, ofClass: () => '', ofPart: () => '' }, false)).toEqual([])
})
