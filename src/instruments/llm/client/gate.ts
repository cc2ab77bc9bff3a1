import { Bucket } from './bucket.ts'

/** Rates and width that an endpoint allows. */
export interface Limits {
  readonly concurrency: number
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerMinute?: number | undefined
}

/**
 * Who may send when: at most `concurrency` in flight, not faster than the buckets allow,
 * and nobody at all while the endpoint has asked everybody to wait (Retry-After).
 */
export class Gate {
  readonly #now: () => number
  readonly #requests: Bucket | undefined
  readonly #tokens: Bucket | undefined
  readonly #waiting: (() => void)[] = []
  #free: number
  #notBefore = 0

  constructor(limits: Limits, now: () => number) {
    this.#now = now
    this.#free = limits.concurrency
    this.#requests = limits.requestsPerMinute === undefined ? undefined : new Bucket(limits.requestsPerMinute, now)
    this.#tokens = limits.tokensPerMinute === undefined ? undefined : new Bucket(limits.tokensPerMinute, now)
  }

  /** Waits for a place in flight. Every `enter` must be followed by one `leave`. */
  enter(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--
      return undefined
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }

  /** Books one request of about `tokens` tokens and returns the milliseconds to wait before sending it. */
  reserve(tokens: number): number {
    return Math.max(this.#requests?.reserve(1) ?? 0, this.#tokens?.reserve(tokens) ?? 0, this.pause())
  }

  /** Corrects the token estimate by what the endpoint says it used. */
  settle(estimated: number, used: number): void {
    this.#tokens?.settle(estimated - used)
  }

  /** Nobody sends for the next `ms` milliseconds. */
  hold(ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#now() + ms)
  }

  /** Milliseconds until the endpoint may be asked again. */
  pause(): number {
    return Math.max(0, this.#notBefore - this.#now())
  }
}
