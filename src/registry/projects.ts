import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { Holidays } from '../life/calendar.ts'
import type { Procedure } from '../life/procedure/procedure.ts'
import type { Act, Deed } from '../life/project/act.ts'
import { mayActOn } from '../life/project/may-act.ts'
import { documentsOf, isOpenToComments, projectAt } from '../life/project/project.ts'
import type { LifeRole } from '../life/roles.ts'
import type { Unit } from './unit.ts'

export interface ProjectRow {
  readonly id: string
  readonly procedure: string
  readonly title: Text
  readonly state: string
  readonly acts: number
  readonly number: string | null
  readonly changedAt: Date
}

/** What decides beside the project: the procedures that are known, and today with its holidays. */
export interface Rules {
  readonly procedures: ReadonlyMap<string, Procedure>
  readonly holidays: Holidays
  /** day, ISO 8601 */
  readonly today: string
}

export interface NewAct {
  readonly role: LifeRole
  readonly deed: Deed
  /** the day on which it counts; today if none is given, never later */
  readonly valid?: string
}

interface Seen {
  /** acts that the writer has seen: another in between refuses this one */
  readonly seen?: number
}

/** Acts of a project in the order in which they were written down. */
export async function actsOf({ db, org }: Unit, id: string): Promise<readonly Act[]> {
  const rows = await db
    .selectFrom('project_act')
    .select(['seq', 'by', 'role', sql<string>`valid::text`.as('valid'), 'recorded', 'deed'])
    .where('org_id', '=', org)
    .where('project_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as LifeRole, recorded: row.recorded.toISOString() }))
}

/** Of the organization, those changed last first. */
export async function projects({ db, org }: Unit): Promise<readonly ProjectRow[]> {
  const rows = await db
    .selectFrom('project')
    .select(['project_id', 'procedure', 'title', 'state', 'acts', 'number', 'changed_at'])
    .where('org_id', '=', org)
    .orderBy('changed_at', 'desc')
    .orderBy('project_id')
    .execute()
  return rows.map(({ project_id, changed_at, ...row }) => ({ ...row, id: project_id, changedAt: changed_at }))
}

export async function projectRow({ db, org }: Unit, id: string): Promise<ProjectRow | undefined> {
  const row = await db
    .selectFrom('project')
    .select(['project_id', 'procedure', 'title', 'state', 'acts', 'number', 'changed_at'])
    .where('org_id', '=', org)
    .where('project_id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.project_id,
      procedure: row.procedure,
      title: row.title,
      state: row.state,
      acts: row.acts,
      number: row.number,
      changedAt: row.changed_at,
    }
  )
}

/** Opens a project. Problems: procedure-unknown, and those of the proposal. */
export async function openProject(
  unit: Unit,
  rules: Rules,
  given: { readonly procedure: string; readonly role: LifeRole; readonly deed: Extract<Deed, { what: 'opened' }> },
): Promise<Outcome<string>> {
  const procedure = rules.procedures.get(given.procedure)
  if (procedure === undefined) return failed(unknownProcedure(given.procedure, rules))
  const id = randomUUID()
  const { db, org, person } = unit
  await db
    .insertInto('project')
    .values({
      org_id: org,
      project_id: id,
      procedure: procedure.id,
      title: JSON.stringify(given.deed.title),
      state: procedure.first,
      acts: 1,
      number: null,
      open_since: null,
      comment_draft: null,
      created_by: person,
    })
    .execute()
  await write(unit, id, 1, { role: given.role, deed: given.deed, valid: rules.today })
  return done(id)
}

/**
 * Writes down an act, if the project's procedure lets it be done on its day. Problems: project-unknown, changed-meanwhile, wrong-value (a day
 * to come), and everything that stands against it.
 */
export async function act(
  unit: Unit,
  rules: Rules,
  id: string,
  { seen, ...given }: NewAct & Seen,
): Promise<Outcome<{ readonly seq: number }>> {
  return acts(unit, rules, id, [given], seen === undefined ? {} : { seen })
}

/**
 * Writes down acts none of which rests on another, all or none of them; gives the number of the last. Problems: as of one act, each with the place
 * of its act.
 */
export async function acts(
  unit: Unit,
  rules: Rules,
  id: string,
  all: readonly NewAct[],
  { seen }: Seen = {},
): Promise<Outcome<{ readonly seq: number }>> {
  const { db, org, person, query } = unit
  const row = await db
    .selectFrom('project')
    .select(['procedure', 'acts'])
    .where('org_id', '=', org)
    .where('project_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const procedure = row && rules.procedures.get(row.procedure)
  if (row === undefined || procedure === undefined) return failed(unknownProject(id))
  if (seen !== undefined && seen !== row.acts) return failed(changedMeanwhile(seen, row.acts))
  const before = await actsOf(unit, id)
  const may = mayActOn(procedure, before)
  const given = all.map((a) => ({ ...a, valid: a.valid ?? rules.today }))
  const problems: Problem[] = []
  for (const [n, { role, deed, valid }] of given.entries()) {
    const number = deed.what === 'numbered' ? deed.number : may.now?.number
    const own = before.some((a) => a.deed.what === 'numbered' && a.deed.number === number)
    const taken = number !== undefined && !(own && deed.what !== 'numbered') && (await isGiven(query, number))
    const context = { day: valid, holidays: rules.holidays, numbers: new Set(taken ? [number] : []) }
    const found =
      valid > rules.today ? [dayToCome(valid, rules.today)] : may.against({ by: person, role, deed }, context)
    problems.push(...found.map((p) => (all.length > 1 ? { ...p, place: { ...p.place, path: `[${n}]` } } : p)))
  }
  if (problems.length > 0) return failed(...problems)
  for (const [n, each] of given.entries()) await write(unit, id, row.acts + n + 1, each)
  await summarize(unit, procedure, id, await actsOf(unit, id))
  return done({ seq: row.acts + given.length })
}

async function write(
  { db, org, person, record }: Unit,
  id: string,
  seq: number,
  given: Required<NewAct>,
): Promise<void> {
  const { role, deed, valid } = given
  await db
    .insertInto('project_act')
    .values({ org_id: org, project_id: id, seq, by: person, role, valid, deed: JSON.stringify(deed) })
    .execute()
  const said = deed.what === 'moved' ? { to: deed.to } : deed.what === 'numbered' ? { number: deed.number } : {}
  record({ what: seq === 1 ? 'project.opened' : 'project.act', project: id, act: seq, deed: deed.what, role, ...said })
}

/** What lists and the public are shown, from the acts. */
async function summarize({ db, org }: Unit, procedure: Procedure, id: string, acts: readonly Act[]): Promise<void> {
  const project = projectAt(procedure, acts)!
  const isOpen = isOpenToComments(procedure, project.state)
  await db
    .updateTable('project')
    .set({
      state: project.state,
      acts: acts.length,
      number: project.number ?? null,
      open_since: isOpen ? project.since : null,
      comment_draft: isOpen
        ? ((documentsOf(project).get('comment-draft') ?? documentsOf(project).get('draft'))?.sha256 ?? null)
        : null,
      changed_at: sql<Date>`now()`,
    })
    .where('org_id', '=', org)
    .where('project_id', '=', id)
    .execute()
}

const isGiven = async (query: Unit['query'], number: string): Promise<boolean> =>
  (await query<{ given: boolean }>('SELECT registry.number_given($1) AS given', [number])).rows[0]?.given === true

/** What the public may read of a project while it is open to comments, of any committee. */
export interface OpenProject {
  readonly id: string
  readonly org: string
  readonly title: Text
  readonly since: string
  readonly draft: string | null
}

export async function openToComments(query: Unit['query'], id?: string): Promise<readonly OpenProject[]> {
  const { rows } = await query<OpenProject>(
    `SELECT project_id::text AS id, org_id::text AS org, title, open_since::text AS since, comment_draft AS draft FROM registry.project
     WHERE open_since IS NOT NULL AND ($1::uuid IS NULL OR project_id = $1) ORDER BY open_since DESC, project_id LIMIT 500`,
    [id ?? null],
  )
  return rows
}

/** Comments that one project takes at most: beyond it somebody is doing mischief. */
const MOST_COMMENTS = 20_000

/** Somebody of the public comments on what is open. In the space of the committee. Problems: project-unknown, comments-full, and those of an act. */
export async function commentOn(
  unit: Unit,
  rules: Rules,
  id: string,
  given: Omit<Extract<Deed, { what: 'commented' }>, 'what' | 'comment'>,
): Promise<Outcome<string>> {
  const row = await projectRow(unit, id)
  if (row === undefined) return failed(unknownProject(id))
  if (row.acts > MOST_COMMENTS)
    return failed(
      problem(
        'comments-full',
        { zh: '意见过多，暂不接收', en: 'There are too many comments to take more' },
        { expected: `≤ ${MOST_COMMENTS}` },
      ),
    )
  const comment = randomUUID()
  const done_ = await act(unit, rules, id, { role: 'public', deed: { what: 'commented', comment, ...given } })
  return done_.ok ? done(comment) : done_
}

export const unknownProject = (got: string): Problem =>
  problem('project-unknown', { zh: '没有这个项目', en: 'There is no such project' }, { got })
const unknownProcedure = (got: string, { procedures }: Rules): Problem =>
  problem(
    'procedure-unknown',
    { zh: '没有这个程序', en: 'There is no such procedure' },
    { got, expected: [...procedures.keys()].join(' | ') },
  )
const changedMeanwhile = (got: number, expected: number): Problem =>
  problem(
    'changed-meanwhile',
    { zh: '他人已改动', en: 'Somebody has changed it since' },
    {
      expected: String(expected),
      got: String(got),
      next: { zh: '重新读取后再改', en: 'read it again, then change it' },
    },
  )
const dayToCome = (got: string, expected: string): Problem =>
  problem(
    'wrong-value',
    { zh: '不能登记将来的事', en: 'What is still to come is not written down' },
    { expected: `≤ ${expected}`, got },
  )
