import { dayNumber, daysInMonth, parseDay } from '../judge/dates.ts'

/** What is known of a date: the first and the last day that it may be, from 1970-01-01. A month or a year alone is all of its days. */
export interface Days {
  readonly first: number
  readonly last: number
}

/** `2024-05-17`, `2024-05` or `2024`; undefined where it is none of them. */
export function daysOf(text: string): Days | undefined {
  const whole = parseDay(text)
  if (whole !== undefined) return { first: whole, last: whole }
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const [y, from, to] = [Number(year), Number(month ?? 1), Number(month ?? 12)]
  const first = dayNumber(y, from, 1)
  const last = first === undefined ? undefined : dayNumber(y, to, daysInMonth(y, to))
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** Whether it has come by a day: yes, no, or not to be told. */
export function hasCome(date: Days, day: number): boolean | undefined {
  return day >= date.last ? true : day < date.first ? false : undefined
}
