import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relations } from '../../crosswalk/relation.ts'
import { workbook } from '../../instruments/llm/bank/fixtures/workbook.ts'
import { readCrosswalk } from './catalogue.ts'
import { importCrosswalk } from './import.ts'
import { mappingCollection } from './oscal/export.ts'
import { readMappingCollection } from './oscal/mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-'))
async function imported(name: string, content: unknown) {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  const read = await importCrosswalk(path, { source: 'a', target: 'b' })
  if (!read.ok) throw new Error(read.problems.map((p) => p.code).join())
  return read.value
}
async function refused(name: string, content: string) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const read = await importCrosswalk(path)
  return read.ok ? read.value.problems.map((p) => p.code) : read.problems.map((p) => p.code)
}

describe('OSCAL catalog', () => {
  test('groups, controls, controls in controls and statements, each under its parent; guidance is no demand', async () => {
    const { frameworks, problems } = await imported('catalog.json', {
      catalog: {
        uuid: '5f1c3c04-7b7e-4a39-8a31-0d8cf6d6a001',
        metadata: { title: 'A Catalog', version: '2', 'oscal-version': '1.2.1' },
        groups: [
          {
            id: 'ac',
            title: 'Access',
            controls: [
              {
                id: 'ac-1',
                title: 'Policy',
                props: [{ name: 'label', value: 'AC-1' }],
                parts: [
                  { id: 'ac-1_smt', name: 'statement', parts: [{ id: 'ac-1_smt.a', name: 'item', prose: 'x' }] },
                  { id: 'ac-1_gdn', name: 'guidance', prose: 'y' },
                ],
                controls: [{ id: 'ac-1.1', title: 'More' }, { title: 'no id' }, { id: 'ac-1', title: 'again' }],
              },
            ],
          },
        ],
      },
    })
    expect(frameworks[0]?.requirements.map((r) => [r.id, r.parent, r.testable])).toEqual([
      ['ac', undefined, false],
      ['ac-1', 'ac', true],
      ['ac-1_smt', 'ac-1', true],
      ['ac-1_smt.a', 'ac-1_smt', true],
      ['ac-1.1', 'ac-1', true],
    ])
    expect(frameworks[0]?.names[0]).toBe('A Catalog')
    expect(frameworks[0]?.requirements[1]?.kept).toEqual({
      props: [{ name: 'label', value: 'AC-1' }],
      parts: [{ id: 'ac-1_gdn', name: 'guidance', prose: 'y' }],
    })
    expect(frameworks[0]?.requirements[3]?.kept).toEqual({ name: 'item', prose: 'x' })
    expect(problems.map((p) => p.place?.path)).toEqual([
      'catalog.groups[0].controls[0].controls[1]',
      'catalog.groups[0].controls[0].controls[2]',
    ])
  })
})

const map = (more: object) => ({
  uuid: '7a0f2f0e-8d57-4a5e-9c57-0b8d2c1c1a11',
  sources: [{ type: 'control', 'id-ref': 's1' }],
  targets: [{ type: 'statement', 'id-ref': 't1' }],
  ...more,
})
const collection = (maps: readonly object[], more: object = {}) => ({
  'mapping-collection': {
    uuid: '0d9b7a52-3c34-4d0e-9be0-6d4f0f7d2f01',
    metadata: { title: 'M', 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.2.1' },
    provenance: { method: 'hybrid', 'matching-rationale': 'semantic', status: 'complete', 'mapping-description': 'd' },
    mappings: [
      {
        uuid: '3b1cf6a0-4f5b-4f6e-8a56-0a4f5c2e7b21',
        'source-resource': { type: 'catalog', href: 'a.json' },
        'target-resource': { type: 'profile', href: '#b' },
        maps,
        ...more,
      },
    ],
  },
})

describe('OSCAL mapping', () => {
  const words = ['equal-to', 'equivalent-to', 'subset-of', 'superset-of', 'intersects-with', 'no-relationship']

  test('all relationships; several sources mean them together; what the provenance says holds unless a map says else', async () => {
    const { sets } = await imported(
      'mapping.json',
      collection([
        ...words.map((relationship, i) => map({ uuid: `m${i}`, relationship })),
        map({
          uuid: 'n',
          relationship: 'subset-of',
          'matching-rationale': 'functional',
          'confidence-score': { category: 'low' },
          sources: [
            { type: 'control', 'id-ref': 's1' },
            { type: 'control', 'id-ref': 's2' },
          ],
        }),
      ]),
    )
    const [set] = sets
    expect([set?.source, set?.target, set?.method, set?.status, set?.publishable]).toEqual([
      'a.json',
      '#b',
      'hybrid',
      'approved',
      false,
    ])
    expect(set?.mappings.slice(0, 6).map((m) => m.relation)).toEqual([
      'equal',
      'equal',
      'subset',
      'superset',
      'intersects',
      'none',
    ])
    expect(set?.mappings[0]?.rationale).toBe('semantic')
    expect(set?.mappings[6]).toMatchObject({ source: ['s1', 's2'], rationale: 'functional', confidence: 'low' })
  })

  test('one problem for each bad map, with its place, and the others are kept', async () => {
    const { sets, problems } = await imported(
      'bad.json',
      collection([
        map({ uuid: '1', relationship: 'like' }),
        map({ uuid: '2', relationship: 'equal-to', sources: [] }),
        map({ uuid: '3', relationship: 'equal-to', sources: [{ 'id-ref': 'x' }, {}] }),
        map({ uuid: '4', relationship: 'equal-to', ns: 'https://other.test' }),
        map({ uuid: '5', relationship: '__proto__' }),
        map({ uuid: '6', relationship: 'equal-to' }),
      ]),
    )
    expect(problems.map((p) => p.place?.path?.slice(-7))).toEqual([0, 1, 2, 3, 4].map((i) => `maps[${i}]`))
    expect(sets[0]?.mappings.map((m) => m.id)).toEqual(['6'])
  })

  test('export of an import keeps every field: qualifiers, coverage, gaps, properties, equivalent-to', async () => {
    const given = collection(
      [
        map({
          relationship: 'equivalent-to',
          'matching-rationale': 'syntactic',
          'confidence-score': { percentage: 0.9 },
          coverage: 0.5,
          qualifiers: [
            { subject: 'both', predicate: 'has-requirement', category: 'addressable', description: 'only in the EU' },
          ],
          props: [{ name: 'x', value: 'y' }],
          links: [{ href: 'https://example.org' }],
          remarks: 'why',
        }),
      ],
      { 'source-gap-summary': { uuid: 'u', 'unmapped-controls': [{ 'with-ids': ['s9'] }] } },
    )
    const read = readMappingCollection(given, 'x')
    if (!read.ok) throw new Error('not read')
    const out = mappingCollection(read.value.sets, '2026-02-02T00:00:00Z')['mapping-collection'] as Record<
      string,
      never
    >
    const before = given['mapping-collection']
    expect(out['provenance']).toEqual(before.provenance)
    expect((out['mappings'] as unknown as unknown[])[0]).toMatchObject(before.mappings[0]!)
    expect(out['metadata']).toMatchObject({ ...before.metadata, 'last-modified': '2026-02-02T00:00:00Z' })
  })

  test('our own sets are the same after export and import', () => {
    const own = readCrosswalk()
    if (!own.ok) throw new Error('not read')
    const read = readMappingCollection(mappingCollection(own.value.sets, '2026-02-02T00:00:00Z'), 'x')
    if (!read.ok) throw new Error('not read')
    expect(read.value.problems).toEqual([])
    const facts = (sets: typeof own.value.sets) =>
      sets.map((s) => s.mappings.map((m) => [m.source, m.relation, m.target, m.confidence, m.note?.en]))
    expect(facts(read.value.sets)).toEqual(
      own.value.sets.map((s) =>
        s.mappings.map((m) => [m.source, m.relation, m.target, m.confidence, m.note?.en ?? m.note?.zh]),
      ),
    )
  })

  test('every relation comes back as it went, whatever the ids', () => {
    const id = fc.string({ minLength: 1 }).filter((s) => s.trim() === s && s !== '')
    fc.assert(
      fc.property(
        fc.constantFrom(...relations, 'related' as const),
        fc.uniqueArray(id, { minLength: 1 }),
        (relation, ids) => {
          const own = readMappingCollection(
            mappingCollection(
              [
                {
                  id: 's',
                  title: { en: 't' },
                  source: 'a',
                  target: 'b',
                  version: '1',
                  status: 'draft',
                  method: 'human',
                  author: 'plumbline',
                  authors: [],
                  reviewers: [],
                  publishable: true,
                  mappings: [{ id: 'm', source: ids, target: ids, relation, confidence: 'high', known: 'proposed' }],
                },
              ],
              '2026-02-02T00:00:00Z',
            ),
            'x',
          )
          expect(own.ok && own.value.sets[0]?.mappings[0]).toMatchObject({ source: ids, target: ids, relation })
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('CISO Assistant library', () => {
  const library = `urn: urn:x:risk:library:m
name: M
version: 3
provider: P
copyright: C
objects:
  framework:
    urn: urn:x:risk:framework:a
    ref_id: a
    name: A
    requirement_nodes:
    - {urn: 'urn:x:req:a:1', assessable: false, depth: 1, ref_id: 1, name: One}
    - {urn: 'urn:x:req:a:1.1', parent_urn: 'urn:x:req:a:1', assessable: true, depth: 2, ref_id: '1.1'}
  requirement_mapping_sets:
  - urn: urn:x:set
    name: A to B
    source_framework_urn: urn:x:risk:framework:a
    target_framework_urn: urn:x:risk:framework:b
    requirement_mappings:
    - {source_requirement_urn: 'urn:x:req:a:1.1', target_requirement_urn: u2, relationship: intersect, rationale: semantic, strength_of_relationship: 8, more: kept}
    - {source_requirement_urn: 'urn:x:req:a:1.1', target_requirement_urn: u3, relationship: not_related}
    - {source_requirement_urn: 'urn:x:req:a:1.1', target_requirement_urn: u4, relationship: akin}
`
  test('frameworks and sets; what we have no word for is kept', async () => {
    const { frameworks, sets, problems } = await imported('l.yaml', library)
    expect(frameworks[0]?.requirements.map((r) => [r.id, r.parent, r.testable])).toEqual([
      ['urn:x:req:a:1', undefined, false],
      ['urn:x:req:a:1.1', 'urn:x:req:a:1', true],
    ])
    expect(sets[0]?.mappings.map((m) => [m.relation, m.strength, m.kept])).toEqual([
      ['intersects', 8, { more: 'kept' }],
      ['none', undefined, undefined],
    ])
    expect(sets[0]?.licence).toBe('C')
    expect(problems.map((p) => [p.place?.path?.slice(-23), p.got])).toEqual([['requirement_mappings[2]', 'akin']])
  })

  test('a file that grows when it is read is refused', async () => {
    expect(await refused('bomb.yaml', 'a: &a [x]\nobjects: [*a, *a]\n')).toEqual(['import-syntax'])
  })
})

describe('sheets', () => {
  test('SCF: relation, strength and rationale under a title; a bad row is told with its line; N/A is unmapped', async () => {
    const { sets, problems } = await imported(
      'strm.csv',
      `Secure Controls Framework,,
FDE #,FDE Name,Focal Document Element (FDE) Description,STRM Rationale,STRM Relationship,SCF Control,SCF #,Secure Controls Framework (SCF) Control Description,Strength of Relationship (optional),Notes (optional)
1.1,One,text,Functional,Subset Of,Gov,GOV-01,desc,10,note
1.2,Two,text,Semantic,Intersects With,Gov,GOV-02,desc,5,
1.3,Three,text,Functional,Akin,Gov,GOV-03,desc,5,
1.4,Four,text,Functional,No Relationship,N/A,N/A,N/A,0,
1.5,Five,text,Functional,Equal,Gov,GOV-05,desc,11,
1.6,Six,text,Functional,No Relationship,Gov,GOV-06,desc,0,
`,
    )
    expect(sets[0]?.mappings.map((m) => [m.source[0], m.relation, m.target[0], m.strength, m.rationale])).toEqual([
      ['1.1', 'subset', 'GOV-01', 10, 'functional'],
      ['1.2', 'intersects', 'GOV-02', 5, 'semantic'],
      ['1.6', 'none', 'GOV-06', 0, 'functional'],
    ])
    expect(sets[0]?.mappings[0]).toMatchObject({ titles: { source: 'One', target: 'Gov' }, note: { en: 'note' } })
    expect(Object.values(sets[0]?.mappings[0]?.kept ?? {})).toEqual(['text', 'desc'])
    expect(sets[0]?.kept).toEqual({ unmapped: ['1.4'] })
    expect(problems.map((p) => [p.place?.line, p.got])).toEqual([
      [5, 'Akin'],
      [7, '11'],
    ])
  })

  test('OLIR: rows of one group mean their elements together; a group that disagrees is told', async () => {
    const { sets, problems } = await imported(
      'olir.csv',
      `Focal Document Element,Focal Document Element Description,Rationale,Relationship,Reference Document Element,Reference Document Element Description,Fulfilled By (Y/N),Group Identifier (optional),Comments (optional),Strength of Relationship (optional)
F.1,f one,Semantic,superset of,R1,r one,N,,why,3
F.2,f two,Functional,equal,R2,r two,Y,F.2:G1,,10
F.2,f two,Functional,equal,R3,r three,Y,F.2:G1,,10
F.3,f three,Functional,subset of,R4,,Y,g,,
F.3,f three,Functional,equal,R5,,Y,g,,
F.4,f four,Functional,not related to,R6,,N,,,
F.5,f five,Functional,equal,R7,,perhaps,,,
`,
    )
    expect(sets[0]?.mappings.map((m) => [m.source, m.relation, m.target, m.strength])).toEqual([
      [['F.1'], 'superset', ['R1'], 3],
      [['F.2'], 'equal', ['R2', 'R3'], 10],
      [['F.4'], 'none', ['R6'], undefined],
    ])
    expect(sets[0]?.mappings[0]?.kept).toEqual({ 'Fulfilled By': 'N' })
    expect(problems.map((p) => [p.place?.line, p.got])).toEqual([
      [8, 'perhaps'],
      [6, 'equal'],
    ])
  })

  test('a workbook is read as a CSV is, lines as the spreadsheet numbers them', async () => {
    const { sets, problems } = await imported(
      'strm.xlsx',
      workbook([
        ['A title'],
        ['FDE #', 'STRM Rationale', 'STRM Relationship', 'SCF #', 'Strength of Relationship'],
        ['1', 'Functional', 'Equal', 'GOV-01', '10'],
        ['2', 'Functional', 'Nearly', 'GOV-02', '5'],
      ]),
    )
    expect(sets[0]?.mappings.map((m) => [m.id, m.source, m.relation, m.target])).toEqual([
      ['3', ['1'], 'equal', ['GOV-01']],
    ])
    expect(problems.map((p) => p.place?.line)).toEqual([4])
  })

  test('hostile files are refused in words, never thrown', async () => {
    expect(await refused('a.csv', 'a,b\n1,2\n')).toEqual(['import-format'])
    expect(await refused('b.csv', '"open\n')).toEqual(['import-quote-open'])
    expect(await refused('c.json', '{"catalog":')).toEqual(['import-syntax'])
    expect(await refused('d.json', '{"catalog":{"groups":"x","controls":[null,7]}}')).toEqual([
      'crosswalk-row',
      'crosswalk-row',
    ])
    expect(await refused('e.json', '{"mapping-collection":{"mappings":[null,{"maps":1}]}}')).toEqual([
      'crosswalk-row',
      'crosswalk-row',
    ])
    expect(await refused('f.xlsx', 'no workbook')).toEqual(['import-workbook'])
    expect(
      await refused('g.yaml', 'objects: {framework: {urn: u, requirement_nodes: [{urn: a, parent_urn: a}]}}'),
    ).toEqual(['framework-broken'])
    const deep = `${'{"id":"g","groups":['.repeat(500)}${']}'.repeat(500)}`
    expect((await refused('h.json', `{"catalog":{"groups":[${deep}]}}`)).length).toBeGreaterThan(0)
  })
})
