import { type Days, daysOf, hasCome } from './days.ts'
import type { Edition, Known } from './edition.ts'

/** What an edition is on a day. Words: 在研 即将实施 现行 被代替 废止. */
export const standings = ['in-preparation', 'upcoming', 'in-force', 'replaced', 'withdrawn'] as const
export type Standing = (typeof standings)[number]

export interface Seen {
  /** the day on which the catalogue was read: what a source calls in force then is so, whenever it began */
  readonly readOn?: number
  /** the edition that takes its place, where the catalogue has it: from the day on which that is in force, this one is replaced */
  readonly successor?: Edition
  /** how sure that is; what was not seen may be so, and ends nothing for certain */
  readonly known?: Known
}

/**
 * What an edition may be on a day (from 1970-01-01), from its dates and what its source says of it: one word is certain, several say that the
 * catalogue cannot tell. Once it is over it is in force on no later day. A project is one for as long as nothing else is recorded.
 */
export function asOf(
  edition: Edition,
  day: number,
  { readOn, successor, known = 'seen' }: Seen = {},
): readonly Standing[] {
  if (isUnfinished(edition)) return ['in-preparation']
  const appeared = edition.published ?? yearOf(edition)
  const effective = effectiveOf(edition, appeared)
  const came = appeared === undefined ? undefined : hasCome(appeared, day)
  const over = isOver(edition, day, successor, known)
  const end = ending(edition, successor)
  if (over === true) return [end]
  if (came === false) return ['in-preparation']
  const knownBegun = edition.status === 'in-force' && readOn !== undefined && day >= readOn
  const began = knownBegun ? true : effective === undefined ? undefined : hasCome(effective, day)
  const possible: Standing[] = [
    ...(came !== true && !knownBegun ? (['in-preparation'] as const) : []),
    // where no day is named it may begin on the day on which it appears, or later
    ...(began !== true ? (['upcoming'] as const) : []),
    ...(began !== false ? (['in-force'] as const) : []),
    ...(over === undefined ? [end] : []),
  ]
  return standings.filter((s) => possible.includes(s))
}

/** Whether it was over by a day: yes, no, or not to be told. */
function isOver(
  { status, withdrawn }: Edition,
  day: number,
  successor: Edition | undefined,
  known: Known,
): boolean | undefined {
  if (withdrawn !== undefined) return hasCome(withdrawn, day)
  if (successor !== undefined) {
    const begun = hasBegun(successor, day)
    return begun === true && known !== 'seen' ? undefined : begun
  }
  return status === 'replaced' || status === 'withdrawn' ? undefined : false
}

const ending = ({ status, withdrawn }: Edition, successor: Edition | undefined): Standing =>
  status === 'replaced' || (successor !== undefined && status !== 'withdrawn' && withdrawn === undefined)
    ? 'replaced'
    : 'withdrawn'

function hasBegun(edition: Edition, day: number): boolean | undefined {
  if (isUnfinished(edition)) return false
  const appeared = edition.published ?? yearOf(edition)
  const effective = effectiveOf(edition, appeared)
  if (effective) return hasCome(effective, day)
  return appeared !== undefined && hasCome(appeared, day) === false ? false : undefined
}

/** No document yet; one that was approved and then published is one. */
const isUnfinished = ({ status, published }: Edition): boolean =>
  status === 'project' || status === 'draft' || (status === 'approved' && published === undefined)

/** A standard of China takes effect on a day of its own; elsewhere it does when it appears. */
function effectiveOf({ effective, identifier: { scheme } }: Edition, appeared: Days | undefined): Days | undefined {
  const ownDay = ['national', 'industry', 'local', 'group', 'enterprise', 'committee', 'named'].includes(scheme)
  return effective ?? (ownDay ? undefined : appeared)
}

/** A number with a year was given in that year. */
const yearOf = ({ identifier: { year } }: Edition): Days | undefined =>
  year === undefined ? undefined : daysOf(String(year))
