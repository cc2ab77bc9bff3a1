import { numberOf } from '../../recognition/files/cell.ts'
import { dayOf } from '../feed/service-time.ts'

/** A column that a table may do without. */
export const maybe = (...names: string[]) => ({ names, optional: true })

const YES: Readonly<Record<string, boolean>> = {
  ...{ yes: true, true: true, '1': true, 是: true },
  ...{ no: false, false: false, '0': false, 否: false },
}

/** One of the words, in any case; undefined for any other. */
export function oneOf<T>(words: Readonly<Record<string, T>>, text: string): T | undefined {
  const key = text.toLowerCase()
  return Object.hasOwn(words, key) ? words[key] : undefined
}

export const yesOrNo = (text: string): boolean | undefined => oneOf(YES, text)

/** Null for an empty cell, undefined for what is no number from 0. */
export function amountOf(text: string): number | null | undefined {
  if (text === '') return null
  const value = numberOf(text)
  return value === undefined || value < 0 ? undefined : value
}

/** Null for an empty cell, undefined for what is no whole number from 0. */
export function countOf(text: string): number | null | undefined {
  if (text === '') return null
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

/** A moment as a table writes it. */
export interface Moment {
  /** the day that stands there, YYYY-MM-DD */
  readonly day: string
  /** seconds since 1970, in local time where the cell names no offset */
  readonly seconds: number
  /** whether the cell names an offset: without one, only times of one place compare */
  readonly zoned: boolean
}

const MOMENT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/
export const MOMENT_FORM = 'YYYY-MM-DD HH:MM[:SS[.sss]], with an offset or without'

/** Undefined for what is no moment of the calendar. */
export function momentOf(text: string): Moment | undefined {
  const found = MOMENT.exec(text)
  if (found === null || dayOf(found[1]!) === undefined) return undefined
  const [, day, minutes, seconds = ':00', part = '', offset] = found
  const whole = Date.parse(`${day}T${minutes}${seconds}${offset ?? 'Z'}`)
  if (Number.isNaN(whole)) return undefined
  return { day: day!, seconds: whole / 1000 + (part === '' ? 0 : Number(part)), zoned: offset !== undefined }
}

/** Seconds from one moment to a later one, negative where it is earlier, to a thousandth; undefined where only one of them names an offset. */
export function secondsFrom(from: Moment, to: Moment): number | undefined {
  return from.zoned === to.zoned ? Math.round((to.seconds - from.seconds) * 1000) / 1000 : undefined
}
