import type { Text } from '../../language/text.ts'
import type { Systems } from '../classification/systems.ts'
import type { Edition, Known } from '../edition.ts'
import type { Cell, Placed } from '../system-map.ts'
import type { Class, Taxonomy } from '../taxonomy.ts'

/** Where editions surely stand in a system; with `suggested`, also where somebody has to confirm that they do. */
export const placedIn =
  (systems: Systems, tree: Taxonomy, suggested = false): Placed =>
  (edition: Edition) =>
    systems.placesOf(edition, tree).flatMap((p) => (p.sure || suggested ? [p.class] : []))

/** A class with what is recorded in it on a day, those below it included, as a program reads it. */
export interface ClassAnswer {
  readonly code: string
  readonly title: Text
  readonly known: Known
  readonly editions: number
  readonly series: number
  readonly levels: Readonly<Record<string, number>>
  /** `not-told`: of which the catalogue cannot tell what they are on the day */
  readonly standings: Readonly<Record<string, number>>
}

export const mapAnswer = (cells: readonly Cell[]): readonly ClassAnswer[] =>
  cells.map(({ class: { code, title, known }, counts, byLevel, byStanding }) => ({
    code,
    title,
    known,
    ...counts,
    levels: Object.fromEntries(byLevel),
    standings: Object.fromEntries([...byStanding].map(([s, n]) => [s ?? 'not-told', n])),
  }))

/** Classes with records of which none is in force, nor may be; classes with parts are left to their parts. */
export const nothingInForce = (cells: readonly Cell[], tree: Taxonomy): readonly Cell[] =>
  cells.filter(
    ({ editions, byStanding, class: { code } }) =>
      editions.length > 0 &&
      !byStanding.has('in-force') &&
      !byStanding.has(undefined) &&
      !tree.classes.some((child) => child.parent === code),
  )

/** The gaps of this catalogue as a program reads them: it says what is recorded, never what exists. */
export interface GapsAnswer {
  readonly noRecord: readonly Class[]
  readonly nothingInForce: readonly (Class & { readonly editions: number; readonly series: number })[]
}

export const gapsAnswer = (noRecord: readonly Class[], idle: readonly Cell[]): GapsAnswer => ({
  noRecord,
  nothingInForce: idle.map(({ class: own, counts }) => ({ ...own, ...counts })),
})
