import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type SubjectFile, subjectFrom } from '../assessment/subject.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { SubjectFileRef } from './database.ts'
import { isPlainText } from './plain-text.ts'
import type { Unit } from './unit.ts'

export interface SubjectRow {
  readonly subject_id: string
  /** as its description calls it, once in an organization */
  readonly name: string
  readonly title: Text
  /** of the latest version */
  readonly version: string
  readonly versions: number
  readonly created_at: Date
  /** when it was put away */
  readonly archived_at: Date | null
}

/**
 * Keeps a description (the text of a subject file) and its files as the next version of the subject that it names, which is made where there is none. The same again
 * is no new version. Problems: those of the description; file-unknown (a file is no evidence here), path-outside, file-twice.
 */
export async function keepVersion(
  unit: Unit,
  description: string,
  files: readonly SubjectFileRef[],
): Promise<Outcome<{ readonly subject: string; readonly number: number; readonly read: SubjectFile }>> {
  const read = subjectFrom('subject.yaml', description, '.')
  if (!read.ok) return read
  const { id: name, title, version } = read.value.subject
  const problems = [...unkept({ name, version, title }), ...misplaced(files), ...(await unknown(unit, files))]
  if (problems.length > 0) return failed(...problems)
  const { db, org, person } = unit
  const subject = await subjectNamed(unit, name, title)
  const kept = JSON.stringify(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
  const latest = await db
    .selectFrom('subject_version')
    .select(['number', 'description', sql<boolean>`files = ${kept}::jsonb`.as('same')])
    .where('org_id', '=', org)
    .where('subject_id', '=', subject)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (latest?.same && latest.description === description)
    return done({ subject, number: latest.number, read: read.value }, read.warnings)
  const number = (latest?.number ?? 0) + 1
  await db
    .insertInto('subject_version')
    .values({ org_id: org, subject_id: subject, number, label: version, description, files: kept, created_by: person })
    .execute()
  unit.record({ what: 'subject.version-kept', subject, number, name })
  return done({ subject, number, read: read.value }, read.warnings)
}

/** The row is locked, so that two who keep a version at once get two numbers. */
async function subjectNamed({ db, org, person }: Unit, name: string, title: Text): Promise<string> {
  const made = await db
    .insertInto('subject')
    .values({ org_id: org, subject_id: randomUUID(), name, title: JSON.stringify(title), created_by: person })
    .onConflict((c) => c.columns(['org_id', 'name']).doUpdateSet({ title: JSON.stringify(title), archived_at: null }))
    .returning('subject_id')
    .executeTakeFirstOrThrow()
  return made.subject_id
}

/** By name; those put away too with `archived`, or `only` those. */
export function subjects({ db, org }: Unit, archived: boolean | 'only' = false): Promise<readonly SubjectRow[]> {
  return db
    .selectFrom('subject as s')
    .innerJoin('subject_version as v', (j) =>
      j.onRef('v.org_id', '=', 's.org_id').onRef('v.subject_id', '=', 's.subject_id'),
    )
    .select(['s.subject_id', 's.name', 's.title', 's.created_at', 's.archived_at'])
    .select([
      sql<string>`(array_agg(v.label ORDER BY v.number DESC))[1]`.as('version'),
      sql<number>`count(*)::int`.as('versions'),
    ])
    .where('s.org_id', '=', org)
    .$if(archived === false, (q) => q.where('s.archived_at', 'is', null))
    .$if(archived === 'only', (q) => q.where('s.archived_at', 'is not', null))
    .groupBy(['s.subject_id', 's.name', 's.title', 's.created_at', 's.archived_at'])
    .orderBy('s.name')
    .execute()
}

export function versionsOf({ db, org }: Unit, subject: string) {
  return db
    .selectFrom('subject_version')
    .select(['number', 'label', 'description', 'files', 'created_by', 'created_at'])
    .where('org_id', '=', org)
    .where('subject_id', '=', subject)
    .orderBy('number', 'desc')
    .execute()
}

/** Put away, or brought back; nothing that rests on it changes. False where there is none. */
export async function archive(unit: Unit, subject: string, away: boolean): Promise<boolean> {
  const { numUpdatedRows } = await unit.db
    .updateTable('subject')
    .set({ archived_at: away ? sql`now()` : null })
    .where('org_id', '=', unit.org)
    .where('subject_id', '=', subject)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  unit.record({ what: away ? 'subject.archived' : 'subject.restored', subject })
  return true
}

/** YAML can spell characters that its own text has not; an index holds names of some length. */
function unkept({ name, version, title }: { name: string; version: string; title: Text }): readonly Problem[] {
  const wrong = (path: string, expected: string) =>
    problem(
      'wrong-value',
      { zh: '描述中有不能保存的内容', en: 'The description holds what cannot be kept' },
      { place: { file: 'subject.yaml', path }, expected },
    )
  const texts = { id: name, version, 'title.zh': title.zh ?? '', 'title.en': title.en ?? '' }
  return [
    ...Object.entries(texts)
      .filter(([, text]) => !isPlainText(text))
      .map(([path]) => wrong(path, 'no character zero, no half of a character')),
    ...(name.length > 200 ? [wrong('id', '<= 200')] : []),
  ]
}

/** Whether a path is a name within the subject's folder: no way out, no hidden place. */
const isInside = (path: string): boolean =>
  path.length <= 300 &&
  path
    .split('/')
    .every(
      (part) =>
        /^[^\\/:*?"<>|\p{Cc}\p{Surrogate}]+$/u.test(part) && !/^\.\.?$/.test(part) && Buffer.byteLength(part) <= 200,
    )

/** Whether what people fill in later may lie there: inside of the folder, and not its description. */
export const mayHoldReviews = (path: string): boolean => isInside(path) && path !== 'subject.yaml'

/** Paths are names within the subject's folder, and nothing twice. */
function misplaced(files: readonly SubjectFileRef[]): readonly Problem[] {
  const problems: Problem[] = []
  const seen = new Set(['subject.yaml'])
  // what is a file cannot be a folder too
  const names = new Set(['subject.yaml', ...files.map(({ path }) => path)])
  for (const { path } of files) {
    if (!isInside(path))
      problems.push(
        problem(
          'path-outside',
          { zh: '文件名不可用', en: 'This is no usable name of a file' },
          { place: { file: path }, expected: 'folder/file.ext' },
        ),
      )
    if (seen.has(path) || parents(path).some((folder) => names.has(folder)))
      problems.push(
        problem(
          'file-twice',
          { zh: '同一文件名给了两次', en: 'Two files have the same name' },
          { place: { file: path } },
        ),
      )
    seen.add(path)
  }
  return problems
}

const parents = (path: string) =>
  path
    .split('/')
    .map((_, i, parts) => parts.slice(0, i).join('/'))
    .filter(Boolean)

async function unknown({ db, org }: Unit, files: readonly SubjectFileRef[]): Promise<readonly Problem[]> {
  if (files.length === 0) return []
  const rows = await db
    .selectFrom('evidence')
    .select('sha256')
    .where('org_id', '=', org)
    .where('sha256', 'in', [...new Set(files.map((f) => f.sha256))])
    .execute()
  const known = new Set(rows.map((row) => row.sha256))
  return files
    .filter((f) => !known.has(f.sha256))
    .map((f) =>
      problem(
        'file-unknown',
        { zh: '尚未上传这个文件', en: 'This file has not been uploaded' },
        { place: { file: f.path }, got: f.sha256, next: { zh: '先上传，再引用', en: 'upload it first, then name it' } },
      ),
    )
}
