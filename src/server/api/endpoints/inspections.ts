import { z } from 'zod'
import { ProblemError } from '../../../language/problem.ts'
import { abandon, answerInspection, order, supervised } from '../../../registry/inspections.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { granted, Refused, refusing } from '../refusals.ts'
import { count, day, id, text, words } from '../shapes.ts'

const params = z.object({ id })

/** What a regulator begins of itself; both sides see it among their requests. */
export const inspections = [
  endpoint({
    method: 'GET',
    path: '/companies',
    summary: { zh: '监管方可以检查的企业', en: 'Companies that a regulator may inspect' },
    needs: 'inspection.order',
    answer: z.object({ items: z.array(z.object({ id, name: text })) }),
    run: async ({ house, actor }) => {
      const rows = await asTenant(house.engine, actor, supervised)
      return { items: rows.map((row) => ({ id: row.org_id, name: { zh: row.name_zh, en: row.name_en } })) }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/inspections',
    summary: {
      zh: '对公开名录中的系统，或对一家企业，下达检查',
      en: 'Orders an inspection of something published, or of a company, which then appoints the system',
    },
    problems: ['company-unknown', 'publication-unknown', 'standard-unknown', 'wrong-value'],
    needs: 'inspection.order',
    body: z.object({
      /** one of the two */
      company: id.optional(),
      publication: id.optional(),
      standard: words(100),
      basis: words(2000).refine((said) => said.trim() !== '', 'not empty'),
      due: day,
      message: words(4000).default(''),
    }),
    answer: z.object({ id }),
    run: async ({ house, hall, actor, body: { company, publication, ...given } }) => {
      if ((company === undefined) === (publication === undefined))
        return refusing('request-malformed', { expected: 'company | publication' })
      const of = company === undefined ? { publication: publication! } : { company }
      const ordered = granted(await order(house.engine, actor, { ...given, of }))
      await hall.note(ordered.company)
      return { id: ordered.request }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/inspections/:id/answer',
    summary: {
      zh: '企业指定被检查的系统并作说明；不能拒绝',
      en: 'The company appoints the system and comments; it cannot refuse',
    },
    problems: ['not-now', 'subject-unknown', 'subject-appointed'],
    needs: 'inspection.answer',
    params,
    body: z.object({ subject: id.optional(), version: count.optional(), comment: words(4000).default('') }),
    answer: z.object({ assessment: id.nullable() }),
    run: async ({ house, hall, actor, params: { id }, body: { subject, version, comment } }) => {
      const answer = {
        comment,
        ...(subject === undefined ? {} : { subject }),
        ...(version === undefined ? {} : { version }),
      }
      const said = asTenant(house.engine, actor, (unit) => answerInspection(unit, id, answer))
      const answered = granted(
        await said.catch((error: unknown) => {
          // thrown, so that nothing of the answer is kept
          if (error instanceof ProblemError) throw new Refused(error.problems)
          throw error
        }),
      )
      await hall.note(actor.org)
      return answered
    },
  }),
  endpoint({
    method: 'POST',
    path: '/inspections/:id/withdraw',
    summary: { zh: '监管方撤销尚未决定的检查', en: 'The regulator gives up an inspection that is not decided' },
    problems: ['not-now'],
    needs: 'inspection.order',
    params,
    answer: z.object({}),
    run: async ({ house, actor, params: { id } }) => {
      granted(await abandon(house.engine, actor, id))
      return {}
    },
  }),
]
