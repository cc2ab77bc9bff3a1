import { z } from 'zod'
import { setStatus } from '../../../registry/decisions.ts'
import type { House } from '../../../registry/house.ts'
import { publish } from '../../../registry/register.ts'
import { shared } from '../../../registry/requests.ts'
import { type Actor, asTenant } from '../../../registry/unit.ts'
import { bytesAnswer } from '../bytes.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { everywhere } from '../everywhere.ts'
import { granted, refusing } from '../refusals.ts'
import { id, kind, page, paging, report, words } from '../shapes.ts'
import { listedReports, shownReports } from '../shown.ts'
import { inSpaceOf } from '../space.ts'

const params = z.object({ id })

/** A report of the organization, or of an assessment that it was given to see, and in whose space it lies. */
export async function reportSeen(house: House, actor: Actor, id: string) {
  const [own] = await asTenant(house.engine, actor, (unit) => shownReports(unit, { report: id }))
  if (own) return { org: actor.org, report: own }
  for (const { org_id, assessment_id } of await asTenant(house.engine, actor, shared)) {
    const at = { org: org_id, person: actor.person }
    const [found] = await asTenant(house.engine, at, (unit) => shownReports(unit, { report: id }))
    if (found?.assessment === assessment_id) return { org: org_id, report: found }
  }
  return refusing('not-found', { got: id })
}

export const reports = [
  endpoint({
    method: 'GET',
    path: '/reports',
    summary: {
      zh: '本组织的报告，以及为他人评价所出的报告，最新在前',
      en: 'Reports of the organization, and of what it assesses for others, newest first',
    },
    needs: 'assessment.read',
    query: z.object({
      ...paging,
      standard: words(200).optional(),
      subject: id.optional(),
      state: z.enum(['undecided', 'none', 'valid', 'expired', 'suspended', 'withdrawn']).optional(),
    }),
    answer: page(report.extend({ org: id, performer: id, kind })),
    run: async ({ house, actor, query: { cursor, limit, ...filter } }) => {
      const wanted = { ...filter, after: cursorFrom(cursor), limit: limit + 1 }
      const rows = await everywhere(house, actor, limit + 1, (unit, assessments) =>
        listedReports(unit, wanted, assessments),
      )
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
    path: '/reports/:id',
    summary: { zh: '一份报告及对它的决定', en: 'A report with what was decided about it' },
    problems: ['not-found'],
    needs: 'assessment.read',
    params,
    answer: report,
    run: async ({ house, actor, params: { id } }) => (await reportSeen(house, actor, id)).report,
  }),
  endpoint({
    method: 'GET',
    path: '/reports/:id/bundle',
    gives: 'application/vnd.plumbline.bundle+zip',
    headers: { Range: 'optional', 'If-Range': 'optional', 'If-None-Match': 'optional' },
    summary: { zh: '签名的证据包文件', en: 'The signed bundle, as a file' },
    problems: ['not-found', 'evidence-unknown', 'range-unsatisfiable'],
    needs: 'assessment.read',
    params,
    run: async ({ house, actor, params: { id }, c }) => {
      const { org, report } = await reportSeen(house, actor, id)
      const name = `${report.subject.id.replace(/[^A-Za-z0-9._-]+/g, '-')}.plumb`
      return bytesAnswer(c, house, org, report.bundle, { name, mediaType: 'application/vnd.plumbline.bundle+zip' })
    },
  }),
  endpoint({
    method: 'POST',
    path: '/reports/:id/status',
    summary: {
      zh: '暂停、恢复或撤销证明，已公布的同时变更',
      en: 'Suspends, restores or withdraws an attestation, also where it was published',
    },
    problems: ['not-found', 'assessment-unknown', 'not-now'],
    needs: 'assessment.decide',
    params,
    body: z.object({ status: z.enum(['valid', 'suspended', 'withdrawn']), reason: words(4000) }),
    answer: report,
    run: async ({ house, actor, params: { id }, body: { status, reason } }) => {
      const { report } = await reportSeen(house, actor, id)
      // who assessed it says what became of it: neither who was assessed, nor who may look
      const at = await inSpaceOf(house.engine, actor, report.assessment, 'work')
      return asTenant(house.engine, at, async (unit) => {
        granted(await setStatus(unit, id, status, reason))
        return (await shownReports(unit, { report: id }))[0]!
      })
    },
  }),
  endpoint({
    method: 'POST',
    path: '/reports/:id/publish',
    summary: { zh: '把获得证明的报告列入公开名录', en: 'Puts an attested report into the public register' },
    problems: ['not-now'],
    needs: 'report.publish',
    params,
    answer: z.object({ publication: id }),
    // the owner alone publishes: whoever only assessed it does not
    run: async ({ house, actor, params: { id } }) => ({
      publication: granted(await asTenant(house.engine, actor, (unit) => publish(unit, id))),
    }),
  }),
]
