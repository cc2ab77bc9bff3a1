/** How far a run is. Only outcomes that are on disk are counted. */
export interface Progress {
  /** items with a result, those from earlier runs included */
  readonly done: number
  readonly total?: number
  /** items that ended in a set-up error in this run */
  readonly errors: number
  /** outcomes a second in this run */
  readonly perSecond: number
  /** seconds until the rest is measured at that pace; absent before the first outcome */
  readonly etaSeconds?: number
}

/** Counts outcomes and tells at most once every `interval` milliseconds, and at the end. */
export class ProgressMeter {
  readonly #tell: ((p: Progress) => void) | undefined
  readonly #total: number
  readonly #interval: number
  readonly #began = performance.now()
  #told = Number.NEGATIVE_INFINITY
  #done: number
  #errors = 0
  #counted = 0

  constructor(done: number, total: number, tell: ((p: Progress) => void) | undefined, interval = 100) {
    this.#done = done
    this.#total = total
    this.#tell = tell
    this.#interval = interval
  }

  count(ok: boolean): void {
    this.#counted++
    if (ok) this.#done++
    else this.#errors++
    if (this.#tell && performance.now() - this.#told >= this.#interval) this.tell()
  }

  tell(): void {
    const seconds = (performance.now() - this.#began) / 1000
    const perSecond = seconds > 0 ? this.#counted / seconds : 0
    const left = this.#total - this.#done - this.#errors
    this.#told = performance.now()
    this.#tell?.({
      done: this.#done,
      total: this.#total,
      errors: this.#errors,
      perSecond,
      ...(perSecond > 0 ? { etaSeconds: left / perSecond } : {}),
    })
  }
}
