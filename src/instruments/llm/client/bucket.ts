/**
 * A token bucket that books ahead: a reservation always succeeds and says how long to wait.
 * Debt grows in the order of arrival, so waiting is fair without a queue.
 *
 * It holds one second's worth of tokens at most, so no minute sees more than the rate plus that one second.
 */
export class Bucket {
  readonly #perMs: number
  readonly #capacity: number
  readonly #now: () => number
  #level: number
  #at: number

  /** @param perMinute rate; @param now clock in milliseconds */
  constructor(perMinute: number, now: () => number) {
    this.#perMs = perMinute / 60_000
    this.#capacity = Math.max(1, perMinute / 60)
    this.#now = now
    this.#level = this.#capacity
    this.#at = now()
  }

  /** Takes `cost` tokens and returns the milliseconds to wait before they may be used. */
  reserve(cost: number): number {
    this.#refill()
    // the first request is let through even when it costs more than the bucket can ever hold
    const wait =
      this.#level >= Math.min(cost, this.#capacity) ? 0 : (Math.min(cost, this.#capacity) - this.#level) / this.#perMs
    this.#level -= cost
    return wait
  }

  /** Gives tokens back (or takes more, when negative) once the true cost is known. */
  settle(tokens: number): void {
    this.#refill()
    this.#level = Math.min(this.#capacity, this.#level + tokens)
  }

  #refill(): void {
    const now = this.#now()
    this.#level = Math.min(this.#capacity, this.#level + (now - this.#at) * this.#perMs)
    this.#at = now
  }
}
