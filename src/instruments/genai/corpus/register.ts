import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { isDate } from '../../llm/bank/changelog.ts'
import { readCsv } from '../../llm/bank/csv.ts'
import type { Source } from './reduce.ts'

/** Columns of `corpus_sources.csv`, in any order, each under its own name or the Chinese one. */
const columns = {
  sourceId: '来源编号',
  type: '来源类型',
  lang: '语言',
  modality: '模态',
  origin: '境内外',
  licenceDoc: '许可文件',
  items: '条数',
  preSampleN: '采前抽检数',
  preBad: '采前违法不良数',
  postSampleN: '采后抽检数',
  postBad: '采后违法不良数',
  decision: '决定',
  date: '日期',
} as const
type Column = keyof typeof columns

const kinds: Readonly<Record<string, Source['kind']>> = {
  open: 'open-source',
  开源: 'open-source',
  self: 'self-collected',
  自采: 'self-collected',
  commercial: 'commercial',
  商业: 'commercial',
  user: 'user-input',
  使用者输入: 'user-input',
}
const origins: Readonly<Record<string, boolean>> = { domestic: false, 境内: false, overseas: true, 境外: true }
const decisions: Readonly<Record<string, Pick<Source, 'collected' | 'used'>>> = {
  use: { collected: true, used: true },
  使用: { collected: true, used: true },
  'not-collected': { collected: false, used: false },
  不采集: { collected: false, used: false },
  'not-used': { collected: true, used: false },
  不使用: { collected: true, used: false },
}
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

const MOST_PROBLEMS = 20

/** Reads `corpus_sources.csv`; every problem names its line. */
export function readSources(text: string, file: string): Outcome<readonly Source[]> {
  const { rows, unclosed } = readCsv(text)
  if (unclosed !== undefined) {
    return failed(
      problem(
        'corpus-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: unclosed } },
      ),
    )
  }
  const head = rows[0]?.cells ?? []
  const names = Object.keys(columns) as Column[]
  const at = Object.fromEntries(
    names.map((name) => [name, head.findIndex((h) => h === name || h === columns[name])]),
  ) as Record<Column, number>
  const absent = names.filter((name) => at[name] < 0)
  if (absent.length > 0) {
    return failed(
      problem(
        'corpus-columns',
        { zh: '来源登记表缺少列。', en: 'The register of sources lacks columns.' },
        { place: { file, line: 1 }, expected: absent.map((name) => `${name} (${columns[name]})`).join(', ') },
      ),
    )
  }
  const problems: Problem[] = []
  const sources = new Map<string, Source>()
  for (const { line, cells } of rows.slice(1)) {
    const cell = (name: Column) => cells[at[name]] ?? ''
    const read = readSource(cell)
    const expected = typeof read === 'string' ? read : sources.has(read.id) ? 'sourceId: not listed before' : undefined
    if (expected === undefined && typeof read !== 'string') sources.set(read.id, read)
    else if (problems.length < MOST_PROBLEMS) {
      problems.push(
        problem(
          'corpus-row-invalid',
          { zh: '来源登记表的这一行不合格式。', en: 'This row of the register of sources is not valid.' },
          { place: { file, line }, expected: expected ?? '', got: cells.join(',').slice(0, 200) },
        ),
      )
    }
  }
  return problems.length > 0 ? failed(...problems) : done([...sources.values()])
}

/** The source, or what was expected instead. */
function readSource(cell: (name: Column) => string): Source | string {
  const kind = own(kinds, cell('type'))
  const overseas = own(origins, cell('origin'))
  const decision = own(decisions, cell('decision'))
  const count = (name: Column) => (/^\d{1,15}$/.test(cell(name)) ? Number(cell(name)) : undefined)
  const items = count('items')
  const before = sampleOf(count('preSampleN'), count('preBad'))
  const after =
    cell('postSampleN') === '' && cell('postBad') === '' ? null : sampleOf(count('postSampleN'), count('postBad'))
  if (cell('sourceId') === '') return 'sourceId'
  if (kind === undefined) return 'type: open | self | commercial | user'
  if (overseas === undefined) return 'origin: domestic | overseas'
  if (decision === undefined) return 'decision: use | not-collected | not-used'
  if (cell('lang') === '' || cell('modality') === '') return 'lang, modality'
  if (items === undefined) return 'items: 0, 1, 2, …'
  if (before === undefined) return 'preBad <= preSampleN, both 0, 1, 2, …'
  if (after === undefined) return 'postBad <= postSampleN, both 0, 1, 2, … or both empty'
  if (cell('date') !== '' && !isDate(cell('date'))) return 'date: YYYY-MM-DD'
  return {
    id: cell('sourceId'),
    kind,
    language: cell('lang'),
    type: cell('modality'),
    overseas,
    items,
    before,
    after,
    ...decision,
    documented: cell('licenceDoc') !== '',
  }
}

function sampleOf(n: number | undefined, bad: number | undefined): Source['before'] | undefined {
  return n === undefined || bad === undefined || bad > n ? undefined : { n, bad }
}
