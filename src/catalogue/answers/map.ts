import type { Text } from '../../language/text.ts'
import type { Known } from '../edition.ts'
import type { Cell } from '../system-map.ts'
import type { Class } from '../taxonomy.ts'

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

/** The gaps of this catalogue as a program reads them: it says what is recorded, never what exists. */
export interface GapsAnswer {
  readonly noRecord: readonly Class[]
  readonly nothingInForce: readonly (Class & { readonly editions: number; readonly series: number })[]
}

export const gapsAnswer = (noRecord: readonly Class[], idle: readonly Cell[]): GapsAnswer => ({
  noRecord,
  nothingInForce: idle.map(({ class: own, counts }) => ({ ...own, ...counts })),
})
