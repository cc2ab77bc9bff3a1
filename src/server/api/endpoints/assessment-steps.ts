import { z } from 'zod'
import { answer as answered } from '../../../registry/answers.ts'
import { begin, assessment as found, pause, resume } from '../../../registry/assessments.ts'
import { decide, review } from '../../../registry/decisions.ts'
import { sheetsOf, takeSheet } from '../../../registry/review-sheets.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { granted } from '../refusals.ts'
import { answer, assessment, day, id, sha256, sheet, words } from '../shapes.ts'
import { inSpaceOf } from '../space.ts'
import { working } from '../working.ts'

const params = z.object({ id })

/** What is done with an assessment, from its questionnaire to its decision. */
export const assessmentSteps = [
  endpoint({
    method: 'PUT',
    headers: { 'If-Match': 'optional' },
    path: '/assessments/:id/answers',
    summary: { zh: '问卷的回答；null 表示撤回', en: 'Answers of the questionnaire; null takes one back' },
    problems: ['assessment-unknown', 'not-now', 'changed-meanwhile', 'evidence-not-held'],
    needs: 'assessment.run',
    params,
    body: z.object({ answers: z.array(answer).max(1000) }),
    answer: assessment,
    run: (call) =>
      working(call, 'work', async (unit) => {
        const of = { assessment: call.params.id, by: call.actor.org }
        granted(await answered(unit, call.house.evidence, of, call.body.answers))
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
    method: 'GET',
    path: '/assessments/:id/sheets',
    summary: {
      zh: '等待人工填写的评审表，以及已交回的',
      en: 'Review sheets that wait for people, and those that were handed in',
    },
    problems: ['assessment-unknown'],
    needs: 'assessment.read',
    params,
    answer: z.object({ items: z.array(sheet) }),
    run: async ({ house, actor, params: { id } }) => {
      const at = await inSpaceOf(house.engine, actor, id, 'read')
      const rows = await asTenant(house.engine, at, async (unit) => {
        const row = await found(unit, id)
        return row ? sheetsOf(unit, id, row.run) : []
      })
      return {
        items: rows.map(({ measure, sheet_sha256, open, filled }) => ({
          measure,
          sha256: sheet_sha256,
          open,
          filled: filled.map((each) => ({ ...each })),
        })),
      }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:id/sheets',
    headers: { 'If-Match': 'optional' },
    summary: {
      zh: '交回填好的评审表（先带入这次评价），测量随即继续',
      en: 'Hands in a sheet that was filled in (brought into the assessment first); measuring goes on',
    },
    problems: [
      'assessment-unknown',
      'not-now',
      'changed-meanwhile',
      'sheet-unknown',
      'sheet-empty',
      'evidence-not-held',
      '*',
    ],
    needs: 'assessment.run',
    params,
    body: z.object({ measure: words(200), sha256 }),
    answer: assessment,
    run: (call) =>
      working(call, 'work', async (unit) => granted(await takeSheet(call.house, unit, call.params.id, call.body))),
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
    run: async (call) => {
      const shown = await working(call, 'work', async (unit) => {
        const { from, until, ...body } = call.body
        const decision = { ...body, ...(from ? { from } : {}), ...(until ? { until } : {}) }
        granted(await decide(unit, call.params.id, decision))
      })
      await call.hall.note(shown.org)
      return shown
    },
  }),
]
