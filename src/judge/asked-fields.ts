import type { Type } from '../language/types.ts'
import type { Quantity } from './evidence.ts'

/** A measured list without the fields that the standard does not name: of each item, too, an instrument may say more than a standard takes. */
export function askedFields(type: Type, given: Quantity | undefined): Quantity | undefined {
  const fields = fieldsOf(type)
  if (fields === undefined || !Array.isArray(given)) return given
  return given.map((item) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => fields.has(name))) : item,
  ) as Quantity
}

/** Fields of a measured list that nobody takes. */
export function strangeFields(type: Type | undefined, given: Quantity): readonly string[] {
  const fields = type && fieldsOf(type)
  if (fields === undefined || !Array.isArray(given)) return []
  const names = given.flatMap((item) => (isRecord(item) ? Object.keys(item) : []))
  return [...new Set(names)].filter((name) => !fields.has(name))
}

function fieldsOf(type: Type): ReadonlyMap<string, Type> | undefined {
  return type.k === 'list' && type.of.k === 'record' ? type.of.fields : undefined
}

function isRecord(item: unknown): item is Readonly<Record<string, Quantity>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item)
}
