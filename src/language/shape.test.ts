import { describe, expect, it } from 'vitest'
import { names, textOf } from './fixtures/standards.ts'
import { jsonSchema, standardShape } from './shape.ts'
import { plain, readYaml } from './source.ts'

interface Schema {
  readonly $schema?: string
  readonly $ref?: string
  readonly $defs?: Record<string, Schema>
  readonly type?: string | readonly string[]
  readonly properties?: Record<string, Schema>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

const schema = jsonSchema() as Schema

/** As much of JSON Schema as the standard's schema uses: why a value does not fit, or undefined. */
function misfit(s: Schema, v: unknown, at = '$'): string | undefined {
  if (s.$ref) return misfit(s.$ref === '#' ? schema : schema.$defs![s.$ref.replace('#/$defs/', '')]!, v, at)
  if (s.anyOf) {
    const all = s.anyOf.map((x) => misfit(x, v, at))
    return all.includes(undefined) ? undefined : all[0]
  }
  if (s.enum && !s.enum.includes(v)) return `${at}: ${JSON.stringify(v)} is not one of ${s.enum.join(', ')}`
  if ('const' in s && s.const !== undefined && s.const !== v) return `${at}: not ${String(s.const)}`
  const kind = Array.isArray(v) ? 'array' : v === null ? 'null' : typeof v
  const kinds = s.type === undefined ? undefined : [s.type].flat()
  if (kinds && !kinds.includes(kind)) return `${at}: ${kind}, not ${kinds.join(', ')}`
  if (kind === 'array') {
    for (const [i, x] of (v as unknown[]).entries()) {
      const item = s.prefixItems?.[i] ?? s.items
      const wrong = item && misfit(item, x, `${at}[${i}]`)
      if (wrong) return wrong
    }
  }
  if (kind === 'object') {
    for (const key of s.required ?? []) if (!Object.hasOwn(v as object, key)) return `${at}: ${key} is missing`
    for (const [key, x] of Object.entries(v as object)) {
      const known =
        s.properties?.[key] ?? (typeof s.additionalProperties === 'object' ? s.additionalProperties : undefined)
      if (!known && s.additionalProperties === false) return `${at}: there is no ${key}`
      const wrong = known && misfit(known, x, `${at}.${key}`)
      if (wrong) return wrong
    }
  }
  return undefined
}

describe('the JSON Schema for editors', () => {
  it('is a 2020-12 schema of a closed object', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.type).toBe('object')
    expect(schema.additionalProperties).toBe(false)
    expect(schema.required).toEqual(
      expect.arrayContaining(['plumbline', 'id', 'edition', 'title', 'authority', 'sources', 'subject', 'results']),
    )
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })

  it('takes numbers and yes-no where the shape has text', () => {
    expect(schema.properties!['subject']!.type).toEqual(['string', 'number', 'boolean'])
    expect(schema.properties!['plumbline']!.enum).toEqual(['1', 1])
    expect(schema.properties!['authority']!.enum).toEqual(['official', 'public-draft', 'reference-profile'])
  })

  it.each(names)('%s fits it, and the shape', (name) => {
    const { raw } = readYaml(name, textOf(name))
    const value = plain(raw!)
    expect(misfit(schema, value)).toBeUndefined()
    expect(standardShape.safeParse(value).success).toBe(true)
  })

  it.each([
    ['an unknown key', (v: Record<string, unknown>) => ({ ...v, colour: 'red' })],
    ['a missing key', ({ subject: _, ...v }: Record<string, unknown>) => v],
    ['a list for a word', (v: Record<string, unknown>) => ({ ...v, subject: [] })],
    ['an unknown authority', (v: Record<string, unknown>) => ({ ...v, authority: 'mine' })],
    ['no results', (v: Record<string, unknown>) => ({ ...v, results: 'none' })],
  ])('%s does not', (_, change) => {
    const value = change(plain(readYaml('a', textOf('cn-sh/llm-trust')).raw!) as Record<string, unknown>)
    expect(misfit(schema, value)).toBeDefined()
    expect(standardShape.safeParse(value).success).toBe(false)
  })
})
