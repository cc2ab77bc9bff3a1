import type { BoxRows } from '../../../metrics/tracking/boxes.ts'

const MOST_BOXES = 2 ** 24
const FIRST = 2 ** 12

/** Boxes as they come, in columns that grow together: 49 bytes a box. */
export class BoxColumns {
  #count = 0
  #frame = new Int32Array(FIRST)
  #id = new Float64Array(FIRST)
  #box = new Float64Array(4 * FIRST)
  #mark = new Uint8Array(FIRST)
  #line = new Float64Array(FIRST)

  /** `row`: frame from 1, id, left, top, width, height. RangeError for more than 2^24 boxes. */
  push(row: Float64Array, mark: number, line: number): void {
    const r = this.#count
    if (r === this.#frame.length) this.#widen()
    this.#count = r + 1
    this.#frame[r] = row[0]! - 1
    this.#id[r] = row[1]!
    this.#box[4 * r] = row[2]!
    this.#box[4 * r + 1] = row[3]!
    this.#box[4 * r + 2] = row[4]!
    this.#box[4 * r + 3] = row[5]!
    this.#mark[r] = mark
    this.#line[r] = line
  }

  rows(): BoxRows {
    const n = this.#count
    return {
      frame: this.#frame.subarray(0, n),
      id: this.#id.subarray(0, n),
      box: this.#box.subarray(0, 4 * n),
      mark: this.#mark.subarray(0, n),
    }
  }

  /** Line of the file, from 1. */
  lineOf(row: number): number {
    return this.#line[row]!
  }

  #widen(): void {
    const n = 2 * this.#count
    if (this.#count >= MOST_BOXES) throw new RangeError(`at most ${MOST_BOXES} boxes in a file`)
    const [frame, id, box, mark, line] = [this.#frame, this.#id, this.#box, this.#mark, this.#line]
    this.#frame = new Int32Array(n)
    this.#id = new Float64Array(n)
    this.#box = new Float64Array(4 * n)
    this.#mark = new Uint8Array(n)
    this.#line = new Float64Array(n)
    this.#frame.set(frame)
    this.#id.set(id)
    this.#box.set(box)
    this.#mark.set(mark)
    this.#line.set(line)
  }
}
