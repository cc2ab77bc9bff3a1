/**
 * How two requirements stand to each other, each taken as the set of what it demands; exactly one holds of any two that demand something.
 * Words: NIST IR 8477, set theory relationship mapping; "A subset B": all that A demands, B demands too, and more.
 */
export const relations = ['equal', 'subset', 'superset', 'intersects', 'none'] as const
export type Relation = (typeof relations)[number]

/** Which relations are still possible, as bits in the order of `relations`: 1 to 31. One bit is a determinate relation, 31 says nothing. */
export type Possible = number

export const equal: Possible = 1
export const subset: Possible = 2
export const superset: Possible = 4
export const intersects: Possible = 8
export const none: Possible = 16
/** They share something, and nobody said how much: what a table of "related" rows gives. */
export const related: Possible = equal | subset | superset | intersects
export const any: Possible = related | none

export const possibly = (relation: Relation): Possible => 1 << relations.indexOf(relation)

/** The relations that are still possible, in the order of `relations`. */
export const spelled = (possible: Possible): Relation[] => relations.filter((r) => (possible & possibly(r)) !== 0)

export const isDeterminate = (possible: Possible): boolean => possible !== 0 && (possible & (possible - 1)) === 0

/** Every relation that is still possible is one of those allowed. Nothing possible at all, a contradiction, is within nothing. */
export const within = (possible: Possible, allowed: Possible): boolean => possible !== 0 && (possible & ~allowed) === 0

/** From A to B, given from B to A. */
export const converse = (possible: Possible): Possible =>
  (possible & (equal | intersects | none)) | ((possible & subset) << 1) | ((possible & superset) >> 1)
