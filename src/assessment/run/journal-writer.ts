import { ProblemError } from '../../language/problem.ts'
import { writeFault } from './journal-faults.ts'
import type { JournalFile } from './journal-file.ts'
import { encodeLine } from './journal-line.ts'

export interface BatchSize {
  /** lines that are synced together at most */
  readonly lines: number
  /** milliseconds a line waits for company at most */
  readonly wait: number
}

/**
 * Appends lines in batches, one fsync a batch: a sync for each line would cost more than most measurements.
 * `append` resolves when the line is on disk. After the first failure nothing more is written: every waiting and later append
 * rejects with the same problem, and the file is cut back to what was acknowledged.
 */
export class JournalWriter {
  readonly #file: JournalFile
  readonly #path: string
  readonly #batch: BatchSize
  #size: number
  #lines: string[] = []
  #waiting: { resolve: () => void; reject: (e: ProblemError) => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #unsynced = 0
  #fault: ProblemError | undefined

  constructor(file: JournalFile, path: string, size: number, batch: BatchSize) {
    this.#file = file
    this.#path = path
    this.#size = size
    this.#batch = batch
  }

  /** lines that are not yet on disk */
  get backlog(): number {
    return this.#unsynced
  }

  append(entry: unknown): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault)
    const line = encodeLine(entry)
    return new Promise((resolve, reject) => {
      this.#lines.push(line)
      this.#waiting.push({ resolve, reject })
      this.#unsynced++
      if (this.#lines.length >= this.#batch.lines) this.#write()
      else this.#timer ??= setTimeout(() => this.#write(), this.#batch.wait)
    })
  }

  /** Resolves when everything appended so far is on disk, or has been refused. */
  async flush(): Promise<void> {
    this.#write()
    await this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file.close()
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines.length === 0) return
    const bytes = Buffer.from(this.#lines.join(''), 'utf8')
    const waiting = this.#waiting
    this.#lines = []
    this.#waiting = []
    this.#writing = this.#writing.then(async () => {
      if (!this.#fault) await this.#store(bytes)
      this.#unsynced -= waiting.length
      for (const w of waiting) this.#fault ? w.reject(this.#fault) : w.resolve()
    })
  }

  async #store(bytes: Buffer): Promise<void> {
    try {
      for (let sent = 0; sent < bytes.length; ) {
        const count = await this.#file.write(bytes.subarray(sent), this.#size + sent)
        if (count === 0) throw new Error('nothing was written')
        sent += count
      }
      await this.#file.sync()
      this.#size += bytes.length
    } catch (error) {
      this.#fault = new ProblemError([writeFault(this.#path, error)])
      await this.#file.truncate(this.#size).catch(() => undefined)
    }
  }
}
