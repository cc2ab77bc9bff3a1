import { type Known, levels } from '../../catalogue/edition.ts'
import type { Target } from '../../catalogue/target.ts'
import type { Class, Taxonomy } from '../../catalogue/taxonomy.ts'
import { type Columns, readTable } from '../../instruments/records/table.ts'
import { parseDay } from '../../judge/dates.ts'
import { done, type Outcome } from '../../language/problem.ts'

const classColumns: Columns<'code' | 'parent' | 'title_zh' | 'title_en' | 'known' | 'note'> = {
  code: '代码',
  parent: '上级',
  title_zh: '中文名称',
  title_en: '英文名称',
  known: '确知程度',
  note: '备注',
}
const targetColumns: Columns<
  | 'id'
  | 'policy_zh'
  | 'policy_en'
  | 'indicator_zh'
  | 'indicator_en'
  | 'levels'
  | 'since'
  | 'until'
  | 'target'
  | 'countable'
  | 'known'
  | 'note'
> = {
  id: '标识',
  policy_zh: '政策',
  policy_en: '政策（英文）',
  indicator_zh: '指标',
  indicator_en: '指标（英文）',
  levels: '层级',
  since: '起始日期',
  until: '截止日期',
  target: '目标值',
  countable: '可统计',
  known: '确知程度',
  note: '备注',
}

const isKnown = (text: string): text is Known => text === 'seen' || text === 'recalled' || text === 'proposed'
const textOf = (zh: string, en: string) => ({ ...(zh ? { zh } : {}), ...(en ? { en } : {}) })
const expectedKnown = { expected: 'known: seen | recalled | proposed' }

/** A system of standards from a table, a class a row, parents first. */
export function readTaxonomy(id: string, text: string, file: string): Outcome<Taxonomy> {
  const seen = new Set<string>()
  const rows = readTable<keyof typeof classColumns, Class>(text, file, classColumns, ({ cell: at }) => {
    const [code, parent, known] = [at('code'), at('parent'), at('known')]
    if (code === '' || seen.has(code)) return { expected: 'code, once' }
    if (parent !== '' && !seen.has(parent)) return { expected: 'parent: a class above' }
    if (!isKnown(known)) return expectedKnown
    seen.add(code)
    const title = textOf(at('title_zh'), at('title_en'))
    return { code, ...(parent ? { parent } : {}), title, known, note: at('note') }
  })
  return rows.ok ? done({ id, classes: rows.value }) : rows
}

/** Targets of policies from a table, a target a row; levels apart by `|`. */
export function readTargets(text: string, file: string): Outcome<readonly Target[]> {
  return readTable<keyof typeof targetColumns, Target>(text, file, targetColumns, ({ cell: at }) => {
    const [since, until, target, known] = [
      parseDay(at('since')),
      parseDay(at('until')),
      Number(at('target')),
      at('known'),
    ]
    const named = at('levels').split('|')
    const own = levels.filter((level) => named.includes(level))
    if (own.length !== named.length) return { expected: `levels: ${levels.join(' | ')}` }
    if (since === undefined || until === undefined || since > until) return { expected: 'since, until: 2026-12-31' }
    if (!(target > 0)) return { expected: 'target: > 0' }
    if (at('countable') !== 'yes' && at('countable') !== 'no') return { expected: 'countable: yes | no' }
    if (!isKnown(known)) return expectedKnown
    return {
      id: at('id'),
      policy: textOf(at('policy_zh'), at('policy_en')),
      indicator: textOf(at('indicator_zh'), at('indicator_en')),
      levels: own,
      since,
      until,
      target,
      countable: at('countable') === 'yes',
      known,
      note: at('note'),
    }
  })
}
