/** Past this the endpoint is in effect closed, and waiting would only hide that. */
export const LONGEST_WAIT_MS = 300_000

const BASE_MS = 500
const CAP_MS = 30_000

/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or an HTTP date), or undefined when it says nothing usable.
 * `now` is the time of day in milliseconds since 1970.
 */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (text === undefined || text === '') return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  // Date.parse accepts much more than HTTP dates; a weekday name is what all three HTTP forms share
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** Exponential backoff with full jitter: uniform between 0 and min(30 s, 0.5 s times 2^attempt); `attempt` counts from 0. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt))
}
