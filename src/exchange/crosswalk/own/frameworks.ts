import { type Framework, type Known, levels, type Requirement } from '../../../crosswalk/framework.ts'
import { cell } from '../../../instruments/llm/bank/csv.ts'
import { type Columns, readTable } from '../../../instruments/records/table.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'

/** What stands before the requirements of a framework. */
export type Heading = Omit<Framework, 'requirements'> & { readonly known: Known }

type Of<T extends string> = Columns<T>

const headingColumns: Of<
  'id' | 'names' | 'title_zh' | 'title_en' | 'publisher' | 'version' | 'licence' | 'source' | 'level' | 'known'
> = {
  id: '标识',
  names: '名称',
  title_zh: '中文标题',
  title_en: '英文标题',
  publisher: '发布者',
  version: '版本',
  licence: '许可',
  source: '来源',
  level: '层级',
  known: '确知程度',
}

const requirementColumns: Of<
  'id' | 'parent' | 'kind' | 'title_zh' | 'title_en' | 'testable' | 'whole' | 'known' | 'note'
> = {
  id: '编号',
  parent: '上级',
  kind: '类别',
  title_zh: '中文标题',
  title_en: '英文标题',
  testable: '可检验',
  whole: '由下级组成',
  known: '确知程度',
  note: '备注',
}

const isKnown = (text: string): text is Known => text === 'seen' || text === 'recalled' || text === 'proposed'
const titleOf = (zh: string, en: string) => ({ ...(zh ? { zh } : {}), ...(en ? { en } : {}) })
const expectedKnown = { expected: 'known: seen | recalled | proposed' }

/** The list of frameworks (CSV): one a row, its names apart by `|`. */
export function readHeadings(text: string, file: string): Outcome<readonly Heading[]> {
  return readTable<keyof typeof headingColumns, Heading>(text, file, headingColumns, ({ cell: at }) => {
    const known = at('known')
    const names = at('names').split('|').filter(Boolean)
    if (!/^[\w./-]+$/.test(at('id'))) return { expected: 'id: a-z 0-9 . / -' }
    if (names.length === 0) return { expected: 'names' }
    if (!isKnown(known)) return expectedKnown
    const level = levels.find((l) => l === at('level'))
    if (level === undefined && at('level') !== '') return { expected: `level: ${levels.join(' | ')}` }
    return {
      id: at('id'),
      names,
      title: titleOf(at('title_zh'), at('title_en')),
      ...(at('publisher') ? { publisher: at('publisher') } : {}),
      ...(at('version') ? { version: at('version') } : {}),
      ...(at('licence') ? { licence: at('licence') } : {}),
      ...(at('source') ? { source: at('source') } : {}),
      ...(level ? { level } : {}),
      known,
    }
  })
}

/** The requirements of one framework (CSV). Ids are unique, parents are there, and nothing is its own parent by any way: framework-broken. */
export function readRequirements(text: string, file: string): Outcome<readonly Requirement[]> {
  const rows = readTable<keyof typeof requirementColumns, Requirement>(
    text,
    file,
    requirementColumns,
    ({ cell: at }) => {
      const known = at('known')
      if (at('id') === '') return { expected: 'id' }
      if (!isKnown(known)) return expectedKnown
      if (at('testable') !== 'yes' && at('testable') !== 'no') return { expected: 'testable: yes | no' }
      if (at('whole') !== 'yes' && at('whole') !== '' && at('whole') !== 'no') return { expected: 'whole: yes | no | ' }
      return {
        id: at('id'),
        ...(at('parent') ? { parent: at('parent') } : {}),
        kind: at('kind') || 'requirement',
        title: titleOf(at('title_zh'), at('title_en')),
        testable: at('testable') === 'yes',
        ...(at('whole') === 'yes' ? { whole: true } : {}),
        known,
        ...(at('note') ? { note: at('note') } : {}),
      }
    },
  )
  return rows.ok ? soundTree(rows.value, file) : rows
}

/** Nothing is wrong with ids and parents, or what is. */
export function soundTree(rows: readonly Requirement[], file: string): Outcome<readonly Requirement[]> {
  const parents = new Map<string, string | undefined>()
  for (const { id, parent } of rows) {
    if (parents.has(id)) return broken(file, { zh: '同一编号出现两次', en: 'One id stands twice' }, id)
    parents.set(id, parent)
  }
  for (const { id, parent } of rows) {
    if (parent === undefined) continue
    if (!parents.has(parent)) return broken(file, { zh: '上级不在表中', en: 'The parent is not in the table' }, parent)
    const seen = new Set([id])
    for (let at: string | undefined = parent; at !== undefined; at = parents.get(at)) {
      if (seen.has(at)) return broken(file, { zh: '上级关系成环', en: 'Parents go round in a circle' }, id)
      seen.add(at)
    }
  }
  return done(rows)
}

const broken = (file: string, text: { zh: string; en: string }, got: string): Outcome<never> =>
  failed(problem('framework-broken', text, { place: { file }, got }))

/** The list of frameworks as CSV, to be read again by readHeadings. */
export function writeHeadings(frameworks: readonly Framework[]): string {
  const rows = frameworks.map((f) => [
    f.id,
    f.names.join('|'),
    f.title.zh ?? '',
    f.title.en ?? '',
    f.publisher ?? '',
    f.version ?? '',
    f.licence ?? '',
    f.source ?? '',
    f.level ?? '',
    // as sure as its least sure requirement
    (['proposed', 'recalled', 'seen'] as const).find((k) => f.requirements.some((r) => r.known === k)) ?? 'seen',
  ])
  return [Object.keys(headingColumns), ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}

/** A framework as CSV, to be read again by readRequirements. */
export function writeRequirements(framework: Framework): string {
  const rows = framework.requirements.map((r) => [
    r.id,
    r.parent ?? '',
    r.kind,
    r.title.zh ?? '',
    r.title.en ?? '',
    r.testable ? 'yes' : 'no',
    r.whole === true ? 'yes' : '',
    r.known,
    r.note ?? '',
  ])
  return [Object.keys(requirementColumns), ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}
