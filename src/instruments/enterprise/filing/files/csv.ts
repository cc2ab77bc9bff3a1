import { failed, type Outcome, type Problem, problem } from '../../../../language/problem.ts'
import { readCsv } from '../../../llm/bank/csv.ts'
import { type FilingRead, filingOf } from '../filing-of.ts'
import type { Where } from '../form.ts'
import { RecordBuilder } from './builder.ts'
import { noTable, twice, unknownItem } from './faults.ts'
import { isEnterprise, keyOf } from './keys.ts'
import { numeral } from './numerals.ts'
import { itemHeading, valueHeading, yearHeading } from './sheets.ts'

export interface Found {
  readonly record: unknown
  readonly read: Outcome<FilingRead>
  readonly where: Where
}

/**
 * A filing as one long table, a row an item: item, year, value (项目、年度、填写). An item is named by its key or title; `aiRevenueBySubclass.M1` is
 * a sub-class, `explanation.V5.revenue` an answer, `document.1.file` a document. Faults name their line.
 */
export function csvFiling(text: string, file: string): Found {
  const { rows, unclosed } = readCsv(text)
  const none = (...problems: readonly Problem[]): Found => ({
    record: undefined,
    read: failed(...problems),
    where: () => ({ file }),
  })
  if (unclosed !== undefined)
    return none(
      problem(
        'record-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: unclosed } },
      ),
    )
  const headings = [itemHeading, yearHeading, valueHeading]
  const at = headings.map(({ key, title }) =>
    (rows[0]?.cells ?? []).findIndex((c) => [key, title.zh, title.en, '值'].includes(c)),
  )
  if (at.some((n) => n < 0)) return none(noTable(file, headings.map((h) => `${h.key} (${h.title.zh})`).join(', ')))
  const [item, year, value] = at as [number, number, number]
  const builder = new RecordBuilder(file)
  const years = [...new Set(rows.slice(1).map((r) => r.cells[year] ?? ''))].filter((y) => y !== '').sort()
  const problems: Problem[] = []
  let answers = 0
  for (const { line, cells } of rows.slice(1)) {
    const [name, when, given] = [cells[item] ?? '', cells[year] ?? '', numeral(cells[value] ?? '')]
    const place = { file, line, path: when === '' ? name : `${name} ${when}` }
    if (given === '') continue
    const path = pathOf(name, when, years, () => answers++)
    if (path === undefined) {
      problems.push(unknownItem(place, name))
      continue
    }
    if (path.rule !== undefined) {
      builder.set(`${path.at}.rule`, path.rule, place)
      builder.set(`${path.at}.field`, path.field!, place)
      builder.set(`${path.at}.year`, when, place)
    }
    const before = builder.set(path.rule === undefined ? path.at : `${path.at}.text`, given, place)
    if (before !== undefined) problems.push(twice(place, before))
  }
  for (const [i, y] of years.entries()) builder.set(`reports.${i}.year`, y, { file, path: y })
  if (problems.length > 0) return none(...problems)
  return { record: builder.record, read: filingOf(builder.record, builder.where), where: builder.where }
}

function pathOf(name: string, year: string, years: readonly string[], answer: () => number) {
  const [, rule, field] = /^(?:explanation|答复)\.(V\d|W-IND)\.(.+)$/.exec(name) ?? []
  if (rule !== undefined && field !== undefined)
    return { at: `explanations.${answer()}`, rule, field: keyOf(field) ?? field }
  const [, n, column] = /^(?:document|证明文件)\.([1-9]\d{0,3})\.(\w+)$/.exec(name) ?? []
  if (n !== undefined && column !== undefined) return { at: `documents.${Number(n) - 1}.${column}` }
  const key = keyOf(name) ?? keyOf(name.replace(/\.\w+$/, ''))
  if (key === undefined) return undefined
  const rest = keyOf(name) === undefined ? name.slice(name.lastIndexOf('.')) : ''
  if (isEnterprise(key)) return { at: `${key}${rest}` }
  return years.includes(year) ? { at: `reports.${years.indexOf(year)}.${key}${rest}` } : undefined
}
