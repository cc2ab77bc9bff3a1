import { z } from 'zod'
import { ask, requests as listed, respond, withdraw } from '../../../registry/requests.ts'
import { asAnyone, asTenant } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { count, day, id, office, page, paging, request, words } from '../shapes.ts'

const params = z.object({ id })
const yesNo = z.enum(['true', 'false']).optional()

export const requests = [
  endpoint({
    method: 'GET',
    path: '/offices',
    summary: { zh: '可以委托的实验室和主管部门', en: 'Laboratories and authorities that one may turn to' },
    needs: 'member',
    answer: z.object({ items: z.array(office) }),
    run: async ({ house }) => {
      const rows = await asAnyone(house.engine, (db) =>
        db
          .selectFrom('organization')
          .select(['org_id', 'kind', 'name_zh', 'name_en'])
          .where('kind', 'in', ['laboratory', 'regulator'])
          .orderBy('name_zh')
          .execute(),
      )
      return {
        items: rows.map((row) => ({ id: row.org_id, kind: row.kind, name: { zh: row.name_zh, en: row.name_en } })),
      }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/requests',
    summary: { zh: '委托实验室或主管部门评价', en: 'Asks a laboratory or an authority for an assessment' },
    problems: ['subject-unknown', 'performer-unknown', 'standard-unknown'],
    needs: 'request.send',
    body: z.object({
      performer: id,
      subject: id,
      version: count.optional(),
      standard: words(100),
      message: words(4000),
    }),
    answer: z.object({ id }),
    run: async ({ house, hall, actor, body: { version, ...body } }) => {
      const given = { ...body, ...(version === undefined ? {} : { version }) }
      const id = granted(await asTenant(house.engine, actor, (unit) => ask(unit, given)))
      await hall.note(actor.org)
      return { id }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/requests',
    summary: {
      zh: '本组织发出或收到的委托和检查',
      en: 'Requests and inspections that the organization sent, or received',
    },
    needs: 'assessment.read',
    query: z.object({
      ...paging,
      side: z.enum(['sent', 'received']).default('sent'),
      kind: z.enum(['commission', 'inspection']).optional(),
      open: yesNo,
      overdue: yesNo,
    }),
    answer: page(request),
    run: async ({ house, actor, query: { side, cursor, limit, kind, open, overdue } }) => {
      const after = cursorFrom(cursor)
      const rows = await asTenant(house.engine, actor, (unit) =>
        listed(unit, {
          side,
          limit: limit + 1,
          ...(kind ? { kind } : {}),
          ...(open ? { open: open === 'true' } : {}),
          ...(overdue ? { overdue: overdue === 'true' } : {}),
          ...(after ? { after } : {}),
        }),
      )
      return paged(
        rows,
        limit,
        (row) => row.request_id,
        (row) => ({
          id: row.request_id,
          kind: row.kind,
          org: row.org_id,
          orgName: row.org_name,
          performer: row.performer_org,
          performerName: row.performer_name,
          subject: row.subject_id,
          version: row.version_number,
          subjectTitle: row.subject_title,
          standard: row.standard_hash,
          message: row.message,
          state: row.state,
          answer: row.answer,
          assessment: row.assessment_id,
          basis: row.basis,
          due: row.due,
          overdue: row.overdue,
          createdAt: row.created_at.toISOString(),
          answeredAt: row.answered_at?.toISOString() ?? null,
          finishedAt: row.finished_at?.toISOString() ?? null,
        }),
      )
    },
  }),
  endpoint({
    method: 'POST',
    path: '/requests/:id/answer',
    summary: {
      zh: '接受或谢绝；接受后实验室即可进行评价',
      en: 'Accepts or declines; accepting opens the assessment to the laboratory',
    },
    problems: ['not-now', 'subject-unknown', 'standard-unknown', 'wrong-value'],
    needs: 'request.answer',
    params,
    body: z.object({ accept: z.boolean(), message: words(4000), date: day }),
    answer: z.object({ assessment: id.nullable() }),
    run: async ({ house, hall, actor, params: { id }, body }) => {
      const { org, assessment = null } = granted(await respond(house.engine, actor, id, body))
      await hall.note(org)
      return { assessment }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/requests/:id/withdraw',
    answer: z.object({}),
    summary: {
      zh: '撤回委托；已接受的，在出具报告之前可以撤回',
      en: 'Takes back a request; one that was accepted, until there is a report',
    },
    problems: ['not-now'],
    needs: 'request.send',
    params,
    run: async ({ house, actor, params: { id } }) => {
      const done = await asTenant(house.engine, actor, (unit) => withdraw(unit, id))
      return done.ok ? {} : refusing('not-now')
    },
  }),
]
