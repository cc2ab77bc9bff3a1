import type { Row } from 'write-excel-file/universal'

export interface TableSheet {
  /** at most 31 characters; those that a workbook does not allow in a name are left out */
  readonly name: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A cell of a workbook holds no more. */
const MOST_IN_A_CELL = 32_767
/** How wide a column becomes at the most, in characters. */
const WIDEST = 60

/**
 * An XLSX workbook: heads in bold and in sight, numbers as numbers, everything else as text, so that nothing is run as a formula. Long text is
 * cut at what a cell may hold.
 */
export async function writeWorkbook(sheets: readonly TableSheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: write } = await import('write-excel-file/universal')
  const made = write(
    sheets.map(({ name, head, rows }) => ({
      sheet: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
      data: [
        head.map((value) => ({ value: textOf(value), type: String, fontWeight: 'bold' as const })),
        ...rows.map((row): Row => row.map(cellOf)),
      ],
      columns: head.map((title, n) => ({ width: widthOf([title, ...rows.slice(0, 200).map((row) => row[n])]) })),
      stickyRowsCount: 1,
    })),
  )
  return new Uint8Array(await (await made.toBlob()).arrayBuffer())
}

const cellOf = (value: string | number) =>
  typeof value === 'number' ? { value, type: Number } : { value: textOf(value).slice(0, MOST_IN_A_CELL), type: String }

/** The writer keeps texts by their own words in a bare object: one that every object has a property of would come out as code. */
const textOf = (value: string): string => (value in Object.prototype ? `${value} ` : value)

/** A Han character takes the room of two letters. */
const widthOf = (values: readonly (string | number | undefined)[]): number =>
  Math.min(WIDEST, Math.max(...values.map((v) => [...String(v ?? '')].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 2))))
