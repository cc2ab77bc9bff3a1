import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { readCsv } from '../csv.ts'
import { readWorkbook } from '../workbook.ts'
import { type Draft, fieldNamed, fieldsOf } from './draft.ts'

/** Drafts from a CSV text whose first row names the columns. */
export function csvDrafts(text: string, file: string): Outcome<readonly Draft[]> {
  const { rows, unclosed } = readCsv(text)
  if (unclosed !== undefined)
    return failed(
      problem(
        'import-quote-open',
        { zh: '引号没有结束', en: 'A quotation mark is not closed' },
        { place: { file, line: unclosed } },
      ),
    )
  return fromRows(rows, file)
}

/** Drafts from the first sheet of an XLSX workbook whose first row names the columns. */
export async function xlsxDrafts(bytes: Uint8Array, file: string): Promise<Outcome<readonly Draft[]>> {
  const sheets = await readWorkbook(bytes, file)
  return sheets.ok ? fromRows(sheets.value[0]?.rows ?? [], file) : sheets
}

function fromRows(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  file: string,
): Outcome<readonly Draft[]> {
  const [head, ...rest] = rows
  if (!head?.cells.some((c) => fieldNamed(c) === 'prompt'))
    return failed(
      problem(
        'import-columns',
        { zh: '第一行里没有题目列', en: 'The first row names no column of questions' },
        {
          place: { file, line: head?.line ?? 1 },
          expected: 'prompt | question | 题目 | 问题 | 题干 …',
          got: head?.cells.slice(0, 12).join(', ') ?? '',
        },
      ),
    )
  return done(
    rest.map(({ line, cells }) => {
      const row: Record<string, unknown> = {}
      // two columns of one name: the first counts
      head.cells.forEach((key, i) => {
        if (!Object.hasOwn(row, key)) row[key] = cells[i] ?? ''
      })
      return { line, fields: fieldsOf(row) }
    }),
  )
}
