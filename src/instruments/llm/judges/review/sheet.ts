import type { HandOut } from '../../../contract.ts'
import { cell } from '../../bank/csv.ts'
import type { Message } from '../../client/client.ts'
import type { AnswerResult, QuestionResult } from '../../questions/results.ts'
import { splitAnswerId } from '../../questions/results.ts'
import type { QuestionItem } from '../../questions/work.ts'
import { sheetColumns } from './read.ts'
import { ownReviews, type Review } from './review.ts'

/** The answers that still need reviewers, as a sheet for them; undefined where none does. */
export async function reviewSheet(
  items: AsyncIterable<QuestionItem>,
  results: Iterable<{ readonly id: string; readonly result: QuestionResult }>,
  reviewers: number,
  saveAs: string,
): Promise<HandOut | undefined> {
  const answers = new Map<string, AnswerResult>()
  const reviews = new Map<string, readonly Review[]>()
  for (const { id, result } of results) {
    if (result.kind === 'answer') answers.set(id, result)
    if (result.kind === 'review') reviews.set(result.of, result.reviews)
  }
  const rows: string[] = []
  for await (const { id, work } of items) {
    const answer = 'ask' in work ? answers.get(id) : undefined
    if (answer === undefined || !('ask' in work)) continue
    if (ownReviews(reviews.get(id) ?? [], answer.outputSha256).length >= reviewers) continue
    const { bankId, repetition } = splitAnswerId(id)!
    const asked = [
      bankId,
      String(repetition),
      said(work.ask.messages),
      answer.output || (answer.refusal ?? ''),
      answer.outputSha256,
    ]
    rows.push([...asked.map(cell), '', '', '', ''].join(','))
  }
  if (rows.length === 0) return undefined
  // a byte order mark, without which spreadsheets misread Chinese
  return { text: `\uFEFF${sheetColumns.join(',')}\r\n${rows.join('\r\n')}\r\n`, open: rows.length, saveAs }
}

/** A conversation as people read it. */
function said(messages: readonly Message[]): string {
  if (messages.length === 1) return messages[0]!.content
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n')
}
