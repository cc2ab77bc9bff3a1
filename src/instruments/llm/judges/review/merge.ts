import { cell } from '../../bank/csv.ts'
import { splitAnswerId } from '../../questions/results.ts'
import type { Review } from './review.ts'

type Reviews = ReadonlyMap<string, readonly Review[]>

/** Reviews of several sheets together; where somebody reviewed an answer twice the later sheet counts. */
export function mergedReviews(sheets: readonly Reviews[]): Reviews {
  const merged = new Map<string, readonly Review[]>()
  for (const sheet of sheets)
    for (const [answer, own] of sheet) {
      const before = (merged.get(answer) ?? []).filter((r) => !own.some(({ reviewer }) => reviewer === r.reviewer))
      merged.set(answer, [...before, ...own])
    }
  return merged
}

const columns = ['itemId', 'rep', 'outputSha256', 'label', 'classId', 'reviewer', 'ts'] as const

/** As `readReviews` reads them back: CSV, or lines of JSON where the name of the file says so. */
export function reviewsText(reviews: Reviews, file: string): string {
  const rows = [...reviews].flatMap(([answer, own]) => {
    const { bankId: itemId, repetition: rep } = splitAnswerId(answer)!
    return own.map((review) => ({ itemId, rep, ...review }))
  })
  if (!file.endsWith('.csv')) return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const lines = rows.map((row) => columns.map((name) => cell(String(row[name] ?? ''))).join(','))
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`
}
