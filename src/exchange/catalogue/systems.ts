import type { Migration } from '../../catalogue/classification/carry.ts'
import type { Classification } from '../../catalogue/classification/classification.ts'
import type { Known } from '../../catalogue/edition.ts'
import { type Relation, relationTypes } from '../../catalogue/relations/relation.ts'
import type { TaxonomyHeading } from '../../catalogue/taxonomy.ts'
import { type Columns, readTable } from '../../instruments/records/table.ts'
import { done, type Outcome } from '../../language/problem.ts'
import { readMappings } from '../crosswalk/own/mappings.ts'

const knowns: readonly Known[] = ['seen', 'recalled', 'proposed']
const isKnown = (text: string): text is Known => (knowns as readonly string[]).includes(text)
const expectedKnown = { expected: `known: ${knowns.join(' | ')}` }
const textOf = (zh: string, en: string) => ({ ...(zh ? { zh } : {}), ...(en ? { en } : {}) })

const headingColumns: Columns<
  'id' | 'title_zh' | 'title_en' | 'issued_by_zh' | 'issued_by_en' | 'issued' | 'status' | 'known' | 'note'
> = {
  id: '标识',
  title_zh: '中文名称',
  title_en: '英文名称',
  issued_by_zh: '发布机构',
  issued_by_en: '发布机构（英文）',
  issued: '发布日期',
  status: '状态',
  known: '确知程度',
  note: '备注',
}

/** The list of systems of standards, one a row, the one that the catalogue is kept in first. */
export function readTaxonomyHeadings(text: string, file: string): Outcome<readonly TaxonomyHeading[]> {
  return readTable<keyof typeof headingColumns, TaxonomyHeading>(text, file, headingColumns, ({ cell: at }) => {
    const [status, known] = [at('status'), at('known')]
    if (!/^[\w-]+$/.test(at('id'))) return { expected: 'id: a-z 0-9 -' }
    if (status !== 'draft' && status !== 'in-force' && status !== 'superseded')
      return { expected: 'status: draft | in-force | superseded' }
    if (!isKnown(known)) return expectedKnown
    return {
      id: at('id'),
      title: textOf(at('title_zh'), at('title_en')),
      issuedBy: textOf(at('issued_by_zh'), at('issued_by_en')),
      issued: at('issued'),
      status,
      known,
      note: at('note'),
    }
  })
}

const classificationColumns: Columns<'number' | 'taxonomy' | 'class' | 'primary' | 'by' | 'known' | 'note'> = {
  number: '编号',
  taxonomy: '体系',
  class: '类目',
  primary: '主类目',
  by: '归类人',
  known: '确知程度',
  note: '备注',
}

/** Who put which document into which class, a row each. */
export function readClassifications(text: string, file: string): Outcome<readonly Classification[]> {
  return readTable<keyof typeof classificationColumns, Classification>(
    text,
    file,
    classificationColumns,
    ({ cell: at }) => {
      const [primary, known] = [at('primary'), at('known')]
      if (at('number') === '' || at('class') === '') return { expected: 'number, class' }
      if (primary !== 'yes' && primary !== 'no') return { expected: 'primary: yes | no' }
      if (at('by') === '') return { expected: 'by: who' }
      if (!isKnown(known)) return expectedKnown
      return {
        number: at('number'),
        taxonomy: at('taxonomy'),
        class: at('class'),
        primary: primary === 'yes',
        by: at('by'),
        known,
        note: at('note'),
      }
    },
  )
}

const relationColumns: Columns<'from' | 'to' | 'type' | 'detail' | 'source' | 'known'> = {
  from: '文件',
  to: '相关文件',
  type: '关系',
  detail: '说明',
  source: '来源',
  known: '确知程度',
}

/** How documents stand to each other, a row each. */
export function readRelations(text: string, file: string): Outcome<readonly Relation[]> {
  return readTable<keyof typeof relationColumns, Relation>(text, file, relationColumns, ({ cell: at }) => {
    const type = relationTypes.find((t) => t === at('type'))
    const known = at('known')
    if (at('from') === '' || at('to') === '') return { expected: 'from, to' }
    if (type === undefined) return { expected: `type: ${relationTypes.join(' | ')}` }
    if (!isKnown(known)) return expectedKnown
    if (at('source') === '') return { expected: 'source' }
    return { from: at('from'), to: at('to'), type, detail: at('detail'), source: at('source'), known }
  })
}

/** How the classes of one system stand to those of another; the file is named `<from>--<to>.csv`, and its rows are those of a crosswalk. */
export function readMigration(name: string, text: string, file: string): Outcome<Migration> {
  const [from = '', to = ''] = name.replace(/\.csv$/, '').split('--')
  const mappings = readMappings(text, file)
  return mappings.ok ? done({ from, to, mappings: mappings.value }) : mappings
}
