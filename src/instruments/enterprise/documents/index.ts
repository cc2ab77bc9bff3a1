import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { done, failed, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import { yearFields } from '../filing/fields.ts'
import { readFiling } from '../filing/files/read.ts'
import { type DocumentParams, type DocumentsHead, type DocumentsResult, documentProduces } from './params.ts'
import { documentReducer, faultOf } from './reduce.ts'
import { type DocumentRow, documentRow } from './row.ts'

interface DocumentItem extends Item {
  readonly row: DocumentsHead | DocumentRow
}

/** Which document backs which item of a filing: files by hash, valid on the day, verified or not. */
export const documents: Instrument<DocumentParams, DocumentItem, DocumentsResult> = {
  ...documentReducer,
  title: { zh: '证明文件', en: 'documents that back a filing' },
  method: {
    title: {
      zh: '逐份核对文件是否在、散列值是否相同、当日是否有效，按项目计有依据的比例',
      en: 'document by document whether the file is there, has the declared hash and is valid on the day; the share of items that are backed',
    },
    source: 'Plumbline reference design',
  },
  produces: documentProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'filing'),
  async check(subject, { section }) {
    const found = await read(subject, section)
    if (!found.ok) return found.problems
    const { head, rows } = found.value
    const looked = await Promise.all(
      rows.map(async ({ row, place }) => ({ place, result: await look(row, subject.folder) })),
    )
    return looked.flatMap(({ place, result }) => {
      const fault = faultOf(result, head.on)
      return fault === undefined ? [] : [faulty(fault, result, head.on, place)]
    })
  },
  async *items(subject, { section }) {
    const found = await read(subject, section)
    if (!found.ok) throw new ProblemError(found.problems)
    const { head, rows } = found.value
    const id = head.sha256.slice(0, 12)
    yield { id: `head-${id}`, row: head }
    for (const [n, { row }] of rows.entries()) yield { id: `document-${n}-${id}`, row }
  },
  measure: async ({ row }, { subject }) => (row.kind === 'head' ? row : look(row, subject.folder)),
}

async function read(subject: Subject, section: string) {
  const filing = await readFiling(subject, section)
  if (!filing.ok) return filing
  const { file, sha256, record, read: parsed, where, on } = filing.value
  const facts = new Set(Object.keys(subject.facts))
  const last = parsed.filing.years.at(-1)!
  const filled = [
    ...Object.entries({ uscc: 1, district: 1, gbt4754: 1, registeredOn: parsed.filing.registeredOn }).flatMap(
      ([k, v]) => (v === null ? [] : [k]),
    ),
    ...yearFields.map((f) => f.key).filter((key) => last.amounts.has(key) || (last.counts.get(key) ?? 0) > 0),
    ...[...facts].filter((name) => subject.facts[name] === true),
  ]
  const given = record['documents'] ?? []
  const problems: Problem[] = []
  const rows = (Array.isArray(given) ? given : [given]).flatMap((one: unknown, i) => {
    const row = documentRow(one, facts)
    const path = (field: string) => where(field === '' ? `documents.${i}` : `documents.${i}.${field}`)
    if (!Array.isArray(row)) return [{ row: row as DocumentRow, place: path('file') }]
    for (const f of row)
      problems.push(
        problem(
          'document-row',
          { zh: '证明文件这一行填得不合格式', en: 'this row of documents does not have the right form' },
          { place: path(f.field), expected: f.expected, got: JSON.stringify(f.got)?.slice(0, 120) ?? 'nothing' },
        ),
      )
    return []
  })
  if (problems.length > 0) return failed<never>(...problems)
  const head: DocumentsHead = { kind: 'head', file, sha256, on, filled }
  return done({ head, rows }) satisfies Outcome<unknown>
}

/** The hash of the bytes that lie in the folder now; a path that leads out of it is not followed. */
async function look(row: DocumentRow, folder: string): Promise<Extract<DocumentsResult, { kind: 'document' }>> {
  const path = row.file === null ? undefined : await insidePath(folder, row.file)
  if (path === undefined || path === 'outside' || !(await stat(path)).isFile()) return { ...row, sha256: null }
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { ...row, sha256: hash.digest('hex') }
}

const says = {
  missing: ['document-missing', { zh: '文件不在对象文件夹里', en: "the file is not in the subject's folder" }],
  changed: ['document-changed', { zh: '文件与申报的散列值不符', en: 'the file does not have the declared hash' }],
  'not-yet': ['document-not-yet', { zh: '文件日期在评价日之后', en: 'the document is dated after the day' }],
  expired: ['document-expired', { zh: '文件已过有效期', en: 'the document is out of date' }],
  'no-file': ['document-no-file', { zh: '没有写文件', en: 'no file is named' }],
  nobody: ['document-nobody', { zh: '写明已核验而没有写核验方', en: 'verified, but not by whom' }],
} as const

function faulty(
  fault: keyof typeof says,
  d: Extract<DocumentsResult, { kind: 'document' }>,
  on: string,
  place: Problem['place'],
): Problem {
  const expected = { changed: d.declaredSha256, 'not-yet': `≤ ${on}`, expired: `≥ ${on}` } as Record<
    string,
    string | null
  >
  const [code, text] = says[fault]
  return warning(code, text, {
    place,
    ...(expected[fault] ? { expected: expected[fault] } : {}),
    got: { changed: d.sha256, 'not-yet': d.issuedOn, expired: d.validUntil }[fault as string] ?? d.file ?? 'nothing',
    next: { zh: '补上或更新文件；在此之前该项目没有依据', en: 'add or renew it; until then the item has no backing' },
  })
}
