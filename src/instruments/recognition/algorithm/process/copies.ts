/** A handful of equal things that are lent one to a borrower; who finds none left waits in line. */
export class Copies<T> {
  readonly #idle: T[]
  readonly #queue: ((copy: T) => void)[] = []

  constructor(all: readonly T[]) {
    this.#idle = [...all]
  }

  async lend<R>(use: (copy: T) => Promise<R>): Promise<R> {
    const copy = this.#idle.pop() ?? (await new Promise<T>((resolve) => this.#queue.push(resolve)))
    try {
      return await use(copy)
    } finally {
      const next = this.#queue.shift()
      if (next) next(copy)
      else this.#idle.push(copy)
    }
  }
}
