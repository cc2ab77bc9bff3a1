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
  #best = new Int32Array(256)
  #next = new Int32Array(256)
  #shared = new Int32Array(256)

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
    const shared = this.#apart(rows, columns)
    const tied = shared > 0 && this.#components(rows, shared)
    if (tied && whole) this.#dense(rows, columns)
  }

  /** Chooses edges whose row and column have no other; how many there are else, listed in `#shared`. */
  #apart(rows: number, columns: number): number {
    const { row, column, weight, chosen, count } = this
    const [shared, edges] = [this.#shared, this.#local]
    edges.fill(0, 0, rows + columns)
    for (let e = 0; e < count; e++) {
      edges[row[e]!]!++
      edges[rows + column[e]!]!++
    }
    let n = 0
    for (let e = 0; e < count; e++) {
      const alone = edges[row[e]!] === 1 && edges[rows + column[e]!] === 1
      chosen[e] = alone && weight[e]! > 0 ? 1 : 0
      if (!alone) shared[n++] = e
    }
    return n
  }

  #components(rows: number, count: number): boolean {
    const { row, column } = this
    const [parent, head, next, shared] = [this.#parent, this.#head, this.#next, this.#shared]
    for (let k = 0; k < count; k++) {
      const a = row[shared[k]!]!
      const b = rows + column[shared[k]!]!
      parent[a] = a
      parent[b] = b
      head[a] = head[b] = -1
    }
    for (let k = 0; k < count; k++) {
      const a = rootOf(parent, row[shared[k]!]!)
      const b = rootOf(parent, rows + column[shared[k]!]!)
      if (a !== b) parent[b] = a
    }
    for (let k = count - 1; k >= 0; k--) {
      const e = shared[k]!
      const root = rootOf(parent, row[e]!)
      next[e] = head[root]!
      head[root] = e
    }
    let tied = false
    for (let k = 0; k < count; k++) {
      const root = rootOf(parent, row[shared[k]!]!)
      const first = head[root]!
      if (first < 0) continue
      head[root] = -1
      if (this.#plainly(first, this.row, 0, this.column, rows)) continue
      if (this.#plainly(first, this.column, rows, this.row, 0)) continue
      if (this.#component(first, rows)) tied = true
    }
    return tied
  }

  /**
   * Where each node of one side has an edge that outweighs its others, and no two of these meet on the other side, they are the only best choice.
   * Whether that is so; they are chosen then.
   */
  #plainly(first: number, side: Int32Array, from: number, other: Int32Array, otherFrom: number): boolean {
    const { weight, chosen } = this
    const [next, best, taken] = [this.#next, this.#best, this.#local]
    for (let e = first; e >= 0; e = next[e]!) {
      best[from + side[e]!] = -1
      taken[otherFrom + other[e]!] = 0
    }
    for (let e = first; e >= 0; e = next[e]!) {
      const b = best[from + side[e]!]!
      if (b < 0 || weight[e]! > weight[b]!) best[from + side[e]!] = e
    }
    for (let e = first; e >= 0; e = next[e]!) {
      const b = best[from + side[e]!]!
      // an edge that is not there weighs 0
      if (weight[b]! - (e === b ? 0 : weight[e]!) <= TOLERANCE) return false
      if (e === b && taken[otherFrom + other[e]!]!++ > 0) return false
    }
    for (let e = first; e >= 0; e = next[e]!) chosen[e] = best[from + side[e]!] === e ? 1 : 0
    return true
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
    this.#shared = new Int32Array(size)
  }

  #room(size: number): void {
    this.#parent = new Int32Array(size)
    this.#head = new Int32Array(size)
    this.#local = new Int32Array(size)
    this.#best = new Int32Array(size)
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
