import { z } from 'zod'
import { answer as answered } from '../../../registry/answers.ts'
import {
  begin,
  assessment as found,
  assessments as listed,
  lockedVersion,
  pause,
  resume,
  select,
  unknownAssessment,
} from '../../../registry/assessments.ts'
import type { AssessmentKind, OrganizationKind } from '../../../registry/database.ts'
import { decide, review } from '../../../registry/decisions.ts'
import { planView } from '../../../registry/plan-view.ts'
import { asTenant, type Unit } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { type Call, endpoint } from '../endpoint.ts'
import { granted, Refused, refusing } from '../refusals.ts'
import { answer, assessment, count, day, id, kind, page, paging, plan, report, state, words } from '../shapes.ts'
import { shownAssessment, shownReports } from '../shown.ts'
import { inSpaceOf } from '../space.ts'
import { matching, tagOf } from '../versions.ts'

const params = z.object({ id })

/** What an organization may call what it does itself: nobody is a third party to oneself (ISO/IEC 17000, 4.3 to 4.5). */
const kindsOf: Readonly<Record<OrganizationKind, readonly AssessmentKind[]>> = {
  company: ['self'],
  laboratory: ['third-party', 'self'],
  regulator: ['supervisory', 'third-party', 'self'],
  committee: ['self'],
  zone: ['self'],
  administrator: ['self'],
}

type Asked = Pick<Call<{ id: string }, unknown, unknown>, 'house' | 'actor' | 'params' | 'c'>

/**
 * Works on an assessment where it lies, which may be another organization's space, and shows it as it then is. With If-Match it is changed only
 * where it is as the reader saw it.
 */
async function working(call: Asked, may: 'read' | 'work', work: (unit: Unit) => Promise<unknown> = async () => {}) {
  const { house, params, c } = call
  const actor = await inSpaceOf(house.engine, call.actor, params.id, may)
  const shown = await asTenant(house.engine, actor, async (unit) => {
    const wanted = may === 'work' ? c.req.header('if-match') : undefined
    if (wanted !== undefined) matching(wanted, await lockedVersion(unit, params.id))
    await work(unit)
    const row = await found(unit, params.id)
    if (row === undefined) throw new Refused([unknownAssessment(params.id)])
    return shownAssessment(unit, row)
  })
  c.header('etag', tagOf(shown))
  return shown
}

export const assessments = [
  endpoint({
    method: 'POST',
    path: '/assessments',
    summary: { zh: '选定系统、标准和判定日期', en: 'Chooses a system, a standard and a day of judgement' },
    problems: ['subject-unknown', 'standard-unknown', 'wrong-value'],
    needs: 'assessment.run',
    body: z.object({
      subject: id,
      version: count.optional(),
      standard: words(100),
      kind: kind.default('self'),
      date: day,
    }),
    answer: z.object({ id }),
    run: async ({ house, actor, principal, body: { version, ...body } }) => {
      const allowed = kindsOf[principal.kind]
      if (!allowed.includes(body.kind)) refusing('not-allowed', { expected: allowed.join(', '), got: body.kind })
      const given = { ...body, ...(version === undefined ? {} : { version }) }
      return { id: granted(await asTenant(house.engine, actor, (unit) => select(unit, given))) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/assessments',
    summary: { zh: '本组织的评定，最近变动在前', en: 'Assessments of the organization, latest change first' },
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
    summary: { zh: '一次评定及其进度', en: 'An assessment with how far it is' },
    problems: ['assessment-unknown'],
    needs: 'assessment.read',
    params,
    answer: assessment,
    run: (call) => working(call, 'read'),
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:id/plan',
    summary: { zh: '它需要人回答什么、仪器测量什么', en: 'What it asks of people and of instruments' },
    problems: ['assessment-unknown', '*'],
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
    headers: { 'If-Match': 'optional' },
    path: '/assessments/:id/answers',
    summary: { zh: '问卷的回答；null 表示撤回', en: 'Answers of the questionnaire; null takes one back' },
    problems: ['assessment-unknown', 'not-now', 'changed-meanwhile'],
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
    headers: { 'If-Match': 'optional' },
    summary: { zh: '开始测量，或重新开始', en: 'Begins measuring, or begins it again' },
    problems: ['assessment-unknown', 'not-now', 'changed-meanwhile'],
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await begin(unit, call.house.jobs, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/pause',
    headers: { 'If-Match': 'optional' },
    summary: { zh: '暂停测量；已测的保留', en: 'Stops measuring; what is measured stays' },
    problems: ['assessment-unknown', 'not-now', 'changed-meanwhile'],
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await pause(unit, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/resume',
    headers: { 'If-Match': 'optional' },
    summary: { zh: '继续测量', en: 'Goes on measuring' },
    problems: ['assessment-unknown', 'not-now', 'changed-meanwhile'],
    needs: 'assessment.run',
    params,
    answer: assessment,
    run: (call) => working(call, 'work', async (unit) => granted(await resume(unit, call.house.jobs, call.params.id))),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/review',
    headers: { 'If-Match': 'optional' },
    summary: { zh: '复核通过并提交决定，或退回', en: 'Passes what was determined to decision, or sends it back' },
    problems: ['assessment-unknown', 'not-now', 'duties-not-apart', 'changed-meanwhile'],
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
    headers: { 'If-Match': 'optional' },
    summary: { zh: '授予或不予证明', en: 'Grants or refuses the attestation' },
    problems: [
      'assessment-unknown',
      'not-now',
      'duties-not-apart',
      'report-not-conforming',
      'wrong-value',
      'changed-meanwhile',
    ],
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
    summary: { zh: '它的各份报告，最新在前', en: 'Its reports, newest first' },
    problems: ['assessment-unknown'],
    needs: 'assessment.read',
    params,
    answer: z.object({ items: z.array(report) }),
    run: async ({ house, actor, params: { id } }) => {
      const at = await inSpaceOf(house.engine, actor, id, 'read')
      return { items: await asTenant(house.engine, at, (unit) => shownReports(unit, { assessment: id })) }
    },
  }),
]
