import { Catalogue } from '../../catalogue/catalogue.ts'
import { daysOf } from '../../catalogue/days.ts'
import { adoptions, type Edition, type Known, levels, statuses } from '../../catalogue/edition.ts'
import { identifierOfRow } from '../../catalogue/identifier/unnumbered.ts'
import { type Columns, readTable, type TableRow } from '../../instruments/records/table.ts'
import { done, type Outcome } from '../../language/problem.ts'

type Column =
  | 'number'
  | 'title_zh'
  | 'title_en'
  | 'level'
  | 'status'
  | 'status_read'
  | 'iso_stage'
  | 'published'
  | 'effective'
  | 'withdrawn'
  | 'body'
  | 'class'
  | 'adopts'
  | 'adopts_number'
  | 'adopts_known'
  | 'replaced_by'
  | 'source'
  | 'known'
  | 'note'

/** Of the file that editions are read from, with the Chinese names. */
export const columns: Columns<Column> = {
  number: '编号',
  title_zh: '中文名称',
  title_en: '英文名称',
  level: '层级',
  status: '状态',
  status_read: '来源所写状态',
  iso_stage: 'ISO阶段',
  published: '发布日期',
  effective: '实施日期',
  withdrawn: '废止日期',
  body: '归口',
  class: '类目',
  adopts: '采标程度',
  adopts_number: '采用的标准',
  adopts_known: '采标确知程度',
  replaced_by: '被代替为',
  source: '来源',
  known: '确知程度',
  note: '备注',
}

/** Editions from a table (CSV), a row each; dates as `2024-05-17`, `2024-05` or `2024`. Problems: those of a table. */
export function readEditions(text: string, file: string): Outcome<Catalogue> {
  const rows = readTable(text, file, columns, editionOf, [
    'status_read',
    'iso_stage',
    'withdrawn',
    'replaced_by',
    'note',
  ])
  return rows.ok ? done(new Catalogue(rows.value)) : rows
}

const isOf = <T extends string>(words: readonly T[], word: string): word is T =>
  (words as readonly string[]).includes(word)
const knowns: readonly Known[] = ['seen', 'recalled', 'proposed']

function editionOf({ cell: at }: TableRow<Column>): Edition | { readonly expected: string } {
  const [level, status, known, degree, how] = [at('level'), at('status'), at('known'), at('adopts'), at('adopts_known')]
  if (at('number') === '') return { expected: 'number' }
  if (!isOf(levels, level)) return { expected: `level: ${levels.join(' | ')}` }
  if (!isOf(statuses, status)) return { expected: `status: ${statuses.join(' | ')}` }
  if (!isOf(knowns, known)) return { expected: `known: ${knowns.join(' | ')}` }
  if (degree !== '' && !(isOf(adoptions, degree) && isOf(knowns, how)))
    return { expected: `adopts: ${adoptions.join(' | ')}; adopts_known: ${knowns.join(' | ')}` }
  const dates: Partial<Record<'published' | 'effective' | 'withdrawn', NonNullable<ReturnType<typeof daysOf>>>> = {}
  for (const name of ['published', 'effective', 'withdrawn'] as const) {
    if (at(name) === '') continue
    const days = daysOf(at(name))
    if (days === undefined) return { expected: `${name}: 2024-05-17 | 2024-05 | 2024` }
    dates[name] = days
  }
  return {
    identifier: identifierOfRow(at('number')),
    title: { ...(at('title_zh') ? { zh: at('title_zh') } : {}), ...(at('title_en') ? { en: at('title_en') } : {}) },
    level,
    status,
    statusRead: at('status_read'),
    ...(at('iso_stage') ? { isoStage: at('iso_stage') } : {}),
    ...dates,
    body: at('body'),
    class: at('class'),
    ...(isOf(adoptions, degree) && isOf(knowns, how)
      ? { adopts: { degree, number: at('adopts_number'), known: how } }
      : {}),
    ...(at('replaced_by') ? { replacedBy: at('replaced_by') } : {}),
    source: at('source'),
    known,
    note: at('note'),
  }
}
