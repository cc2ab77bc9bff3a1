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

/** Lines that are synced together; they share one promise, because at thousands a second one each is much that outlives a sync. */
interface Batch {
  readonly synced: Promise<void>
  readonly resolve: () => void
  readonly reject: (e: ProblemError) => void
  lines: number
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
  #open: Batch | undefined
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
    this.#open ??= newBatch()
    const batch = this.#open
    batch.lines++
    this.#unsynced++
    if (batch.lines >= this.#batch.lines) this.#sync(false)
    else this.#timer ??= setTimeout(() => this.#sync(false), this.#batch.wait)
    return batch.synced
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
    const batch = this.#open
    if (batch === undefined && !cut) return
    const end = this.#end
    this.#open = undefined
    this.#syncing = this.#syncing.then(async () => {
      let fault: ProblemError | undefined
      try {
        if (cut) await this.#file.truncate(end)
        await this.#file.sync()
      } catch (error) {
        fault = new ProblemError([writeFault(this.#path, error)])
        this.#fault ??= fault
      }
      this.#unsynced -= batch?.lines ?? 0
      if (fault) batch?.reject(fault)
      else batch?.resolve()
    })
  }
}

function newBatch(): Batch {
  let resolve = () => {}
  let reject: Batch['reject'] = () => {}
  const synced = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { synced, resolve, reject, lines: 0 }
}
