/** Numbers in the order they came, in a typed array that doubles when it is full. */
export class Growing {
  #values = new Float64Array(1024)
  #length = 0

  push(x: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(2 * this.#length)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#length++] = x
  }

  /** A view; what is pushed later is not in it. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#length)
  }
}
