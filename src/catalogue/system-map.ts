import { asOf, type Standing } from './as-of.ts'
import { type Catalogue, counted } from './catalogue.ts'
import type { Systems } from './classification/systems.ts'
import type { Edition, Level } from './edition.ts'
import { type Class, childrenOf, type Taxonomy, within } from './taxonomy.ts'

/** What is recorded in a class, those below it included. Rules SYS-5 (one primary class each) and SYS-6 (both counts). */
export interface Cell {
  readonly class: Class
  readonly depth: number
  readonly editions: readonly Edition[]
  readonly counts: { readonly editions: number; readonly series: number }
  readonly byLevel: ReadonlyMap<Level, number>
  /** what each certainly is; an edition of which the catalogue cannot tell stands under undefined */
  readonly byStanding: ReadonlyMap<Standing | undefined, number>
}

/** The codes of the classes in which an edition stands. */
export type Placed = (edition: Edition) => readonly string[]

/** Where editions surely stand in a system; with `suggested`, also where somebody has to confirm that they do. */
export const placedIn =
  (systems: Systems, tree: Taxonomy, suggested = false): Placed =>
  (edition: Edition) =>
    systems.placesOf(edition, tree).flatMap((p) => (p.sure || suggested ? [p.class] : []))

/**
 * The system as a tree in reading order, each class with what stands in it on a day (from 1970-01-01). `placed`: where editions stand in this
 * system; their class in the catalogue, if nothing else is said.
 */
export function systemMap(
  catalogue: Catalogue,
  taxonomy: Taxonomy,
  day: number,
  placed: Placed = (e) => [e.class],
): readonly Cell[] {
  const where = catalogue.editions.map((edition) => ({ edition, codes: placed(edition) }))
  const visit = (parent: string | undefined, depth: number): Cell[] =>
    childrenOf(taxonomy, parent).flatMap((c) => {
      const own = new Set(within(taxonomy, c.code))
      const editions = where.filter(({ codes }) => codes.some((code) => own.has(code))).map(({ edition }) => edition)
      return [cellOf(catalogue, c, depth, day, editions), ...visit(c.code, depth + 1)]
    })
  return visit(undefined, 0)
}

/** Editions that stand in no class of the system. */
export function unplaced(catalogue: Catalogue, taxonomy: Taxonomy, placed: Placed): readonly Edition[] {
  const codes = new Set(taxonomy.classes.map((c) => c.code))
  return catalogue.editions.filter((e) => !placed(e).some((code) => codes.has(code)))
}

function cellOf(catalogue: Catalogue, of: Class, depth: number, day: number, editions: readonly Edition[]): Cell {
  return {
    class: of,
    depth,
    editions,
    counts: counted(editions),
    byLevel: tally(editions, (e) => e.level),
    byStanding: tally(editions, (e) => standingOf(catalogue, e, day)),
  }
}

/** What an edition of a catalogue may be on a day, its successor and the day of reading taken into account. */
export function standingsOf(catalogue: Catalogue, edition: Edition, day: number): readonly Standing[] {
  const { readOn } = catalogue
  return asOf(edition, day, { ...(readOn === undefined ? {} : { readOn }), ...catalogue.successionOf(edition) })
}

/** What an edition certainly is on a day; undefined where the catalogue cannot tell. */
export function standingOf(catalogue: Catalogue, edition: Edition, day: number): Standing | undefined {
  const possible = standingsOf(catalogue, edition, day)
  return possible.length === 1 ? possible[0] : undefined
}

function tally<K>(editions: readonly Edition[], by: (edition: Edition) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>()
  for (const edition of editions) counts.set(by(edition), (counts.get(by(edition)) ?? 0) + 1)
  return counts
}

/** Classes without parts in which this catalogue records nothing: of what exists that says nothing. */
export function withoutRecord(map: readonly Cell[], taxonomy: Taxonomy): readonly Class[] {
  return map
    .filter((cell) => cell.editions.length === 0 && childrenOf(taxonomy, cell.class.code).length === 0)
    .map((cell) => cell.class)
}

/** Classes with records of which none is in force, nor may be; classes with parts are left to their parts. */
export const nothingInForce = (cells: readonly Cell[], tree: Taxonomy): readonly Cell[] =>
  cells.filter(
    ({ editions, byStanding, class: { code } }) =>
      editions.length > 0 &&
      !byStanding.has('in-force') &&
      !byStanding.has(undefined) &&
      !tree.classes.some((child) => child.parent === code),
  )
