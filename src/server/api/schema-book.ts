import { z } from 'zod'

export type Schema = Readonly<Record<string, unknown>>

/** Schemas of one document (JSON Schema 2020-12, which OpenAPI 3.1 speaks): those with a name are written once and pointed at. */
export function schemaBook() {
  const named: Record<string, Schema> = {}
  return {
    of(shape: z.ZodType, io: 'input' | 'output'): Schema {
      const made = z.toJSONSchema(shape, { io, unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>
      // a pointer begins at the document, whichever part of it the schema stands in
      const { $schema: _, $defs = {}, ...schema } = moved(made) as Record<string, unknown>
      for (const [name, own] of Object.entries($defs as Record<string, Schema>)) named[nameOf(name)] = own
      return schema
    },
    schemas: (): Readonly<Record<string, Schema>> => named,
  }
}

export const propertiesOf = (schema: Schema) => (schema['properties'] as Record<string, Schema> | undefined) ?? {}

/** What has no name of its own is the one that is made of itself. */
const nameOf = (name: string) => (name.startsWith('__') ? 'Json' : name)

function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      key === '$ref' && typeof each === 'string'
        ? [key, `#/components/schemas/${nameOf(each.replace('#/$defs/', ''))}`]
        : [key, moved(each)],
    ),
  )
}
