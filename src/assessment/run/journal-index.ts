import { closeSync, openSync, readSync } from 'node:fs'
import type { ItemOutcome } from '../../instruments/contract.ts'
import { ProblemError } from '../../language/problem.ts'
import { answeredId, decodeLine } from './journal-line.ts'
import { corrupt, journalLines } from './journal-read.ts'

/** The last outcome of every item in a journal: an item that ended in an error and was measured again counts once. */
export interface JournalIndex<R> {
  /** items with a result */
  readonly results: number
  /** items whose last outcome is a set-up error, by code */
  readonly errors: ReadonlyMap<string, number>
  /** bytes of all these lines */
  readonly bytes: number
  /** by id (UTF-16 code units), read from disk line by line at every walk */
  outcomes(): Iterable<ItemOutcome<R>>
}

/** Reads a journal once and keeps where its lines stand: three numbers per item. */
export async function indexJournal<R>(path: string): Promise<JournalIndex<R>> {
  const slots = new Map<string, number>()
  const codes: (string | undefined)[] = []
  const numbers: number[] = []
  const starts: number[] = []
  const lengths: number[] = []
  for await (const { number, json, start, end } of journalLines(path)) {
    if (number === 1) continue
    const { id, code } = lastWord(json)
    const slot = slots.get(id) ?? slots.size
    slots.set(id, slot)
    codes[slot] = code
    numbers[slot] = number
    starts[slot] = start
    lengths[slot] = end - start
  }
  const errors = new Map<string, number>()
  for (const code of codes) if (code !== undefined) errors.set(code, (errors.get(code) ?? 0) + 1)
  let faults = 0
  for (const count of errors.values()) faults += count
  let bytes = 0
  for (const length of lengths) bytes += length
  const order = [...slots.keys()].sort().map((id) => slots.get(id)!)
  const where: Where = {
    numbers: Uint32Array.from(order, (slot) => numbers[slot]!),
    starts: Float64Array.from(order, (slot) => starts[slot]!),
    lengths: Uint32Array.from(order, (slot) => lengths[slot]!),
  }
  return {
    results: slots.size - faults,
    errors,
    bytes,
    outcomes: () => ({ [Symbol.iterator]: () => linesAt<R>(path, where) }),
  }
}

/** Whose outcome an entry is, with its code where it is a set-up error. */
export function lastWord(json: string): { readonly id: string; readonly code: string | undefined } {
  const id = answeredId(json)
  if (id !== undefined) return { id, code: undefined }
  const { outcome } = JSON.parse(json) as { outcome: ItemOutcome<unknown> }
  return { id: outcome.id, code: outcome.ok ? undefined : outcome.error.code }
}

/** Line numbers, and the bytes of the lines in the file. */
interface Where {
  readonly numbers: Uint32Array
  readonly starts: Float64Array
  readonly lengths: Uint32Array
}

function* linesAt<R>(path: string, { numbers, starts, lengths }: Where): Generator<ItemOutcome<R>> {
  let buffer = Buffer.allocUnsafe(64 * 1024)
  const fd = openSync(path, 'r')
  try {
    for (const [i, start] of starts.entries()) {
      const length = lengths[i]!
      if (length > buffer.length) buffer = Buffer.allocUnsafe(length)
      let got = 0
      for (let count = 1; got < length && count > 0; got += count)
        count = readSync(fd, buffer, got, length - got, start + got)
      const entry = decodeLine(buffer.toString('utf8', 0, Math.max(0, got - 1)))
      // it was whole when it was indexed
      if (entry === undefined) throw new ProblemError([corrupt(path, numbers[i]!)])
      yield (entry as { outcome: ItemOutcome<R> }).outcome
    }
  } finally {
    closeSync(fd)
  }
}
