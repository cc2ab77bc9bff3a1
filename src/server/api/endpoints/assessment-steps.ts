import { z } from 'zod'
import { answer as answered } from '../../../registry/answers.ts'
import { begin, pause, resume } from '../../../registry/assessments.ts'
import { decide, review } from '../../../registry/decisions.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { answer, assessment, day, id, words } from '../shapes.ts'
import { working } from '../working.ts'

const params = z.object({ id })

/** What is done with an assessment, from its questionnaire to its decision. */
export const assessmentSteps = [
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
