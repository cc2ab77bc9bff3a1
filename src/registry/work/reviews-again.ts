import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { answeredId, entryText } from '../../assessment/run/journal-line.ts'
import { isReview } from '../../instruments/llm/judges/review/file.ts'

/** Copies a journal without what reviewers said, so that a run which goes on from it reads their sheets again, and asks nothing again. */
export async function copyWithoutReviews(from: string, to: string): Promise<void> {
  const lines = createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY })
  const kept = async function* () {
    for await (const line of lines) {
      const id = answeredId(entryText(line) ?? '')
      if (id === undefined || !isReview(id)) yield `${line}\n`
    }
  }
  await pipeline(kept, createWriteStream(to))
}
