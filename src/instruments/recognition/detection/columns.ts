import type { Detection, DetectionObject } from '../../../metrics/detection/match.ts'

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
    this.#cells.set(row, at)
  }

  at(row: number, column: number): number {
    return this.#cells[row * this.#width + column]!
  }

  /** Rows by the value of a column, each group in the order of the file. */
  groupedBy(column: number): ReadonlyMap<number, Int32Array> {
    const sizes = new Map<number, number>()
    for (let r = 0; r < this.#rows; r++) sizes.set(this.at(r, column), (sizes.get(this.at(r, column)) ?? 0) + 1)
    const groups = new Map<number, Int32Array>()
    for (const [value, size] of sizes) groups.set(value, new Int32Array(size))
    const filled = new Map<number, number>()
    for (let r = 0; r < this.#rows; r++) {
      const value = this.at(r, column)
      const n = filled.get(value) ?? 0
      groups.get(value)![n] = r
      filled.set(value, n + 1)
    }
    return groups
  }
}

const [IMAGE, CATEGORY, X, Y, W, H] = [0, 1, 2, 3, 4, 5]

/** image, category, x, y, w, h, area, id, crowd, ignore, pass (negative: of its own), cluster of the pass (negative: none) */
export const OBJECT_WIDTH = 12
/** image, category, x, y, w, h, score */
export const DETECTION_WIDTH = 7

export interface Category {
  readonly id: number
  readonly name: string
}

/** Reference and result, whatever format they came from. */
export interface DetectionData {
  readonly format: string
  /** ascending */
  readonly images: readonly number[]
  readonly categories: readonly Category[]
  readonly objects: Columns
  readonly detections: Columns
  readonly refused: Refused
  readonly groundTruthSha256: string
  readonly detectionsSha256: string
}

/** What was not counted: how often, and the first few with their places. */
export interface Refused {
  readonly count: number
  readonly first: readonly string[]
}

export function objectsOf(data: Columns, rows: Iterable<number>): ReadonlyMap<number, DetectionObject[]> {
  return byCategory(data, rows, (r) => objectOf(data, r))
}

export const passOf = (data: Columns, row: number) => data.at(row, 10)
export const clusterOf = (data: Columns, row: number) => data.at(row, 11)

export function objectOf(data: Columns, r: number): DetectionObject {
  return {
    box: boxOf(data, r),
    area: data.at(r, 6),
    id: data.at(r, 7),
    crowd: data.at(r, 8) === 1,
    ignore: data.at(r, 9) === 1,
  }
}

/** Rows of one image by category, each group in the order of the file. */
export function rowsByCategory(data: Columns, rows: Iterable<number>): ReadonlyMap<number, number[]> {
  return byCategory(data, rows, (r) => r)
}

export function detectionOf(data: Columns, row: number): Detection {
  return { box: boxOf(data, row), score: scoreOf(data, row) }
}

export const scoreOf = (data: Columns, row: number) => data.at(row, 6)

export const sizeOf = (data: Columns, row: number) => data.at(row, W) * data.at(row, H)

export const byImage = (data: Columns) => data.groupedBy(IMAGE)

function byCategory<T>(data: Columns, rows: Iterable<number>, make: (row: number) => T): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const category = data.at(row, CATEGORY)
    const group = groups.get(category)
    if (group === undefined) groups.set(category, [make(row)])
    else group.push(make(row))
  }
  return groups
}

function boxOf(data: Columns, row: number): Detection['box'] {
  return [data.at(row, X), data.at(row, Y), data.at(row, W), data.at(row, H)]
}
