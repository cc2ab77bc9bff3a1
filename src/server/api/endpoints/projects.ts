import { z } from 'zod'
import { chinaHolidays } from '../../../assessment/calendar.ts'
import { toCsv } from '../../../exchange/catalogue/tables.ts'
import { commentTable, tableForms } from '../../../exchange/comment-table.ts'
import { procedures } from '../../../exchange/life.ts'
import { writeWorkbook } from '../../../exchange/tables/workbook.ts'
import { failed } from '../../../language/problem.ts'
import { presets } from '../../../life/ballot/presets.ts'
import { checkComposition } from '../../../life/committee/committee.ts'
import type { Procedure } from '../../../life/procedure/procedure.ts'
import type { Deed } from '../../../life/project/act.ts'
import { projectAt } from '../../../life/project/project.ts'
import { board, scorecard } from '../../../life/reports/board.ts'
import { type LifeRole, lifeRoles } from '../../../life/roles.ts'
import { committeeMembers, keepMember, removeMember } from '../../../registry/committee.ts'
import { unheld } from '../../../registry/evidence/held.ts'
import {
  act,
  actsOf,
  commentOn,
  projects as listed,
  openProject,
  openToComments,
  projectRow,
  type Rules,
} from '../../../registry/projects.ts'
import { asAnyone, asTenant, type Unit } from '../../../registry/unit.ts'
import type { MemberRole } from '../../sign-in/roles.ts'
import { bytesAnswer, fileAnswer } from '../bytes.ts'
import { endpoint } from '../endpoint.ts'
import {
  commentDraft,
  committeeMember,
  deed,
  openedDeed,
  procedure as procedureShape,
  project,
  projectLine,
  role,
  scorecard as scorecardShape,
  submitted,
} from '../life-shapes.ts'
import { lineShown, projectShown } from '../project-shown.ts'
import { granted, refusing } from '../refusals.ts'
import { count, day, id, problem, time } from '../shapes.ts'
import { chinaToday } from '../today.ts'

const params = z.object({ id })

let holidays: ReturnType<typeof chinaHolidays> | undefined
/** The rules of today, in the time of China: a day of a procedure is a day there. */
function rules(): Rules {
  const today = chinaToday()
  if (holidays === undefined || holidays.off.every((d) => d.slice(0, 4) < today.slice(0, 4)))
    holidays = chinaHolidays(today)
  return { procedures: procedures(), holidays, today }
}

/** As what somebody may act in a project: those who lead the committee record what others did, too, and that is said with it. */
const mayActAs: Readonly<Record<MemberRole, readonly LifeRole[]>> = {
  owner: lifeRoles,
  manager: lifeRoles,
  measurer: ['drafting-lead', 'drafter', 'member'],
  reviewer: ['member'],
  viewer: [],
}

const procedureShown = ({
  states,
  transitions,
  documents,
  ballot,
  ...p
}: Procedure): z.input<typeof procedureShape> => {
  const { title, known, basis } = presets[ballot]!
  return {
    id: p.id,
    edition: p.edition,
    title: p.title,
    note: p.note,
    review: { ...p.review },
    ballot: { id: ballot, title, known, basis },
    documents: Object.fromEntries(documents),
    states: [...states.values()].map(({ limit, by, documents: own, ...s }) => ({
      ...s,
      by: [...by],
      documents: [...own],
      limit: limit ?? null,
    })),
    transitions: transitions.map((t) => ({
      ...t,
      by: [...t.by],
      guards: t.guards.map((g) => ({ ...g, with: { ...g.with } })),
    })),
  }
}

async function found(unit: Unit, id: string) {
  const row = await projectRow(unit, id)
  const procedure = row && procedures().get(row.procedure)
  return row && procedure ? { row, procedure, acts: await actsOf(unit, id) } : refusing('not-found', { got: id })
}

/** The life of standards: projects of a committee, who is on it, and what the public says of its drafts. */
export const projects = [
  endpoint({
    method: 'GET',
    path: '/procedures',
    summary: {
      zh: '制定标准的程序：状态、条件、期限及其依据',
      en: 'Ways of making standards: states, conditions, limits and where they are from',
    },
    needs: 'nothing',
    answer: z.object({ items: z.array(procedureShape) }),
    run: async () => ({ items: [...procedures().values()].map(procedureShown) }),
  }),
  endpoint({
    method: 'GET',
    path: '/projects',
    summary: { zh: '本委员会的标准项目，先列逾期的', en: 'Projects of the committee, late ones first' },
    needs: 'draft.read',
    answer: z.object({ items: z.array(projectLine), scorecards: z.array(scorecardShape) }),
    run: async ({ house, actor }) => {
      const now = rules()
      const kept = await asTenant(house.engine, actor, async (unit) => {
        const all = []
        for (const row of await listed(unit)) {
          const procedure = now.procedures.get(row.procedure)
          const p = procedure && projectAt(procedure, await actsOf(unit, row.id))
          if (procedure && p) all.push({ row, procedure, p })
        }
        return all
      })
      const used = [...new Set(kept.map(({ procedure }) => procedure))]
      const lines = used.flatMap((procedure) => {
        const own = new Map(kept.filter((k) => k.procedure === procedure).map(({ p, row }) => [p, row]))
        return board(procedure, [...own.keys()], now.today, now.holidays).map(({ project: p, next }) => ({
          due: next?.due ?? '9',
          line: lineShown(own.get(p)!, procedure, p, now),
        }))
      })
      return {
        items: lines.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)).map(({ line }) => line),
        scorecards: used.map((procedure) => ({
          procedure: procedure.id,
          title: procedure.title,
          ...scorecard(
            procedure,
            kept.filter((k) => k.procedure === procedure).map(({ p }) => p),
            now.today,
            now.holidays,
          ),
        })),
      }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/projects',
    summary: { zh: '提出一个标准项目', en: 'Opens a project' },
    problems: ['procedure-unknown'],
    needs: 'standard.draft',
    body: z.object({ procedure: z.string().max(100), role: role.default('secretariat'), deed: openedDeed }),
    answer: z.object({ id }),
    run: async ({ house, actor, principal, body }) => {
      if (!mayActAs[principal.role].includes(body.role)) return refusing('not-allowed', { got: body.role })
      return {
        id: granted(
          await asTenant(house.engine, actor, (unit) =>
            openProject(unit, rules(), { ...body, deed: defined(body.deed) }),
          ),
        ),
      }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/projects/:id',
    summary: {
      zh: '一个项目的全貌：可查某日的状态，以及当时所知的',
      en: 'All of a project: as of a day, and as it was known at a moment',
    },
    problems: ['not-found'],
    needs: 'draft.read',
    params,
    query: z.object({ on: day.optional(), known: time.optional() }),
    answer: project,
    run: async ({ house, actor, principal, params: { id }, query: { on, known } }) =>
      asTenant(house.engine, actor, async (unit) => {
        const { row, procedure, acts } = await found(unit, id)
        const member = (await committeeMembers(unit)).find((m) => m.person === principal.person)?.id
        const keepsFile = principal.role === 'owner' || principal.role === 'manager'
        const viewer = { member, keepsFile, roles: mayActAs[principal.role] }
        const asOf = { ...(on === undefined ? {} : { valid: on }), ...(known === undefined ? {} : { recorded: known }) }
        return (
          projectShown(row, procedure, acts, rules(), viewer, asOf) ?? refusing('not-found', { got: on ?? known ?? id })
        )
      }),
  }),
  endpoint({
    method: 'POST',
    path: '/projects/:id/acts',
    summary: {
      zh: '登记一件事；不满足条件时说明缺什么',
      en: 'Writes down an act; where something stands against it, everything that does is said',
    },
    problems: ['project-unknown', 'changed-meanwhile', 'wrong-value', 'evidence-not-held', '*'],
    needs: 'draft.comment',
    params,
    body: z.object({
      role,
      deed,
      /** the day on which it counts; today if none is given */
      valid: day.optional(),
      /** acts that were seen: another in between refuses this one */
      seen: count.optional(),
    }),
    answer: z.object({ seq: z.number() }),
    run: async ({ house, actor, principal, params: { id }, body }) => {
      if (!mayActAs[principal.role].includes(body.role)) return refusing('not-allowed', { got: body.role })
      const { valid, seen, ...rest } = body
      const given = {
        ...rest,
        deed: defined(rest.deed),
        ...(valid === undefined ? {} : { valid }),
        ...(seen === undefined ? {} : { seen }),
      }
      return granted(
        await asTenant(house.engine, actor, async (unit) => {
          // a vote is one's own; a paper that somebody gave by hand is written down by who keeps the file
          if (given.deed.what === 'voted' && principal.role !== 'owner' && principal.role !== 'manager') {
            const own = (await committeeMembers(unit)).find((m) => m.person === principal.person)
            if (own?.id !== given.deed.member) return refusing('not-allowed', { got: given.deed.member })
          }
          const missing = await unheld(unit, house.evidence, filesOf(given.deed))
          return missing.length > 0 ? failed<{ seq: number }>(...missing) : act(unit, rules(), id, given)
        }),
      )
    },
  }),
  endpoint({
    method: 'GET',
    path: '/projects/:id/comments',
    summary: { zh: '意见汇总处理表（XLSX 或 CSV）', en: 'The table of comments and their disposition (XLSX or CSV)' },
    problems: ['not-found'],
    needs: 'draft.read',
    params,
    query: z.object({
      as: z.enum(['xlsx', 'csv']).default('xlsx'),
      form: z.enum(tableForms).default('national'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    gives: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    run: async ({ house, actor, params: { id }, query: { as, form, lang } }) => {
      const p = await asTenant(house.engine, actor, async (unit) => {
        const { procedure, acts } = await found(unit, id)
        return projectAt(procedure, acts)
      })
      const table = commentTable(p?.comments ?? [], form, lang)
      return as === 'csv'
        ? fileAnswer(new TextEncoder().encode(toCsv(table)), `comments.${lang}.csv`, 'text/csv; charset=utf-8')
        : fileAnswer(
            await writeWorkbook([table]),
            `comments.${lang}.xlsx`,
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          )
    },
  }),
  endpoint({
    method: 'GET',
    path: '/committee',
    summary: {
      zh: '委员名单，以及组成是否合规',
      en: 'Who is on the committee, and whether it is composed as the rules have it',
    },
    needs: 'draft.read',
    answer: z.object({ items: z.array(committeeMember), problems: z.array(problem) }),
    run: async ({ house, actor }) => {
      const members = await asTenant(house.engine, actor, committeeMembers)
      return { items: members.map((m) => ({ ...m })), problems: [...checkComposition(members, rules().today)] }
    },
  }),
  endpoint({
    method: 'PUT',
    path: '/committee/:id',
    summary: { zh: '保存一位委员', en: 'Keeps a member of the committee' },
    problems: ['member-person-twice', 'wrong-value'],
    needs: 'committee.manage',
    params,
    body: committeeMember.omit({ id: true }),
    answer: z.object({}),
    run: async ({ house, actor, params: { id }, body }) => {
      if (body.until < body.from) return refusing('request-malformed', { place: { path: 'until' }, got: body.until })
      granted(await asTenant(house.engine, actor, (unit) => keepMember(unit, { id, ...body })))
      return {}
    },
  }),
  endpoint({
    method: 'POST',
    path: '/committee/:id/remove',
    summary: { zh: '移除一位委员；已投的票保留', en: 'Takes a member off the committee; what they voted stays' },
    problems: ['not-found'],
    needs: 'committee.manage',
    params,
    answer: z.object({}),
    run: async ({ house, actor, params: { id } }) =>
      (await asTenant(house.engine, actor, (unit) => removeMember(unit, id))) ? {} : refusing('not-found', { got: id }),
  }),
  endpoint({
    method: 'GET',
    path: '/comment-drafts',
    summary: { zh: '正在公开征求意见的标准', en: 'Standards that are open to comments' },
    needs: 'nothing',
    answer: z.object({ items: z.array(commentDraft) }),
    run: async ({ house }) => ({ items: await openOnes(house) }),
  }),
  endpoint({
    method: 'GET',
    path: '/comment-drafts/:id/draft',
    summary: { zh: '征求意见稿', en: 'The draft that is open to comments' },
    problems: ['not-found', 'evidence-unknown'],
    needs: 'nothing',
    params,
    gives: 'application/octet-stream',
    run: async ({ house, c, params: { id } }) => {
      const [open] = await asAnyone(house.engine, (_, query) => openToComments(query, id))
      if (open === undefined || open.draft === null) return refusing('not-found', { got: id })
      return bytesAnswer(c, house, open.org, open.draft, {
        name: `draft-${id.slice(0, 8)}`,
        mediaType: 'application/octet-stream',
      })
    },
  }),
  endpoint({
    method: 'POST',
    path: '/comment-drafts/:id/comments',
    summary: { zh: '任何人都可提出意见，不需要账号', en: 'Anybody may comment, without an account' },
    problems: ['not-found', 'comments-full', 'life-not-open-to-comments'],
    needs: 'nothing',
    params,
    body: submitted,
    answer: z.object({ comment: id }),
    run: async ({ house, hall, params: { id }, body }) => {
      const [open] = await asAnyone(house.engine, (_, query) => openToComments(query, id))
      if (open === undefined) return refusing('not-found', { got: id })
      const at = { org: open.org, person: 'public' }
      const comment = granted(await asTenant(house.engine, at, (unit) => commentOn(unit, rules(), id, body)))
      await hall.note(open.org)
      return { comment }
    },
  }),
]

async function openOnes(house: Parameters<Parameters<typeof endpoint>[0]['run']>[0]['house']) {
  return asAnyone(house.engine, async (db, query) => {
    const open = await openToComments(query)
    const offices = await db
      .selectFrom('organization')
      .select(['org_id', 'name_zh', 'name_en'])
      .where('kind', '=', 'committee')
      .execute()
    return open.map(({ id, org, title, since, draft }) => {
      const office = offices.find((o) => o.org_id === org)
      return {
        id,
        committee: { zh: office?.name_zh ?? '', en: office?.name_en ?? '' },
        title,
        since,
        hasDraft: draft !== null,
      }
    })
  })
}

/** Files that an act names: they are kept before they are named. */
function filesOf(d: Deed): readonly { readonly sha256: string; readonly place: string }[] {
  if (d.what === 'handed') return [{ sha256: d.sha256, place: d.kind }]
  if (d.what === 'met') return [{ sha256: d.minutes, place: 'minutes' }]
  return d.what === 'published'
    ? [
        { sha256: d.announcement, place: 'announcement' },
        { sha256: d.text, place: 'text' },
      ]
    : []
}

/** Without the words that were left out, which JSON would not carry either. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined)) as never
}
