import { assign } from './assignment.ts'

/** Differences of sums below this are not taken for granted: the whole matrix then decides, in the order of its rows. */
const TOLERANCE = 1e-9
/** Largest matrix of one component or of a frame with a tie. */
const MOST_CELLS = 2 ** 25

/**
 * Edges of a bipartite graph with weights from 0, and which of them are chosen. Rows and columns that share no edge weigh 0 together.
 * `row`, `column`, `weight`, `tag` (whatever the caller knows an edge by) and `chosen` hold `count` entries.
 */
export class Matcher {
  row = new Int32Array(256)
  column = new Int32Array(256)
  weight = new Float64Array(256)
  tag = new Int32Array(256)
  chosen = new Uint8Array(256)
  count = 0
  #parent = new Int32Array(256)
  #head = new Int32Array(256)
  #local = new Int32Array(256)
  #next = new Int32Array(256)

  /** An edge more; no pair of row and column twice. */
  add(row: number, column: number, weight: number, tag: number): void {
    if (this.count === this.row.length) this.#widen()
    this.row[this.count] = row
    this.column[this.count] = column
    this.tag[this.count] = tag
    this.weight[this.count++] = weight
  }

  clear(): void {
    this.count = 0
  }

  /**
   * Chooses edges of the greatest sum, no row or column twice. Components are solved apart, which changes nothing where the best choice is the
   * only one. Where another is as good, the whole matrix is solved as `assign` does, whose choice depends on the order of rows and columns.
   * `whole: false`: any best choice does. RangeError for a component of more than 2^25 cells.
   */
  match(rows: number, columns: number, whole = true): void {
    if (this.#parent.length < rows + columns) this.#room(2 * (rows + columns))
    this.chosen.fill(0, 0, this.count)
    const tied = this.#components(rows, columns)
    if (tied && whole) this.#dense(rows, columns)
  }

  #components(rows: number, columns: number): boolean {
    const { row, column, weight, chosen, count } = this
    const [parent, head, next] = [this.#parent, this.#head, this.#next]
    for (let k = 0; k < rows + columns; k++) {
      parent[k] = k
      head[k] = -1
    }
    for (let e = 0; e < count; e++) {
      const a = rootOf(parent, row[e]!)
      const b = rootOf(parent, rows + column[e]!)
      if (a !== b) parent[b] = a
    }
    for (let e = count - 1; e >= 0; e--) {
      const root = rootOf(parent, row[e]!)
      next[e] = head[root]!
      head[root] = e
    }
    let tied = false
    for (let k = 0; k < rows + columns; k++) {
      const first = head[k]!
      if (first < 0) continue
      if (next[first] === -1) chosen[first] = weight[first]! > 0 ? 1 : 0
      else if (this.#component(first, rows)) tied = true
    }
    return tied
  }

  /** Solves the component of a list of edges; whether another choice may be as good. */
  #component(first: number, offset: number): boolean {
    const { row, column, weight, chosen } = this
    const [next, local] = [this.#next, this.#local]
    let [rows, columns] = [0, 0]
    for (let e = first; e >= 0; e = next[e]!) local[row[e]!] = local[offset + column[e]!] = -1
    for (let e = first; e >= 0; e = next[e]!) {
      if (local[row[e]!] === -1) local[row[e]!] = rows++
      if (local[offset + column[e]!] === -1) local[offset + column[e]!] = columns++
    }
    const cost = matrix(rows, columns)
    for (let e = first; e >= 0; e = next[e]!) {
      cost[local[row[e]!]! * columns + local[offset + column[e]!]!] = -weight[e]!
    }
    const { column: taken, rowPrice, columnPrice } = assign(cost, rows, columns)
    let tied = false
    for (let e = first; e >= 0; e = next[e]!) {
      const i = local[row[e]!]!
      const j = local[offset + column[e]!]!
      if (taken[i] === j) chosen[e] = weight[e]! > 0 ? 1 : 0
      // an edge of another best choice costs exactly its two prices
      else if (-weight[e]! - rowPrice[i]! - columnPrice[j]! <= TOLERANCE) tied = true
    }
    return tied
  }

  #dense(rows: number, columns: number): void {
    const { row, column, weight, chosen, count } = this
    const cost = matrix(rows, columns)
    for (let e = 0; e < count; e++) cost[row[e]! * columns + column[e]!] = -weight[e]!
    const { column: taken } = assign(cost, rows, columns)
    for (let e = 0; e < count; e++) chosen[e] = taken[row[e]!] === column[e] && weight[e]! > 0 ? 1 : 0
  }

  #widen(): void {
    const size = 2 * this.row.length
    const wider = <T extends Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from)
      return to
    }
    this.row = wider(new Int32Array(size), this.row)
    this.column = wider(new Int32Array(size), this.column)
    this.weight = wider(new Float64Array(size), this.weight)
    this.tag = wider(new Int32Array(size), this.tag)
    this.chosen = new Uint8Array(size)
    this.#next = new Int32Array(size)
  }

  #room(size: number): void {
    this.#parent = new Int32Array(size)
    this.#head = new Int32Array(size)
    this.#local = new Int32Array(size)
  }
}

/** Room for the small matrices, of which a sequence has thousands. */
const scratch = new Float64Array(4096)

function matrix(rows: number, columns: number): Float64Array {
  if (rows * columns > MOST_CELLS) throw new RangeError(`at most ${MOST_CELLS} cells, got ${rows} x ${columns}`)
  if (rows * columns > scratch.length) return new Float64Array(rows * columns)
  return scratch.fill(0, 0, rows * columns)
}

function rootOf(parent: Int32Array, k: number): number {
  let at = k
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!
    at = parent[at]!
  }
  return at
}
