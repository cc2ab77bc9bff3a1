import type { Confidence, Mapping, MappingSet, Status } from '../../../crosswalk/mapping.ts'
import type { Relation } from '../../../crosswalk/relation.ts'
import { isObject, text } from '../foreign.ts'

/** The version of OSCAL that is written. Its mapping model: NIST, oscal_mapping-common_metaschema 1.2. */
export const oscalVersion = '1.2.1'
export const oscalNamespace = 'http://csrc.nist.gov/ns/oscal'
/** under which `related` is written, for which OSCAL has no word */
export const ownNamespace = 'https://plumbline.example/ns/oscal'

const toOurs: Readonly<Record<string, Relation>> = {
  'equal-to': 'equal',
  'equivalent-to': 'equal',
  'subset-of': 'subset',
  'superset-of': 'superset',
  'intersects-with': 'intersects',
  'no-relationship': 'none',
}

/** `relationship` is a word, or, in drafts of the model, a word with a namespace; undefined where it is none that we know. */
export function relationOf(given: unknown, namespace: unknown): Mapping['relation'] | undefined {
  const word = text(isObject(given) ? given['type'] : given)
  const ns = text(isObject(given) ? (given['ns'] ?? namespace) : namespace) ?? oscalNamespace
  if (word === undefined) return undefined
  if (ns === ownNamespace) return word === 'related-to' ? 'related' : undefined
  return ns === oscalNamespace && Object.hasOwn(toOurs, word) ? toOurs[word] : undefined
}

export const relationWords: Readonly<Record<Relation, string>> = {
  equal: 'equal-to',
  subset: 'subset-of',
  superset: 'superset-of',
  intersects: 'intersects-with',
  none: 'no-relationship',
}

const statusOf: Readonly<Record<string, Status>> = {
  complete: 'approved',
  'not-complete': 'in-review',
  draft: 'draft',
  deprecated: 'deprecated',
  superseded: 'superseded',
}
export const ourStatus = (word: unknown): Status => statusOf[text(word) ?? ''] ?? 'draft'
export const statusWords: Readonly<Record<Status, string>> = {
  approved: 'complete',
  'in-review': 'not-complete',
  draft: 'draft',
  deprecated: 'deprecated',
  superseded: 'superseded',
}

export const methodOf = (word: unknown): MappingSet['method'] =>
  word === 'automation' || word === 'hybrid' ? word : 'human'

/** A category as it stands; a percentage (0 to 1, or 0 to 100) in thirds. */
export function confidenceOf(given: unknown): Confidence {
  if (!isObject(given)) return 'unspecified'
  const { category } = given
  if (category === 'high' || category === 'medium' || category === 'low') return category
  const number = Number(given['percentage'])
  if (given['percentage'] === undefined || !(number >= 0 && number <= 100)) return 'unspecified'
  const share = number > 1 ? number / 100 : number
  return share >= 2 / 3 ? 'high' : share >= 1 / 3 ? 'medium' : 'low'
}
