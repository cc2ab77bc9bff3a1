import { type Rationale, rationales } from '../../../crosswalk/mapping.ts'
import type { Relation } from '../../../crosswalk/relation.ts'

const spelled: readonly (readonly [RegExp, Relation])[] = [
  [/^subset( of)?$/, 'subset'],
  [/^superset( of)?$/, 'superset'],
  [/^(equal|equal to|equals|equivalent|equivalent to)$/, 'equal'],
  [/^(intersects|intersects with|intersect)$/, 'intersects'],
  [/^(no relationship|not related|none|no relation)$/, 'none'],
]

/** `Intersects With`, `subset of`, `not related to` and their kin. Source: NIST IR 8477 and IR 8278A, as sheets spell them. */
export function relationWord(text: string): Relation | undefined {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .replace(/ to$/, '')
    .trim()
  return spelled.find(([spelling]) => spelling.test(word) || spelling.test(`${word} to`))?.[1]
}

export const rationaleWord = (text: string): Rationale | undefined =>
  rationales.find((r) => r === text.trim().toLowerCase())

/** Some write the strength as a number, some as `10 - full`; a cell without one says nothing. */
export function strengthOf(text: string): number | undefined | 'wrong' {
  if (text.trim() === '' || /^n\/?a$/i.test(text.trim())) return undefined
  const number = Number(/^\d+(?:\.\d+)?/.exec(text.trim())?.[0] ?? Number.NaN)
  return number >= 0 && number <= 10 ? number : 'wrong'
}
