export interface CsvRow {
  /** line on which the row starts, from 1 */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Rows of a CSV text (RFC 4180): quoted cells may hold commas, line breaks and doubled quotes; blank lines are skipped.
 * An unclosed quote ends at the end of the text and is reported as `unclosed` with its line.
 */
export function readCsv(text: string): { readonly rows: readonly CsvRow[]; readonly unclosed?: number } {
  const rows: CsvRow[] = []
  const source = text.replace(/^\uFEFF/, '')
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let start = 1
  let opened = 1
  const endRow = () => {
    cells.push(cell.trim())
    if (cells.some((c) => c !== '')) rows.push({ line: start, cells })
    cells = []
    cell = ''
  }
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!
    if (quoted) {
      if (c === '\n') line++
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') cell += source[++i]
      else quoted = false
    } else if (c === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
      opened = line
    } else if (c === ',') {
      cells.push(cell.trim())
      cell = ''
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && source[i + 1] === '\n') i++
      endRow()
      line++
      start = line
    } else {
      cell += c
    }
  }
  endRow()
  return quoted ? { rows, unclosed: opened } : { rows }
}

/** A cell (RFC 4180). A text that a spreadsheet would run as a formula is made one that it shows. */
export function cell(text: string): string {
  const shown = /^[\s]*[=+\-@]/.test(text) ? `'${text}` : text
  return `"${shown.replaceAll('"', '""')}"`
}
