import { ApiError } from './refused.ts'

const TRIES = 8

/** Whether a server asked to wait, which is no failure. */
export const askedToWait = (error: unknown) => error instanceof ApiError && error.retryAfter !== undefined

/** Milliseconds until it is worth trying again; undefined where it is not. */
export function pauseAfter(error: unknown, failures: number): number | undefined {
  if (!(error instanceof ApiError)) return undefined
  if (error.retryAfter !== undefined) return error.retryAfter * 1000
  // no answer at all, a fault of the server, or a place that it sees otherwise
  const passing = error.status === 0 || error.status >= 500 || error.status === 409 || error.status === 429
  return passing && failures < TRIES ? Math.min(500 * 2 ** failures, 20_000) : undefined
}
