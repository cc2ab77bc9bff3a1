import type { Feature, Row } from 'write-excel-file/universal'

export interface TableSheet {
  /** at most 31 characters; those that a workbook does not allow in a name are left out */
  readonly name: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** cells that offer a list to choose from */
  readonly choices?: readonly Choice[]
}

export interface Choice {
  /** such as `B2:B200` */
  readonly cells: string
  /** where the words stand, such as `'选项'!$A$2:$A$17` */
  readonly from: string
  /** whether nothing else may be typed */
  readonly strict: boolean
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
  const features = sheets.some((s) => s.choices !== undefined) ? [await dropDowns(sheets)] : []
  const made = write(
    sheets.map(({ name, head, rows }) => ({
      sheet: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
      data: [
        head.map((value) => ({ value: textOf(value), type: String, fontWeight: 'bold' as const, wrap: true })),
        ...rows.map((row): Row => row.map(cellOf)),
      ],
      columns: head.map((title, n) => ({ width: widthOf([title, ...rows.slice(0, 200).map((row) => row[n])]) })),
      stickyRowsCount: 1,
    })),
    { features },
  )
  return new Uint8Array(await (await made.toBlob()).arrayBuffer())
}

/** Lists to choose from are data validation of SpreadsheetML (ECMA-376 part 1, 18.3.1.33), which the writer leaves to such a feature. */
async function dropDowns(sheets: readonly TableSheet[]): Promise<Feature<Blob>> {
  const { getOrderOfSiblings, insertElementMarkupAccordingToOrderOfSiblings, sanitizeTextContent } = await import(
    'write-excel-file/utility'
  )
  const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? []
  const one = ({ cells, from, strict }: Choice) =>
    `<dataValidation type="list" allowBlank="1" showErrorMessage="${strict ? 1 : 0}" sqref="${cells}"><formula1>${sanitizeTextContent(from)}</formula1></dataValidation>`
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _, { sheetIndex }) => {
            const choices = sheets[sheetIndex]?.choices ?? []
            const markup = `<dataValidations count="${choices.length}">${choices.map(one).join('')}</dataValidations>`
            return choices.length === 0
              ? xml
              : insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet')
          },
        },
      },
    },
  }
}

const cellOf = (value: string | number) =>
  typeof value === 'number' ? { value, type: Number } : { value: textOf(value).slice(0, MOST_IN_A_CELL), type: String }

/** The writer keeps texts by their own words in a bare object: one that every object has a property of would come out as code. */
const textOf = (value: string): string => (value in Object.prototype ? `${value} ` : value)

/** A Han character takes the room of two letters. */
const widthOf = (values: readonly (string | number | undefined)[]): number =>
  Math.min(WIDEST, Math.max(...values.map((v) => [...String(v ?? '')].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 2))))
