import type { Actor } from './actor.ts'

/** A finite number. */
export const number = (text: string): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined
}
/** Null where the cell is empty; a number from 0. */
export const maybe = (text: string): number | null | undefined => {
  if (text.trim() === '') return null
  const value = number(text)
  return value === undefined || value < 0 ? undefined : value
}
/** A whole number from 0; an empty cell is 0. */
export const count = (text: string): number | undefined =>
  /^\d{1,9}$/.test(text.trim() || '0') ? Number(text) : undefined
export const yes: Readonly<Record<string, boolean>> = {
  yes: true,
  no: false,
  true: true,
  false: false,
  是: true,
  否: false,
  1: true,
  0: false,
}
export const who: Readonly<Record<string, Actor>> = {
  H: 'H',
  B: 'B',
  C: 'C',
  human: 'H',
  both: 'B',
  robot: 'C',
  人: 'H',
  人机: 'B',
  机器人: 'C',
}
/** One of the words; undefined for any other. */
export const one = <T>(words: Readonly<Record<string, T>>, text: string): T | undefined =>
  Object.hasOwn(words, text.trim()) ? words[text.trim()] : undefined
