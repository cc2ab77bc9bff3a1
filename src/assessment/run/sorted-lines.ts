import { canonicalText } from '../../language/canonical.ts'

/**
 * Collects the lines of a results file in any order and gives its bytes in order: one buffer of text and an index, so that
 * memory holds the bytes and not a value for every item.
 */
export class SortedLines {
  #bytes: Buffer = Buffer.allocUnsafe(64 * 1024)
  #end = 0
  readonly #lines: { readonly id: string; readonly start: number; readonly end: number }[] = []

  /** `line` is what JSON can say; what it leaves out (undefined) is left out. */
  add(line: { readonly id: string }): void {
    const text = `${canonicalText(JSON.parse(JSON.stringify(line)))}\n`
    const length = Buffer.byteLength(text)
    if (this.#end + length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#end + length, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, this.#end)
      this.#bytes = larger
    }
    this.#bytes.write(text, this.#end)
    this.#lines.push({ id: line.id, start: this.#end, end: this.#end + length })
    this.#end += length
  }

  /** The lines by id (UTF-16 code units), as `readResults` wants them. */
  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#end)
    let at = 0
    for (const { start, end } of this.#lines.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      whole.set(this.#bytes.subarray(start, end), at)
      at += end - start
    }
    return whole
  }
}
