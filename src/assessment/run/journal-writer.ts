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
 * Appends lines. Each is handed to the operating system at once, so that a killed process loses no answer it has received; what
 * waits for company is the sync that makes lines survive a power cut, since one for each line would cost more than most
 * measurements. `append` resolves when the line is synced. After the first failure nothing more is written, and every later
 * append rejects with the same problem; whole lines written before it are still synced and acknowledged.
 */
export class JournalWriter {
  readonly #file: JournalFile
  readonly #path: string
  readonly #batch: BatchSize
  /** where the last whole line ends */
  #end: number
  #waiting: { resolve: () => void; reject: (e: ProblemError) => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #syncing: Promise<void> = Promise.resolve()
  #unsynced = 0
  #fault: ProblemError | undefined

  constructor(file: JournalFile, path: string, size: number, batch: BatchSize) {
    this.#file = file
    this.#path = path
    this.#end = size
    this.#batch = batch
  }

  /** lines that are not yet on disk */
  get backlog(): number {
    return this.#unsynced
  }

  append(entry: unknown): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault)
    const bytes = Buffer.from(encodeLine(entry), 'utf8')
    try {
      for (let sent = 0; sent < bytes.length; ) {
        const count = this.#file.write(bytes.subarray(sent), this.#end + sent)
        if (count === 0) throw new Error('nothing was written')
        sent += count
      }
    } catch (error) {
      this.#fault = new ProblemError([writeFault(this.#path, error)])
      this.#sync(true)
      return Promise.reject(this.#fault)
    }
    this.#end += bytes.length
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#unsynced++
      if (this.#waiting.length >= this.#batch.lines) this.#sync(false)
      else this.#timer ??= setTimeout(() => this.#sync(false), this.#batch.wait)
    })
  }

  /** Resolves when everything appended so far is on disk, or has been refused. */
  async flush(): Promise<void> {
    this.#sync(false)
    await this.#syncing
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file.close()
  }

  /** Syncs what is written; after a failure the torn end is cut off first. */
  #sync(cut: boolean): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0 && !cut) return
    const waiting = this.#waiting
    const end = this.#end
    this.#waiting = []
    this.#syncing = this.#syncing.then(async () => {
      let fault: ProblemError | undefined
      try {
        if (cut) await this.#file.truncate(end)
        await this.#file.sync()
      } catch (error) {
        fault = new ProblemError([writeFault(this.#path, error)])
        this.#fault ??= fault
      }
      this.#unsynced -= waiting.length
      for (const w of waiting) fault ? w.reject(fault) : w.resolve()
    })
  }
}
