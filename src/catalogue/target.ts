import type { Text } from '../language/text.ts'
import type { Catalogue } from './catalogue.ts'
import type { Days } from './days.ts'
import { daysOf } from './days.ts'
import type { Edition, Known, Level } from './edition.ts'

/** A number that a policy wants to be reached by a day. */
export interface Target {
  readonly id: string
  readonly policy: Text
  readonly indicator: Text
  readonly levels: readonly Level[]
  /** published from this day on, and by the other; from 1970-01-01 */
  readonly since: number
  readonly until: number
  readonly target: number
  /** false: the catalogue does not record what it counts; `note` says what is missing */
  readonly countable: boolean
  readonly known: Known
  readonly note: string
}

/** How far it is: rows that surely count and rows that may, their dates not being known to the day. */
export interface Progress {
  readonly target: Target
  readonly certain: readonly Edition[]
  readonly possible: readonly Edition[]
}

/** The formula: editions of the levels that were published in the time, by the day of asking (from 1970-01-01). Undefined where it cannot be counted. */
export function progressOf(catalogue: Catalogue, target: Target, day: number): Progress | undefined {
  if (!target.countable) return undefined
  const last = Math.min(target.until, day)
  const certain: Edition[] = []
  const possible: Edition[] = []
  for (const edition of catalogue.editions) {
    if (!target.levels.includes(edition.level) || !isPublished(edition)) continue
    const on = publishedOn(edition)
    if (on === undefined || on.last < target.since || on.first > last) continue
    ;(on.first >= target.since && on.last <= last ? certain : possible).push(edition)
  }
  return { target, certain, possible }
}

const isPublished = ({ status }: Edition) => status !== 'project' && status !== 'draft' && status !== 'approved'

/** Where no day is recorded, the year of the number. */
const publishedOn = ({ published, identifier: { year } }: Edition): Days | undefined =>
  published ?? (year === undefined ? undefined : daysOf(String(year)))
