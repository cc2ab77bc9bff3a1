import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from 'fflate'
import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { readCsv } from '../csv.ts'
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

const MOST_UNPACKED = 64 * 1024 * 1024
const MOST_PARTS = 1000

/** Drafts from the first sheet of an XLSX workbook whose first row names the columns. */
export async function xlsxDrafts(bytes: Uint8Array, file: string): Promise<Outcome<readonly Draft[]>> {
  let total = 0
  let parts = 0
  let sheet: readonly (readonly unknown[])[]
  try {
    // a workbook may unpack to anything: only its own XML is taken, and no more than it says beforehand
    const wanted = ({ name, originalSize }: UnzipFileInfo) => {
      if (!/^(xl\/|_rels\/|\[Content_Types\]|docProps\/).*(\.xml|\.rels)$|^\[Content_Types\]\.xml$/.test(name))
        return false
      total += originalSize
      parts++
      return total <= MOST_UNPACKED && parts <= MOST_PARTS
    }
    const unpacked = unzipSync(bytes, { filter: wanted })
    if (total > MOST_UNPACKED || parts > MOST_PARTS)
      return failed(
        problem(
          'import-too-large',
          { zh: '工作簿解压后过大', en: 'The workbook is too large once unpacked' },
          { place: { file } },
        ),
      )
    const plain: Zippable = {}
    for (const [name, data] of Object.entries(unpacked)) plain[name] = [data, { level: 0 }]
    const { readSheet } = await import('read-excel-file/node')
    sheet = await readSheet(Buffer.from(zipSync(plain)))
  } catch {
    return failed(
      problem(
        'import-workbook',
        { zh: '读不出这个工作簿（.xlsx）', en: 'The file cannot be read as a workbook (.xlsx)' },
        { place: { file } },
      ),
    )
  }
  const rows = sheet.map((cells, i) => ({ line: i + 1, cells: cells.map(cellText) }))
  return fromRows(
    rows.filter((r) => r.cells.some((c) => c !== '')),
    file,
  )
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell).trim()
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
