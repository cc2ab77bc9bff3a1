import { Growing } from '../../../metrics/growing.ts'
import { sortNumbers } from '../../../metrics/sort-numbers.ts'

type Kind = 'genuine' | 'impostor'

/** A Map holds 2^24 entries; with more names neither clusters nor repeats are known. */
const MOST_NAMES = 2 ** 24 - 1

/** Who stands on either side of each comparison of a file, in the order of its lines. */
export class Sides {
  readonly #numbers = new Map<string, number>()
  readonly #sides = {
    genuine: [new Growing(), new Growing()] as const,
    impostor: [new Growing(), new Growing()] as const,
  }
  #unnamed = 0
  #count = 0

  add(kind: Kind, probe: string, gallery: string): void {
    this.#count++
    if (probe === '' || gallery === '' || this.#numbers.size >= MOST_NAMES - 1) {
      this.#unnamed++
      return
    }
    this.#sides[kind][0].push(this.#number(probe))
    this.#sides[kind][1].push(this.#number(gallery))
  }

  #number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#numbers.size)
    return this.#numbers.size - 1
  }

  /** whether every comparison names both its subjects */
  get complete(): boolean {
    return this.#count > 0 && this.#unnamed === 0
  }

  /** in the order of the numbers that `of` gives */
  get names(): readonly string[] {
    return [...this.#numbers.keys()]
  }

  of(kind: Kind): readonly [Float64Array, Float64Array] {
    return [this.#sides[kind][0].values(), this.#sides[kind][1].values()]
  }
}

/** Counts comparisons of two samples that were compared before, in either direction. */
export class Repeats {
  readonly #numbers = new Map<string, number>()
  readonly #keys = new Growing()
  #named = false
  #full = false

  add(probe: string, gallery: string): void {
    if (probe === '' || gallery === '') return
    if (this.#numbers.size >= MOST_NAMES - 1) this.#full = true
    if (this.#full) return
    this.#named = true
    const [a, b] = [this.#number(probe), this.#number(gallery)]
    // below 2^24 samples, so that the product is exact
    this.#keys.push(Math.min(a, b) * 2 ** 26 + Math.max(a, b))
  }

  #number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#numbers.size)
    return this.#numbers.size - 1
  }

  /** undefined where no samples are named */
  count(): number | undefined {
    if (!this.#named || this.#full) return undefined
    const sorted = sortNumbers(this.#keys.values().slice())
    let repeated = 0
    for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeated++
    return repeated
  }
}
