import { z } from 'zod'
import { evidenceOf } from '../../../registry/assessment-evidence.ts'
import { assessments as listed, select } from '../../../registry/assessments.ts'
import type { AssessmentKind, OrganizationKind } from '../../../registry/database.ts'
import { planView } from '../../../registry/plan-view.ts'
import { asTenant } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { everywhere } from '../everywhere.ts'
import { granted, refusing } from '../refusals.ts'
import { assessment, count, day, id, kind, namedEvidence, page, paging, plan, report, state, words } from '../shapes.ts'
import { shownAssessments, shownReports } from '../shown.ts'
import { inSpaceOf } from '../space.ts'
import { working } from '../working.ts'

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

/** Choosing what is assessed, and looking at it. */
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
    summary: {
      zh: '本组织的评价，以及为他人进行的评价，最近变动在前',
      en: 'Assessments of the organization, and those that it makes for others, latest change first',
    },
    needs: 'assessment.read',
    query: z.object({ ...paging, state: state.optional(), subject: id.optional() }),
    answer: page(assessment),
    run: async ({ house, actor, query: { cursor, limit, state, subject } }) => {
      const after = cursorFrom(cursor)
      const rows = await everywhere(house, actor, limit + 1, async (unit, among) => {
        const found = await listed(unit, {
          limit: limit + 1,
          ...(among ? { among } : {}),
          ...(after ? { after } : {}),
          ...(state ? { state } : {}),
          ...(subject ? { subject } : {}),
        })
        const shown = await shownAssessments(unit, found)
        return shown.map((each, n) => ({ ...each, at: found[n]!.at }))
      })
      return paged(
        rows,
        limit,
        (row) => row.id,
        ({ at: _, ...row }) => row,
      )
    },
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:id',
    summary: { zh: '一次评价及其进度', en: 'An assessment with how far it is' },
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
    method: 'GET',
    path: '/assessments/:id/evidence',
    summary: {
      zh: '它引用的文件：系统版本的、回答引用的、带入的，以及报告',
      en: 'The files that it names: of the version, of answers, brought into it, and its reports',
    },
    problems: ['assessment-unknown'],
    needs: 'assessment.read',
    params,
    answer: z.object({ items: z.array(namedEvidence) }),
    run: async ({ house, actor, params: { id } }) => {
      const at = await inSpaceOf(house.engine, actor, id, 'read')
      const files = await asTenant(house.engine, at, (unit) => evidenceOf(unit, id))
      return {
        items: files.map(({ parts, at, ...file }) => ({ ...file, parts: [...parts], createdAt: at.toISOString() })),
      }
    },
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
