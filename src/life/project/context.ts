import type { Holidays } from '../calendar.ts'

/** What a decision needs to know beside the project: the day, the holidays, and what other projects have taken. */
export interface Context {
  readonly day: string
  readonly holidays: Holidays
  /** numbers ever given, those of abolished standards among them */
  readonly numbers: ReadonlySet<string>
}
