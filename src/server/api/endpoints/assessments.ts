import { z } from 'zod'
import { answer as answered } from '../../../registry/answers.ts'
import {
  begin,
  assessment as found,
  assessments as listed,
  pause,
  resume,
  select,
  unknownAssessment,
} from '../../../registry/assessments.ts'
import { decide, review } from '../../../registry/decisions.ts'
import { planView } from '../../../registry/plan-view.ts'
import { asTenant, type Unit } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { type Call, endpoint } from '../endpoint.ts'
import { granted, Refused, refusing } from '../refusals.ts'
import { answer, assessment, day, id, kind, page, paging, plan, report, state, words } from '../shapes.ts'
import { shownAssessment, shownReports } from '../shown.ts'
import { inSpaceOf } from '../space.ts'

const params = z.object({ id })
type Asked = Pick<Call<{ id: string }, unknown, unknown>, 'house' | 'actor' | 'params'>

/** Works on an assessment where it lies, which may be another organization's space, and shows it as it then is. */
async function working(call: Asked, may: 'read' | 'work', work: (unit: Unit) => Promise<unknown> = async () => {}) {
  const { house, params } = call
  const actor = await inSpaceOf(house.engine, call.actor, params.id, may)
  return asTenant(house.engine, actor, async (unit) => {
    await work(unit)
    const row = await found(unit, params.id)
    if (row === undefined) throw new Refused([unknownAssessment(params.id)])
    return shownAssessment(unit, row)
  })
}

export const assessments = [
  endpoint({
    method: 'POST',
    path: '/assessments',
    summary: 'Chooses a system, a standard and a day of judgement',
    needs: 'assessment.run',
    body: z.object({
      subject: id,
      version: z.number().int().min(1).optional(),
      standard: words(100),
      kind: kind.default('self'),
      date: day,
    }),
    answer: z.object({ id }),
    run: async ({ house, actor, body: { version, ...body } }) => {
      const given = { ...body, ...(version === undefined ? {} : { version }) }
      return { id: granted(await asTenant(house.engine, actor, (unit) => select(unit, given))) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/assessments',
    summary: 'Assessments of the organization, latest change first',
    needs: 'assessment.read',
    query: z.object({ ...paging, state: state.optional(), subject: id.optional() }),
    answer: page(assessment),
    run: async ({ house, actor, query: { cursor, limit, state, subject } }) => {
      const after = cursorFrom(cursor)
      return asTenant(house.engine, actor, async (unit) => {
        const rows = await listed(unit, {
          limit: limit + 1,
          ...(after ? { after } : {}),
          ...(state ? { state } : {}),
          ...(subject ? { subject } : {}),
        })
        const { items, next } = paged(
          rows,
          limit,
          (row) => row.assessment_id,
          (row) => row,
        )
        const shown = []
        for (const row of items) shown.push(await shownAssessment(unit, row))
        return { items: shown, next }
      })
    },
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:id',
    summary: 'An assessment with how far it is',
    needs: 'assessment.read',
    params,
    answer: assessment,
    run: (call) => working(call, 'read'),
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:id/plan',
    summary: 'What it asks of people and of instruments',
    needs: 'assessment.read',
    params,
    answer: plan,
    run: async ({ house, actor, params: { id } }) => {
      const view = granted(await planView(house, await inSpaceOf(house.engine, actor, id, 'read'), id))
      return {
        ...view,
        facts: { ...view.facts },
        findings: { ...view.findings },
        open: { facts: [...view.open.facts], findings: [...view.open.findings], measures: [...view.open.measures] },
        measures: [...view.measures],
        warnings: [...view.warnings],
        answers: view.answers.map(({ answered_by, answered_at, evidence, ...each }) => ({
          ...each,
          evidence: [...evidence],
          answeredBy: answered_by,
          answeredAt: answered_at.toISOString(),
        })),
      }
    },
  }),
  endpoint({
    method: 'PUT',
    path: '/assessments/:id/answers',
    summary: 'Answers of the questionnaire; null takes one back',
    needs: 'assessment.run',
    params,
    body: z.object({ answers: z.array(answer).max(1000) }),
    answer: assessment,
    run: (call) =>
      working(call, 'work', async (unit) => {
        if (!(await answered(unit, call.params.id, call.body.answers))) refusing('not-now')
      }),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/begin',
    summary: 'Begins measuring, or begins it again',
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await begin(unit, call.house.jobs, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/pause',
    summary: 'Stops measuring; what is measured stays',
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await pause(unit, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/resume',
    summary: 'Goes on measuring',
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await resume(unit, call.house.jobs, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/review',
    summary: 'Passes what was determined to decision, or sends it back',
    needs: 'assessment.review',
    params,
    body: z.object({ passed: z.boolean(), note: words(4000) }),
    answer: assessment,
    run: (call) =>
      working(call, 'work', async (unit) =>
        granted(await review(unit, call.params.id, call.body.passed, call.body.note)),
      ),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/decision',
    summary: 'Grants or refuses the attestation',
    needs: 'assessment.decide',
    params,
    body: z.object({
      granted: z.boolean(),
      reason: words(4000),
      from: day.optional(),
      until: day.optional(),
      surveillance: z.array(day).max(20).default([]),
    }),
    answer: assessment,
    run: (call) =>
      working(call, 'work', async (unit) => {
        const { from, until, ...body } = call.body
        const decision = { ...body, ...(from ? { from } : {}), ...(until ? { until } : {}) }
        granted(await decide(unit, call.params.id, decision))
      }),
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:id/reports',
    summary: 'Its reports, newest first',
    needs: 'assessment.read',
    params,
    answer: z.object({ items: z.array(report) }),
    run: async ({ house, actor, params: { id } }) => {
      const at = await inSpaceOf(house.engine, actor, id, 'read')
      return { items: await asTenant(house.engine, at, (unit) => shownReports(unit, { assessment: id })) }
    },
  }),
]
