import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ItemOutcome } from '../../instruments/contract.ts'
import { done, failed, type Outcome, type Problem, ProblemError } from '../../language/problem.ts'
import { otherRun, repaired, writeFault } from './journal-faults.ts'
import { type OpenJournalFile, openJournalFile } from './journal-file.ts'
import { lastWord } from './journal-index.ts'
import { journalLines } from './journal-read.ts'
import { type BatchSize, JournalWriter } from './journal-writer.ts'
import { takeLock } from './lock.ts'

/** What a journal is about; a run continues a journal only where all of it is the same. Hashes are SHA-256, hex. */
export interface JournalHeader {
  readonly instrument: string
  readonly version: string
  readonly params: string
  readonly subject: string
  readonly items: string
  readonly count: number
}

export interface JournalOptions {
  readonly batch?: BatchSize
  /** the file calls, for tests of a failing disk */
  readonly open?: OpenJournalFile
}

/** An open journal, held by this process alone until it is closed. */
export interface Journal {
  readonly warnings: readonly Problem[]
  /** what the journal already says of each item at opening: a result, or only a set-up error */
  readonly known: ReadonlyMap<string, 'result' | 'error'>
  /** lines appended that are not yet on disk */
  readonly backlog: number
  /** `shares` is the key of the item, for later measures; resolves when the outcome is on disk; rejects with a ProblemError where it cannot be */
  append(outcome: ItemOutcome<unknown>, shares?: string): Promise<void>
  flush(): Promise<void>
  close(): Promise<void>
}

const FORMAT = 1
const DEFAULT_BATCH: BatchSize = { lines: 64, wait: 200 }

/** Opens or begins a journal: takes its lock, cuts off a torn end, compares the header. */
export async function openJournal(
  path: string,
  header: JournalHeader,
  options: JournalOptions = {},
): Promise<Outcome<Journal>> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const lock = await takeLock(`${path}.lock`)
    if (!lock.ok) return lock
    const opened = await openLocked(path, header, options).catch(async (error: unknown) => {
      await lock.value.release()
      throw error
    })
    if (!opened.ok) {
      await lock.value.release()
      return opened
    }
    const { writer, warnings, known } = opened.value
    return done({
      warnings,
      known,
      get backlog() {
        return writer.backlog
      },
      append: (outcome, shares) =>
        writer.append({ outcome, ...(shares === undefined || !outcome.ok ? {} : { shares }) }),
      flush: () => writer.flush(),
      close: async () => {
        await writer.close().finally(() => lock.value.release())
      },
    })
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    return failed(writeFault(path, error))
  }
}

async function openLocked(path: string, header: JournalHeader, options: JournalOptions) {
  const size = await sizeOf(path)
  const known = new Map<string, 'result' | 'error'>()
  let end = 0
  if (size > 0) {
    for await (const line of journalLines(path)) {
      if (line.number === 1) {
        const difference = differing(path, header, (JSON.parse(line.json) as { journal: unknown }).journal)
        if (difference) return failed<never>(difference)
      } else {
        const { id, code } = lastWord(line.json)
        known.set(id, code === undefined ? 'result' : 'error')
      }
      end = line.end
    }
  }
  const file = await (options.open ?? openJournalFile)(path)
  const warnings = end < size ? [repaired(path, size - end)] : []
  if (end < size) await file.truncate(end)
  const writer = new JournalWriter(file, path, end, options.batch ?? DEFAULT_BATCH)
  if (end === 0) {
    const begun = writer.append({ journal: { format: FORMAT, ...header } })
    await Promise.all([begun, writer.flush()]).catch(async (error: unknown) => {
      await file.close()
      throw error
    })
  }
  return done({ writer, warnings, known })
}

function differing(path: string, header: JournalHeader, found: unknown): Problem | undefined {
  const expected: Record<string, unknown> = { format: FORMAT, ...header }
  const got = (found ?? {}) as Record<string, unknown>
  const field = Object.keys(expected).find((key) => expected[key] !== got[key])
  return field === undefined ? undefined : otherRun(path, field, String(expected[field]), String(got[field]))
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
