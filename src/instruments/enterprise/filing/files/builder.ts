import type { Place } from '../../../../language/problem.ts'
import type { Where } from '../form.ts'

type Node = { [key: string]: unknown }

/** A record put together from the cells of a table, with the place of every value. */
export class RecordBuilder {
  readonly record: Node = {}
  readonly #places = new Map<string, Place>()
  readonly #empty = new Map<string, Place>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** Sets `reports.2.revenue`; numbers in a path are places of a list. Where something stands already, the second is kept out and its place given. */
  set(path: string, value: string, place: Place): Place | undefined {
    const before = this.#places.get(path)
    if (before !== undefined) return before
    this.#places.set(path, place)
    const keys = path.split('.')
    let node: Node = this.record
    for (const [i, key] of keys.slice(0, -1).entries()) {
      if (!Object.hasOwn(node, key)) node[key] = /^\d+$/.test(keys[i + 1]!) ? [] : {}
      node = node[key] as Node
    }
    node[keys.at(-1)!] = value
    return undefined
  }

  /** Where a value would stand: the place of what is missing. */
  mark(path: string, place: Place): void {
    if (!this.#empty.has(path)) this.#empty.set(path, place)
  }

  /** The place of a path, or of the nearest thing that holds it; the path stands beside the cell. */
  readonly where: Where = (path) => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const place = this.#places.get(at) ?? this.#empty.get(at)
      if (place !== undefined) return place
      const inside = at === path ? [...this.#places].find(([p]) => p.startsWith(`${at}.`)) : undefined
      if (inside !== undefined) return inside[1]
    }
    return { file: this.#file, path }
  }
}
