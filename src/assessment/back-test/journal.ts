import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import type { Tally } from '../../judge/back-test/tally.ts'

/** The batches that are judged, a line each, on disk before they count. A torn last line is dropped. */
export class BackTestJournal {
  readonly done: ReadonlyMap<number, Tally>
  readonly #fd: number

  /** Takes up the journal of the same work (`key`); one of other work, or none, begins anew. */
  constructor(file: string, key: string) {
    const done = new Map<number, Tally>()
    let end = 0
    if (existsSync(file)) {
      const text = readFileSync(file, 'utf8')
      const whole = text.slice(0, text.lastIndexOf('\n') + 1)
      const [head, ...lines] = whole.split('\n')
      if (head === key) {
        end = Buffer.byteLength(whole)
        for (const line of lines) {
          if (line === '') continue
          const { batch, tally } = JSON.parse(line) as { batch: number; tally: Tally }
          done.set(batch, tally)
        }
      }
      truncateSync(file, end)
    }
    this.done = done
    this.#fd = openSync(file, 'a')
    if (end === 0) this.#write(`${key}\n`)
  }

  put(batch: number, tally: Tally): void {
    this.#write(`${JSON.stringify({ batch, tally })}\n`)
  }

  #write(text: string): void {
    writeSync(this.#fd, text)
    fsyncSync(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }
}
