import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from 'fflate'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { CsvRow } from './csv.ts'

export interface Sheet {
  readonly name: string
  /** rows that are not blank, cells as text */
  readonly rows: readonly CsvRow[]
}

const MOST_UNPACKED = 64 * 1024 * 1024
const MOST_PARTS = 1000

/** The sheets of an XLSX workbook, in order. Problems: import-too-large, import-workbook. */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<Outcome<readonly Sheet[]>> {
  let total = 0
  let parts = 0
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
    const { default: readSheets } = await import('read-excel-file/node')
    const sheets = await readSheets(Buffer.from(zipSync(plain)))
    return done(
      sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data
          .map((cells, i) => ({ line: i + 1, cells: cells.map(cellText) }))
          .filter((r) => r.cells.some((c) => c !== '')),
      })),
    )
  } catch {
    return failed(
      problem(
        'import-workbook',
        { zh: '读不出这个工作簿（.xlsx）', en: 'The file cannot be read as a workbook (.xlsx)' },
        { place: { file } },
      ),
    )
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell).trim()
}
