import { failed, type Place, type Problem } from '../../../../language/problem.ts'
import { readWorkbook, type Sheet } from '../../../llm/bank/workbook.ts'
import { filingOf } from '../filing-of.ts'
import { RecordBuilder } from './builder.ts'
import type { Found } from './csv.ts'
import { noTable, twice, unknownItem } from './faults.ts'
import { keyOf } from './keys.ts'
import { numeral } from './numerals.ts'
import { documentHeadings, EXAMPLE, explanationHeadings, type Heading, shareHeadings, sheets } from './sheets.ts'

/** A filing as the workbook of the template. Faults name sheet and cell (年度!D7). */
export async function workbookFiling(bytes: Uint8Array, file: string): Promise<Found> {
  const book = await readWorkbook(bytes, file)
  return book.ok
    ? new Reader(file, book.value).read()
    : { record: undefined, read: failed(...book.problems), where: () => ({ file }) }
}

class Reader {
  readonly #file: string
  readonly #book: readonly Sheet[]
  readonly #builder: RecordBuilder
  readonly #problems: Problem[] = []

  constructor(file: string, book: readonly Sheet[]) {
    this.#file = file
    this.#book = book
    this.#builder = new RecordBuilder(file)
  }

  read(): Found {
    const { where } = this.#builder
    const [enterprise, years] = [this.#sheet(sheets.enterprise), this.#sheet(sheets.years)]
    if (enterprise === undefined || years === undefined)
      return { record: undefined, read: failed(noTable(this.#file, `${sheets.enterprise}, ${sheets.years}`)), where }
    this.#enterprise(enterprise)
    const last = this.#years(years)
    this.#rows(sheets.shares, shareHeadings, (row, place) => this.#share(row, place, last))
    this.#list(sheets.explanations, explanationHeadings, 'explanations')
    this.#list(sheets.documents, documentHeadings, 'documents')
    if (this.#problems.length > 0) return { record: undefined, read: failed(...this.#problems), where }
    return { record: this.#builder.record, read: filingOf(this.#builder.record, where), where }
  }

  #sheet(name: string): Sheet | undefined {
    return this.#book.find((s) => s.name.startsWith(name))
  }

  #enterprise({ name, rows }: Sheet): void {
    for (const { line, cells } of rows.slice(1)) this.#item(cells[0] ?? '', cells[1] ?? '', name, line, 1, '')
  }

  /** Columns headed by four digits are years, whatever their order. Gives how many years say anything. */
  #years({ name, rows }: Sheet): number {
    const head = rows[0]?.cells ?? []
    const columns = head
      .flatMap((c, n) => (/^\d{4}(年度?)?$/.test(c) ? [{ n, year: c.slice(0, 4) }] : []))
      .sort((a, b) => (a.year < b.year ? -1 : 1))
    this.#builder.mark('reports', this.#place(name, rows[0]?.line ?? 1, columns[0]?.n ?? 1))
    const filled = columns.filter(({ n }) => rows.slice(1).some(({ cells }) => (cells[n] ?? '') !== ''))
    for (const [i, { n, year }] of filled.entries()) {
      this.#builder.set(`reports.${i}.year`, year, this.#place(name, rows[0]!.line, n))
      for (const { line, cells } of rows.slice(1))
        this.#item(cells[0] ?? '', cells[n] ?? '', name, line, n, `reports.${i}.`)
    }
    return filled.length - 1
  }

  #item(heading: string, value: string, sheet: string, line: number, column: number, before: string): void {
    if (heading === '') return
    const key = keyOf(heading)
    if (value === '') {
      if (key !== undefined) this.#builder.mark(`${before}${key}`, this.#place(sheet, line, column))
      return
    }
    if (key === undefined) this.#problems.push(unknownItem(this.#place(sheet, line, 0), heading))
    else this.#set(`${before}${key}`, value, this.#place(sheet, line, column))
  }

  #share(row: ReadonlyMap<string, { readonly text: string; readonly place: Place }>, place: Place, last: number): void {
    const id = row.get('subClass')?.text.split(/[\s　]/)[0] ?? ''
    if (id === '') {
      this.#problems.push(unknownItem(place, ''))
      return
    }
    for (const { key } of shareHeadings.slice(1)) {
      const cell = row.get(key)
      if (cell !== undefined) this.#set(`reports.${Math.max(last, 0)}.${key}.${id}`, cell.text, cell.place)
    }
  }

  #list(name: string, headings: readonly Heading[], key: string): void {
    let n = 0
    this.#rows(name, headings, (row) => {
      for (const [field, { text, place }] of row) this.#set(`${key}.${n}.${field}`, choice(field, text), place)
      n++
    })
  }

  #rows(
    name: string,
    headings: readonly Heading[],
    take: (row: ReadonlyMap<string, { readonly text: string; readonly place: Place }>, place: Place) => void,
  ): void {
    const sheet = this.#sheet(name)
    const head = sheet?.rows[0]?.cells ?? []
    const at = headings.map(({ key, title }) => ({
      key,
      n: head.findIndex((c) => [key, title.zh, title.en].includes(c.split('\n')[0]!.trim())),
    }))
    for (const { line, cells } of sheet?.rows.slice(1) ?? []) {
      if (cells.find((c) => c !== '')?.startsWith(EXAMPLE)) continue
      const row = at.flatMap(({ key, n }) =>
        n >= 0 && (cells[n] ?? '') !== ''
          ? [[key, { text: cells[n]!, place: this.#place(sheet!.name, line, n) }] as const]
          : [],
      )
      if (row.length > 0) take(new Map(row), this.#place(sheet!.name, line, 0))
    }
  }

  #set(path: string, value: string, place: Place): void {
    const before = this.#builder.set(path, numeral(value), place)
    if (before !== undefined) this.#problems.push(twice(place, before))
  }

  #place(sheet: string, line: number, column: number): Place {
    return { file: this.#file, path: `${sheet}!${letters(column)}${line}` }
  }
}

/** A field is chosen by its title; everything else is taken as it stands. */
const choice = (field: string, text: string) => (field === 'field' ? (keyOf(text) ?? text) : text)

/** The name of a column, from 0: A … Z, AA … */
function letters(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26))
  return column < 26 ? rest : `${letters(Math.floor(column / 26) - 1)}${rest}`
}
