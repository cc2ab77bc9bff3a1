/** Requests that somebody may make: `burst` at once, and `perMinute` in the long run. */
export interface Limit {
  readonly burst: number
  readonly perMinute: number
}

/** Seconds to wait, or undefined where there is room. Each process counts for itself. */
export type Limiter = (who: string, now: number) => number | undefined

/** A bucket that fills evenly (token bucket). Those that are full again are forgotten. */
export function limiter({ burst, perMinute }: Limit): Limiter {
  const buckets = new Map<string, { left: number; at: number }>()
  return (who, now) => {
    if (buckets.size > 100_000)
      for (const [each, { left, at }] of buckets)
        if (left + ((now - at) / 60_000) * perMinute >= burst) buckets.delete(each)
    const { left, at } = buckets.get(who) ?? { left: burst, at: now }
    const filled = Math.min(burst, left + ((now - at) / 60_000) * perMinute)
    if (filled < 1) {
      buckets.set(who, { left: filled, at: now })
      return Math.ceil(((1 - filled) / perMinute) * 60)
    }
    buckets.set(who, { left: filled - 1, at: now })
    return undefined
  }
}
