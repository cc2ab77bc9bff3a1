import {
  type Author,
  confidences,
  type Mapping,
  type MappingSet,
  rationales,
  statuses,
} from '../../../crosswalk/mapping.ts'
import { relations } from '../../../crosswalk/relation.ts'
import { cell } from '../../../instruments/llm/bank/csv.ts'
import { type Columns, readTable } from '../../../instruments/records/table.ts'
import type { Outcome } from '../../../language/problem.ts'

type SetHeading = Omit<MappingSet, 'mappings'>

const setColumns: Columns<
  | 'id'
  | 'title_zh'
  | 'title_en'
  | 'source'
  | 'target'
  | 'version'
  | 'status'
  | 'method'
  | 'author'
  | 'authors'
  | 'reviewers'
  | 'licence'
  | 'publishable'
> = {
  id: '标识',
  title_zh: '中文标题',
  title_en: '英文标题',
  source: '源框架',
  target: '目标框架',
  version: '版本',
  status: '状态',
  method: '方法',
  author: '作者类别',
  authors: '作者',
  reviewers: '评审人',
  licence: '许可',
  publishable: '可公开',
}

const rowColumns: Columns<
  | 'id'
  | 'source'
  | 'relation'
  | 'target'
  | 'rationale'
  | 'strength'
  | 'confidence'
  | 'note_zh'
  | 'note_en'
  | 'known'
  | 'from'
> = {
  id: '行号',
  source: '源条款',
  relation: '关系',
  target: '目标条款',
  rationale: '依据',
  strength: '强度',
  confidence: '把握',
  note_zh: '中文理由',
  note_en: '英文理由',
  known: '确知程度',
  from: '来源',
}

const oneOf = <T extends string>(words: readonly T[], text: string): T | undefined => words.find((w) => w === text)
const split = (text: string) =>
  text
    .split(';')
    .map((x) => x.trim())
    .filter(Boolean)
const methods = ['human', 'automation', 'hybrid'] as const
const authors: readonly Author[] = ['official', 'plumbline', 'imported']
const known = ['seen', 'recalled', 'proposed'] as const
const stated = [...relations, 'related'] as const

/** The list of mapping sets (CSV). */
export function readSets(text: string, file: string): Outcome<readonly SetHeading[]> {
  return readTable<keyof typeof setColumns, SetHeading>(text, file, setColumns, ({ cell: at }) => {
    const status = oneOf(statuses, at('status'))
    const method = oneOf(methods, at('method'))
    const author = oneOf(authors, at('author'))
    if (at('id') === '' || at('source') === '' || at('target') === '') return { expected: 'id, source, target' }
    if (status === undefined) return { expected: `status: ${statuses.join(' | ')}` }
    if (method === undefined) return { expected: `method: ${methods.join(' | ')}` }
    if (author === undefined) return { expected: `author: ${authors.join(' | ')}` }
    return {
      id: at('id'),
      title: { zh: at('title_zh'), en: at('title_en') },
      source: at('source'),
      target: at('target'),
      version: at('version'),
      status,
      method,
      author,
      authors: split(at('authors')),
      reviewers: split(at('reviewers')),
      ...(at('licence') ? { licence: at('licence') } : {}),
      publishable: at('publishable') === 'yes',
    }
  })
}

/** The rows of one mapping set (CSV). Several requirements on one side are meant together and stand apart by `;`. */
export function readMappings(text: string, file: string): Outcome<readonly Mapping[]> {
  return readTable<keyof typeof rowColumns, Mapping>(text, file, rowColumns, ({ cell: at }) => {
    const relation = oneOf(stated, at('relation'))
    const rationale = at('rationale') === '' ? undefined : oneOf(rationales, at('rationale'))
    const confidence = oneOf(confidences, at('confidence'))
    const sure = oneOf(known, at('known'))
    const [source, target] = [split(at('source')), split(at('target'))]
    if (at('id') === '' || source.length === 0 || target.length === 0) return { expected: 'id, source, target' }
    if (relation === undefined) return { expected: `relation: ${stated.join(' | ')}` }
    if (at('rationale') !== '' && rationale === undefined) return { expected: `rationale: ${rationales.join(' | ')}` }
    if (confidence === undefined) return { expected: `confidence: ${confidences.join(' | ')}` }
    if (sure === undefined) return { expected: `known: ${known.join(' | ')}` }
    const strength = at('strength') === '' ? undefined : Number(at('strength'))
    if (strength !== undefined && !(strength >= 0 && strength <= 10)) return { expected: 'strength: 0-10' }
    const note = { ...(at('note_zh') ? { zh: at('note_zh') } : {}), ...(at('note_en') ? { en: at('note_en') } : {}) }
    return {
      id: at('id'),
      source,
      target,
      relation,
      ...(rationale ? { rationale } : {}),
      ...(note.zh || note.en ? { note } : {}),
      ...(strength === undefined ? {} : { strength }),
      confidence,
      known: sure,
      ...(at('from') ? { from: at('from') } : {}),
    }
  })
}

/** The list of sets as CSV, to be read again by readSets. */
export function writeSets(sets: readonly MappingSet[]): string {
  const rows = sets.map((s) => [
    s.id,
    s.title.zh ?? '',
    s.title.en ?? '',
    s.source,
    s.target,
    s.version,
    s.status,
    s.method,
    s.author,
    s.authors.join('; '),
    s.reviewers.join('; '),
    s.licence ?? '',
    s.publishable ? 'yes' : 'no',
  ])
  return [Object.keys(setColumns), ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}

/** The rows of a set as CSV, to be read again by readMappings. What other formats said beside is not in it. */
export function writeMappings(set: MappingSet): string {
  const rows = set.mappings.map((m) => [
    m.id,
    m.source.join('; '),
    m.relation,
    m.target.join('; '),
    m.rationale ?? '',
    m.strength === undefined ? '' : String(m.strength),
    m.confidence,
    m.note?.zh ?? '',
    m.note?.en ?? '',
    m.known,
    m.from ?? '',
  ])
  return [Object.keys(rowColumns), ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
}
