import { z } from 'zod'
import { conclude, demand, correctiveActions as listed, mend } from '../../../registry/corrective-actions.ts'
import { asTenant } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { granted } from '../refusals.ts'
import { correctiveAction, day, id, page, paging, sha256, words } from '../shapes.ts'
import { inSpaceOf } from '../space.ts'

const params = z.object({ id })
type Row = Awaited<ReturnType<typeof listed>>[number]

const shown = (row: Row): z.input<typeof correctiveAction> => ({
  id: row.action_id,
  org: row.org_id,
  performer: row.performer_org,
  assessment: row.assessment_id,
  clause: row.clause,
  finding: row.finding,
  due: row.due,
  overdue: row.overdue,
  state: row.state,
  answer: row.answer,
  evidence: [...row.evidence],
  answeredAt: row.answered_at?.toISOString() ?? null,
  note: row.note,
  concludedAt: row.concluded_at?.toISOString() ?? null,
  reopened: row.reopened,
  createdAt: row.created_at.toISOString(),
})

/** What is to be mended after an inspection. */
export const correctiveActions = [
  endpoint({
    method: 'POST',
    path: '/assessments/:id/corrective-actions',
    summary: {
      zh: '检查决定之后，列出需整改的问题及期限',
      en: 'After the decision of an inspection: what is to be mended, and until when',
    },
    problems: ['assessment-unknown', 'not-now', 'wrong-value'],
    needs: 'inspection.order',
    params,
    body: z.object({
      items: z
        .array(z.object({ clause: words(200), finding: words(4000), due: day }))
        .min(1)
        .max(200),
    }),
    answer: z.object({ ids: z.array(id) }),
    run: async ({ house, hall, actor, params: { id }, body: { items } }) => {
      const at = await inSpaceOf(house.engine, actor, id, 'work')
      const of = { assessment: id, by: actor.org }
      const ids = [...granted(await asTenant(house.engine, at, (unit) => demand(unit, of, items)))]
      await hall.note(at.org)
      return { ids }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/corrective-actions',
    summary: {
      zh: '整改事项：本组织应整改的（own），或要求他人整改的（demanded）',
      en: 'Corrective actions: what the organization has to mend (own), or asked others to (demanded)',
    },
    needs: 'assessment.read',
    query: z.object({
      ...paging,
      side: z.enum(['own', 'demanded']).default('own'),
      assessment: id.optional(),
      overdue: z.enum(['true', 'false']).optional(),
    }),
    answer: page(correctiveAction),
    run: async ({ house, actor, query: { cursor, limit, side, assessment, overdue } }) => {
      const after = cursorFrom(cursor)
      const rows = await asTenant(house.engine, actor, (unit) =>
        listed(unit, {
          side,
          limit: limit + 1,
          ...(after ? { after } : {}),
          ...(assessment ? { assessment } : {}),
          ...(overdue ? { overdue: overdue === 'true' } : {}),
        }),
      )
      return paged(rows, limit, (row) => row.action_id, shown)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/corrective-actions/:id/answer',
    summary: { zh: '企业说明如何整改，并附证据', en: 'The company says what it did, with evidence' },
    problems: ['not-now', 'evidence-not-held'],
    needs: 'inspection.answer',
    params,
    body: z.object({ answer: words(4000), evidence: z.array(sha256).max(50).default([]) }),
    answer: z.object({}),
    run: async ({ house, hall, actor, params: { id }, body }) => {
      granted(await asTenant(house.engine, actor, (unit) => mend(unit, house.evidence, id, body)))
      await hall.note(actor.org)
      return {}
    },
  }),
  endpoint({
    method: 'POST',
    path: '/corrective-actions/:id/conclusion',
    summary: {
      zh: '监管方确认完成，或退回并可改期',
      en: 'The regulator closes it, or gives it back, perhaps with a new day',
    },
    problems: ['not-now', 'wrong-value'],
    needs: 'inspection.order',
    params,
    body: z.object({ closed: z.boolean(), note: words(4000), due: day.optional() }),
    answer: z.object({}),
    run: async ({ house, hall, actor, params: { id }, body: { due, ...body } }) => {
      const { company } = granted(
        await conclude(house.engine, actor, id, { ...body, ...(due === undefined ? {} : { due }) }),
      )
      await hall.note(company)
      return {}
    },
  }),
]
