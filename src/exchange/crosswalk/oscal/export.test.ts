import { expect, test } from 'vitest'
import { z } from 'zod'
import { readCrosswalk } from '../catalogue.ts'
import { mappingCollection } from './export.ts'
import { readMappingCollection } from './mapping.ts'

// what the metaschema of the mapping model 1.2 asks for, written down from it: names, order of need, words, forms
const uuid = z
  .string()
  .regex(/^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/)
const line = z.string().regex(/^\S(.*\S)?$/)
const prop = z.strictObject({ name: z.string().regex(/^[\p{L}_][\p{L}\p{N}.\-_]*$/u), ns: z.url(), value: line })
const resource = z.strictObject({ type: z.enum(['catalog', 'profile']), href: line })
const item = z.strictObject({ type: z.enum(['control', 'statement']), 'id-ref': line })
const rationale = z.enum(['syntactic', 'semantic', 'functional'])
const status = z.enum(['complete', 'not-complete', 'draft', 'deprecated', 'superseded'])
const method = z.enum(['human', 'automation', 'hybrid'])
const map = z.strictObject({
  uuid,
  ns: z.url().optional(),
  'matching-rationale': rationale.optional(),
  relationship: line,
  sources: z.array(item).min(1),
  targets: z.array(item).min(1),
  'confidence-score': z.strictObject({ category: z.string() }),
  props: z.array(prop).min(1).optional(),
  remarks: z.string().optional(),
})
const document = z.strictObject({
  'mapping-collection': z.strictObject({
    uuid,
    metadata: z.strictObject({
      title: z.string(),
      version: line,
      'last-modified': z.iso.datetime({ offset: true }),
      'oscal-version': line,
    }),
    provenance: z.strictObject({ method, 'matching-rationale': rationale, status, 'mapping-description': z.string() }),
    mappings: z
      .array(
        z.strictObject({
          uuid,
          method,
          status,
          'source-resource': resource,
          'target-resource': resource,
          maps: z.array(map).min(1),
        }),
      )
      .min(1),
    'back-matter': z.strictObject({ resources: z.array(z.strictObject({ uuid, title: z.string() })) }),
  }),
})

const own = readCrosswalk()
const sets = own.ok ? own.value.sets : []

test('has the form of the mapping model, its ids are unique, and what it calls ours is called so', () => {
  const written = mappingCollection(sets, '2026-02-02T00:00:00Z')
  const read = document.safeParse(written)
  expect(read.error?.issues ?? []).toEqual([])
  const { mappings, provenance } = read.data!['mapping-collection']
  const ids = mappings.flatMap((m) => [m.uuid, ...m.maps.map((x) => x.uuid)])
  expect(new Set(ids).size).toBe(ids.length)
  expect(provenance['mapping-description']).toContain('Plumbline’s own mapping')
  expect(mappingCollection(sets, '2026-02-02T00:00:00Z')).toEqual(written)
})

test('read again, the sets are between the same frameworks', () => {
  const read = readMappingCollection(mappingCollection(sets, '2026-02-02T00:00:00Z'), 'x')
  expect(read.ok && read.value.sets.map((s) => [s.source, s.target])).toEqual(sets.map((s) => [s.source, s.target]))
})

test('written a second time, an import names its resources once', () => {
  const first = mappingCollection(sets, '2026-02-02T00:00:00Z')
  const read = readMappingCollection(first, 'x')
  const second = mappingCollection(read.ok ? read.value.sets : [], '2026-02-02T00:00:00Z')
  const matter = (json: typeof first) => (json['mapping-collection'] as { 'back-matter': unknown })['back-matter']
  expect(matter(second)).toEqual(matter(first))
})
