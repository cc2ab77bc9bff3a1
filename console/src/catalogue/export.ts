import type { Edition } from '../../../src/catalogue/edition.ts'
import type { Lang } from '../../../src/language/text.ts'
import { save } from '../report/download.ts'
import type { Opened } from './opened.ts'

const saveText = (text: string, name: string, type: string) => save(new TextEncoder().encode(text), name, type)

/** The same tables as `plumbline catalogue export` writes; `day` from 1970-01-01. */
export async function exportCsv({ catalogue }: Opened, of: readonly Edition[], day: number, lang: Lang): Promise<void> {
  const { editionsTable, toCsv } = await import('../../../src/exchange/catalogue/tables.ts')
  saveText(toCsv(editionsTable(catalogue, of, day, lang)), 'catalogue.csv', 'text/csv')
}

export async function exportJsonLd(opened: Opened, of: readonly Edition[], day: number): Promise<void> {
  const { toJsonLd } = await import('../../../src/exchange/catalogue/json-ld.ts')
  const written = JSON.stringify(toJsonLd(opened.catalogue, of, opened, day), undefined, 2)
  saveText(written, 'catalogue.jsonld', 'application/ld+json')
}

export async function exportXlsx(
  { catalogue }: Opened,
  of: readonly Edition[],
  day: number,
  lang: Lang,
): Promise<void> {
  const [{ editionsTable }, { writeWorkbook }] = await Promise.all([
    import('../../../src/exchange/catalogue/tables.ts'),
    import('../../../src/exchange/tables/workbook.ts'),
  ])
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  save(await writeWorkbook([editionsTable(catalogue, of, day, lang)]), 'catalogue.xlsx', type)
}
