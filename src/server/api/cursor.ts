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
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
      return { at, id }
  } catch {
    // said below
  }
  return refusing('request-malformed', { place: { path: 'cursor' } })
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
