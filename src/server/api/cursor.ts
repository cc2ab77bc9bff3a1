import { z } from 'zod'
import type { Cursor } from '../../registry/assessments.ts'
import { refusing } from './refusals.ts'

/** Where the next page begins, as a word that means nothing to whoever keeps it. */
export function cursorOf(last: Cursor | undefined): string | null {
  return last === undefined ? null : Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url')
}

export function cursorFrom(word: string | undefined): Cursor | undefined {
  if (word === undefined) return undefined
  try {
    const [at, id] = JSON.parse(Buffer.from(word, 'base64url').toString()) as unknown[]
    if (typeof at === 'string' && isTime(at) && typeof id === 'string' && z.uuid().safeParse(id).success)
      return { at, id }
  } catch {
    // said below
  }
  return refusing('request-malformed', { place: { path: 'cursor' } })
}

/** As the database writes a time; a day or an hour that is none would be an error there. */
function isTime(text: string): boolean {
  const [, time] =
    /^((?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/.exec(text) ?? []
  if (time === undefined) return false
  const local = `${time.replace(' ', 'T')}.000Z`
  return !Number.isNaN(Date.parse(local)) && new Date(local).toISOString() === local
}

/** One row more than asked tells whether there is a next page. */
export function paged<R extends { readonly at: string }, T>(
  rows: readonly R[],
  limit: number,
  idOf: (row: R) => string,
  show: (row: R) => T,
) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(show), next: cursorOf(last && { at: last.at, id: idOf(last) }) }
}
