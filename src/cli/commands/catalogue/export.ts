import { writeFileSync } from 'node:fs'
import { toJsonLd } from '../../../exchange/catalogue/json-ld.ts'
import { editionsTable, toCsv } from '../../../exchange/catalogue/tables.ts'
import { writeWorkbook } from '../../../exchange/tables/workbook.ts'
import { problem } from '../../../language/problem.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type Begun, withCatalogue } from './begin.ts'
import type { SearchOptions } from './search.ts'

export const exportFormats = ['xlsx', 'csv', 'jsonld'] as const

export interface ExportOptions extends SearchOptions {
  readonly as?: (typeof exportFormats)[number]
  readonly out?: string
}

/** The catalogue, or what a question finds in it, for another program. */
export function exported(question: string, options: ExportOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, async (begun) => {
    const { c, catalogue } = begun
    const { level, out } = options
    const as = options.as ?? exportFormats.find((f) => out?.endsWith(`.${f}`)) ?? 'csv'
    const editions =
      question === ''
        ? catalogue.editions.filter((e) => level === undefined || e.level === level)
        : catalogue.search(question, catalogue.editions.length, (e) => level === undefined || e.level === level)
    if (out === undefined && as === 'xlsx')
      return c.refuse([
        problem(
          'wrong-value',
          { zh: '工作簿要写入文件', en: 'A workbook is written to a file' },
          { expected: '--out standards.xlsx', got: '' },
        ),
      ])
    const written = await contentOf(begun, editions, as)
    if (out === undefined) {
      process.stdout.write(written)
      return exit.conforms
    }
    try {
      writeFileSync(out, written)
    } catch (error) {
      const got = (error as NodeJS.ErrnoException).code ?? String(error)
      return c.refuse([
        problem(
          'file-not-written',
          { zh: '写不了文件', en: 'The file cannot be written' },
          { place: { file: out }, got },
        ),
      ])
    }
    c.note(c.say(`已写入 ${out}：${editions.length} 个版本`, `Wrote ${out}: ${editions.length} editions`))
    return exit.conforms
  })
}

async function contentOf(
  { c, catalogue, systems, headings, relations, day }: Begun,
  editions: Begun['catalogue']['editions'],
  as: (typeof exportFormats)[number],
): Promise<string | Uint8Array> {
  if (as === 'jsonld')
    return `${JSON.stringify(toJsonLd(catalogue, editions, { systems, headings, relations }, day), null, 2)}\n`
  const table = editionsTable(catalogue, editions, day, c.lang)
  return as === 'csv' ? toCsv(table) : writeWorkbook([table])
}
