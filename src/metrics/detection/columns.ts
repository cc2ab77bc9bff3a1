/** Rows of numbers in one growing array: large files stay far below the cost of objects. */
export class Columns {
  readonly #width: number
  #cells: Float64Array
  #rows = 0

  constructor(width: number) {
    this.#width = width
    this.#cells = new Float64Array(1024 * width)
  }

  get rows(): number {
    return this.#rows
  }

  push(row: readonly number[]): void {
    const at = this.#rows++ * this.#width
    if (at + this.#width > this.#cells.length) {
      const grown = new Float64Array(this.#cells.length * 2)
      grown.set(this.#cells)
      this.#cells = grown
    }
    for (let c = 0; c < this.#width; c++) this.#cells[at + c] = row[c]!
  }

  at(row: number, column: number): number {
    return this.#cells[row * this.#width + column]!
  }
}

/** The first columns of objects and of detections: x, y, width, height in pixels. */
export const [IMAGE, CATEGORY, X, Y, W, H] = [0, 1, 2, 3, 4, 5] as const
/** of detections */
export const [SCORE, DETECTION_WIDTH] = [6, 7] as const
/**
 * of objects: area as labelled, id, crowd (stands for many, never counted), ignore (labelled as not to be counted), pass (negative: of its
 * own), cluster of the pass (negative: none)
 */
export const [AREA, ID, CROWD, IGNORE, PASS, CLUSTER, OBJECT_WIDTH] = [6, 7, 8, 9, 10, 11, 12] as const

/** The rows of a table by image, those of one image by ascending class, those of one class in the order of the table. */
export interface ByImage {
  readonly rows: Int32Array
  /** [from, to) in `rows`; of an image without rows nothing */
  readonly of: (image: number) => readonly [from: number, to: number]
}

/** Two stable counting sorts, by class and then by image. */
export function byImage(table: Columns): ByImage {
  const given = new Int32Array(table.rows)
  for (let r = 0; r < given.length; r++) given[r] = r
  const { rows: classed } = sorted(table, CATEGORY, given)
  const { rows, ranks, starts } = sorted(table, IMAGE, classed)
  return {
    rows,
    of: (image) => {
      const rank = ranks.get(image)
      return rank === undefined ? [0, 0] : [starts[rank]!, starts[rank + 1]!]
    },
  }
}

function sorted(table: Columns, column: number, given: Int32Array) {
  const values = new Set<number>()
  let last = Number.NaN
  for (let r = 0; r < table.rows; r++) {
    const value = table.at(r, column)
    if (value !== last) values.add(value)
    last = value
  }
  const ranks = new Map([...values].sort((a, b) => a - b).map((value, rank) => [value, rank]))
  const rankOf = new Int32Array(table.rows)
  const starts = new Int32Array(ranks.size + 1)
  let rank = 0
  last = Number.NaN
  for (let r = 0; r < table.rows; r++) {
    const value = table.at(r, column)
    if (value !== last) rank = ranks.get(value)!
    last = value
    rankOf[r] = rank
    starts[rank + 1]!++
  }
  for (let k = 1; k <= ranks.size; k++) starts[k]! += starts[k - 1]!
  const next = starts.slice()
  const rows = new Int32Array(table.rows)
  for (const r of given) rows[next[rankOf[r]!]!++] = r
  return { rows, ranks, starts }
}
