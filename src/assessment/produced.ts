import type { QuantityKind } from '../instruments/contract.ts'
import type { Text } from '../language/text.ts'

/**
 * What a quantity is called and what kind of number it is, as its instrument said when it measured. Kept in the plan of a bundle, so that a
 * report reads the same wherever it is made again, also where the instrument is not known. A list, because order is lost in canonical JSON.
 */
export interface Produced {
  readonly name: string
  readonly title: Text
  readonly kind: QuantityKind['kind']
  readonly unit?: string
  /** what each word of a fixed list means */
  readonly words?: Readonly<Record<string, Text>>
  /** what each item of a list has */
  readonly fields?: readonly Produced[]
}

/** What an instrument produces, in its own order: what matters most comes first there. */
export function producedBy(produces: Readonly<Record<string, QuantityKind>>): readonly Produced[] {
  return Object.entries(produces).map(([name, k]) => ({
    name,
    title: k.title,
    kind: k.kind,
    ...(k.kind === 'number' && k.unit !== undefined ? { unit: k.unit } : {}),
    ...(k.kind === 'word' && k.words !== undefined ? { words: k.words } : {}),
    ...(k.kind === 'list' ? { fields: producedBy(k.fields) } : {}),
  }))
}
