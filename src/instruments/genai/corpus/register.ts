import type { Outcome } from '../../../language/problem.ts'
import { isDate } from '../../llm/bank/changelog.ts'
import { readTable } from '../../records/table.ts'
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

/** Reads `corpus_sources.csv`; every problem names its line. */
export function readSources(text: string, file: string): Outcome<readonly Source[]> {
  const seen = new Set<string>()
  return readTable<Column, Source>(text, file, columns, ({ cell }) => {
    const read = readSource(cell)
    if (typeof read === 'string') return { expected: read }
    if (seen.has(read.id)) return { expected: 'sourceId: not listed before' }
    seen.add(read.id)
    return read
  })
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
