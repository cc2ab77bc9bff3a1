import { numberOf, scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { readTable } from '../files/table.ts'
import type { IdentificationAccess } from './access.ts'
import { Candidates } from './candidates.ts'

/** Who was searched for, by search. */
export interface Wanted {
  readonly id: string
  /** empty: not enrolled; several templates of one person in PyEER's form */
  readonly mates: ReadonlySet<string>
  /** whoever stood before the camera, where somebody says */
  readonly person: string
  readonly stratum: string
}

const listColumns = {
  search: { names: ['search_id', 'search', 'probe', 'probe_id', 'query', '检索编号', '检索'] },
  candidate: { names: ['candidate_id', 'candidate', 'gallery_id', 'template', '候选编号', '候选'] },
  score: { names: ['score', 'similarity', 'distance', '分数', '得分', '相似度', '距离'] },
  rank: { names: ['rank', '排名', '名次'], optional: true },
} as const

const truthColumns = {
  search: listColumns.search,
  subject: { names: ['subject_id', 'subject', 'mate', '人员编号', '人员', '本人'] },
  person: { names: ['person', 'person_id', '被检索人'], optional: true },
  stratum: { names: ['stratum', 'group', '分层', '组'], optional: true },
} as const

const galleryColumns = { candidate: listColumns.candidate, subject: truthColumns.subject } as const

const NOBODY: ReadonlySet<string> = new Set(['', 'none', 'null', 'na', 'n/a', '-', '无', '未注册'])

/** Reads candidates and who was searched for. Lines that cannot be read are refused by the source. */
export async function readLists(
  access: Extract<IdentificationAccess, { format: 'lists' }>,
  source: Source,
): Promise<{ candidates: Candidates; wanted: readonly Wanted[] }> {
  const gallery = access.gallery === undefined ? undefined : await readGallery(access.gallery, source)
  const enrolled = gallery && new Set(gallery.values())
  const candidates = new Candidates()
  const sign = access.polarity === 'distance' ? -1 : 1
  for (const file of [access.candidates].flat()) {
    const rows = readTable(source, file, listColumns, (row): Parsed<{ add: () => void }> => {
      const [search, candidate, score] = [row.cell('search'), row.cell('candidate'), scoreOf(row.cell('score'))]
      const rank = row.cell('rank') === '' ? Number.NaN : numberOf(row.cell('rank'))
      if (search === '') return { expected: 'search_id' }
      if (score === undefined) return { expected: 'score: a decimal number, or nothing', got: row.cell('score') }
      if (rank === undefined || rank < 0) return { expected: 'rank: a number from 0', got: row.cell('rank') }
      if (candidate !== '')
        return { add: () => candidates.add(search, gallery?.get(candidate) ?? candidate, score * sign, rank) }
      // a line without a candidate says that the search was answered, and that nobody was found
      if (!Number.isNaN(score)) return { expected: 'candidate_id' }
      return { add: () => candidates.answered(search) }
    })
    for await (const { add } of rows) add()
  }
  const seen = new Set<string>()
  const wanted: Wanted[] = []
  const truth = readTable(source, access.truth, truthColumns, (row): Parsed<Wanted> => {
    const [id, subject] = [row.cell('search'), row.cell('subject')]
    if (id === '') return { expected: 'search_id' }
    if (seen.has(id)) return { expected: 'search_id: not listed before', got: id }
    seen.add(id)
    const known = !NOBODY.has(subject.toLowerCase())
    const mates = known && (enrolled?.has(subject) ?? true) ? [subject] : []
    const person = row.cell('person') || (known ? subject : '')
    return { id, mates: new Set(mates), person, stratum: row.cell('stratum') }
  })
  for await (const one of truth) wanted.push(one)
  return { candidates, wanted }
}

async function readGallery(file: string, source: Source): Promise<ReadonlyMap<string, string>> {
  const gallery = new Map<string, string>()
  const rows = readTable(source, file, galleryColumns, (row): Parsed<{ candidate: string; subject: string }> => {
    const [candidate, subject] = [row.cell('candidate'), row.cell('subject')]
    if (candidate === '' || subject === '') return { expected: 'candidate_id, subject_id' }
    if (gallery.has(candidate)) return { expected: 'candidate_id: not listed before', got: candidate }
    return { candidate, subject }
  })
  for await (const { candidate, subject } of rows) gallery.set(candidate, subject)
  return gallery
}

/** PyEER's CMC files: a score a line, and the true pairs. Every query of the pairs is mated. */
export async function readPyeer(
  access: Extract<IdentificationAccess, { format: 'pyeer' }>,
  source: Source,
): Promise<{ candidates: Candidates; wanted: readonly Wanted[] }> {
  const candidates = new Candidates()
  const sign = access.polarity === 'distance' ? -1 : 1
  const lines = source.read(access.scores, (line): Parsed<{ query: string; template: string; score: number }> => {
    if (line.trim() === '') return undefined
    const [query, template, text, more] = line.trim().split(/\s+/)
    const score = scoreOf(text ?? '')
    if (template === undefined || text === undefined || more !== undefined) return { expected: 'query template score' }
    if (score === undefined)
      return { expected: 'score: a decimal number', column: line.lastIndexOf(text) + 1, got: text }
    return { query: query!, template, score }
  })
  for await (const { query, template, score } of lines) candidates.add(query, template, score * sign, Number.NaN)
  const mates = new Map<string, Set<string>>()
  const pairs = source.read(access.mates, (line): Parsed<{ query: string; template: string }> => {
    if (line.trim() === '') return undefined
    const [query, template, more] = line.trim().split(/\s+/)
    return template === undefined || more !== undefined ? { expected: 'query template' } : { query: query!, template }
  })
  for await (const { query, template } of pairs) {
    const own = mates.get(query)
    if (own) own.add(template)
    else mates.set(query, new Set([template]))
  }
  return { candidates, wanted: [...mates].map(([id, own]) => ({ id, mates: own, person: '', stratum: '' })) }
}
