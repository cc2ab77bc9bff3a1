/** The column of each row, -1 where it has none, and the dual prices that prove the sum least. All three are overwritten by the next call. */
export interface Assignment {
  readonly column: Int32Array
  readonly rowPrice: Float64Array
  readonly columnPrice: Float64Array
}

/**
 * Gives min(rows, columns) pairs of a matrix (row by row) with the least sum, by shortest augmenting paths, O(n^3).
 * Of equally short ways the one that ends in a free column wins, then the first found, rows taken in order: which of several best assignments
 * comes out depends on the order of rows and columns only, and is the one of `scipy.optimize.linear_sum_assignment` (held against 1.10 and 1.17).
 * Source: D. F. Crouse, IEEE Trans. Aerospace and Electronic Systems 52 (2016) 1679-1696; R. Jonker and A. Volgenant, Computing 38 (1987) 325-340.
 */
export function assign(cost: Float64Array, rows: number, columns: number): Assignment {
  if (rows <= columns) {
    const solved = solve(cost, rows, columns)
    return { column: solved.columnOf, rowPrice: solved.u, columnPrice: solved.v }
  }
  if (turned.length < rows * columns) turned = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = cost[i * columns + j]!
  const solved = solve(turned, columns, rows)
  return { column: solved.rowOf, rowPrice: solved.v, columnPrice: solved.u }
}

/** Room for one matrix, used again by the next: a sequence has thousands of small ones. */
class Room {
  readonly size: number
  readonly u: Float64Array
  readonly v: Float64Array
  readonly shortest: Float64Array
  readonly path: Int32Array
  readonly columnOf: Int32Array
  readonly rowOf: Int32Array
  readonly left: Int32Array
  readonly rowSeen: Uint8Array
  readonly columnSeen: Uint8Array

  constructor(size: number) {
    this.size = size
    this.u = new Float64Array(size)
    this.v = new Float64Array(size)
    this.shortest = new Float64Array(size)
    this.path = new Int32Array(size)
    this.columnOf = new Int32Array(size)
    this.rowOf = new Int32Array(size)
    this.left = new Int32Array(size)
    this.rowSeen = new Uint8Array(size)
    this.columnSeen = new Uint8Array(size)
  }
}

let room = new Room(64)
let turned = new Float64Array(1024)

/** rows <= columns */
function solve(cost: Float64Array, rows: number, columns: number): Room {
  if (room.size < columns) room = new Room(2 * columns)
  const { u, v, columnOf, rowOf, path } = room
  u.fill(0, 0, rows)
  v.fill(0, 0, columns)
  columnOf.fill(-1, 0, rows)
  rowOf.fill(-1, 0, columns)
  for (let row = 0; row < rows; row++) {
    let column = augmentingPath(cost, columns, row, room)
    for (;;) {
      const i = path[column]!
      rowOf[column] = i
      const next = columnOf[i]!
      columnOf[i] = column
      if (i === row) break
      column = next
    }
  }
  return room
}

/** Grows shortest ways from `row` until a free column is reached, gives that column and moves the prices. */
function augmentingPath(cost: Float64Array, columns: number, row: number, at: Room): number {
  const { u, v, shortest, path, columnOf, rowOf, left, rowSeen, columnSeen } = at
  let remaining = columns
  // from the last column to the first, so that a matrix of equal costs gives the diagonal
  for (let j = 0; j < columns; j++) left[j] = columns - 1 - j
  shortest.fill(Number.POSITIVE_INFINITY, 0, columns)
  rowSeen.fill(0, 0, row + 1)
  columnSeen.fill(0, 0, columns)
  let least = 0
  let i = row
  let sink = -1
  while (sink < 0) {
    rowSeen[i] = 1
    let index = -1
    let lowest = Number.POSITIVE_INFINITY
    const base = i * columns
    for (let k = 0; k < remaining; k++) {
      const j = left[k]!
      const way = least + cost[base + j]! - u[i]! - v[j]!
      if (way < shortest[j]!) {
        path[j] = i
        shortest[j] = way
      }
      if (shortest[j]! < lowest || (shortest[j] === lowest && rowOf[j] === -1)) {
        lowest = shortest[j]!
        index = k
      }
    }
    least = lowest
    const j = left[index]!
    if (rowOf[j] === -1) sink = j
    else i = rowOf[j]!
    columnSeen[j] = 1
    left[index] = left[--remaining]!
  }
  u[row]! += least
  for (let r = 0; r < row; r++) if (rowSeen[r] === 1) u[r]! += least - shortest[columnOf[r]!]!
  for (let j = 0; j < columns; j++) if (columnSeen[j] === 1) v[j]! -= least - shortest[j]!
  return sink
}
