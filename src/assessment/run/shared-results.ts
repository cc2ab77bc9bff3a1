import { closeSync, openSync, readSync } from 'node:fs'
import type { ItemOutcome } from '../../instruments/contract.ts'
import { decodeLine, sharesOf } from './journal-line.ts'
import { journalLines } from './journal-read.ts'

interface Place {
  readonly path: string
  readonly start: number
  readonly length: number
}

/** Results that earlier measures of the same assessment hold for what this one asks too; they stay on disk until they are taken. */
export class SharedResults {
  readonly #places = new Map<string, Place>()

  /** Looks through the journals of earlier measures for the keys that are wanted. A journal that cannot be read shares nothing. */
  static async find(journals: readonly string[], wanted: ReadonlySet<string>): Promise<SharedResults> {
    const found = new SharedResults()
    if (wanted.size === 0) return found
    for (const path of journals) {
      try {
        for await (const { json, start, end } of journalLines(path)) {
          const key = sharesOf(json)
          if (key !== undefined && wanted.has(key)) found.#places.set(key, { path, start, length: end - start })
        }
      } catch {
        // its own run has said what is wrong with it; here it only costs asking again
      }
    }
    return found
  }

  /** The result under a key, or undefined where nobody has it. */
  take(key: string): { readonly result: unknown } | undefined {
    const place = this.#places.get(key)
    if (place === undefined) return undefined
    const entry = decodeLine(textAt(place)) as { outcome: ItemOutcome<unknown> } | undefined
    return entry?.outcome.ok ? { result: entry.outcome.result } : undefined
  }
}

/** The line without its newline. */
function textAt({ path, start, length }: Place): string {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(length - 1)
    let got = 0
    for (let count = 1; got < buffer.length && count > 0; got += count)
      count = readSync(fd, buffer, got, buffer.length - got, start + got)
    return buffer.toString('utf8', 0, got)
  } finally {
    closeSync(fd)
  }
}
