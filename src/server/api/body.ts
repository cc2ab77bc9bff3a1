import type { Context } from 'hono'
import { isPlainText } from '../../registry/plain-text.ts'
import { refusing } from './refusals.ts'

/** deeper than anything that is meant; what walks it is not to run out of stack, neither here nor in the database */
const DEEPEST = 64

/** The JSON that was sent. Refuses what is none, and what no database keeps: see `isPlainText`. */
export async function bodyOf(c: Context): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    return refusing('request-malformed', { expected: 'Content-Type: application/json' })
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    return refusing('request-malformed', { expected: 'JSON' })
  }
  const fault = faultOf(body)
  return fault === undefined ? body : refusing('request-malformed', { place: { path: 'body' }, got: fault })
}

/** Level by level, without recursion. */
function faultOf(body: unknown): string | undefined {
  let level = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return `nested deeper than ${DEEPEST}`
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string' && !isPlainText(value)) return 'a character zero, or half a character'
      if (typeof value !== 'object' || value === null) continue
      for (const [key, each] of Object.entries(value)) {
        if (!isPlainText(key)) return 'a character zero, or half a character'
        next.push(each)
      }
    }
    level = next
  }
  return undefined
}
