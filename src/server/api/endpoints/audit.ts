import { z } from 'zod'
import { auditEntries, auditEntriesBefore } from '../../../registry/audit.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { auditEntry } from '../shapes.ts'

export const audit = [
  endpoint({
    method: 'GET',
    path: '/audit',
    summary: {
      zh: '本组织的审计链，依次列出：某个序号之后的，或某个序号之前最近的',
      en: "The organization's audit chain, in order: from behind a number, or the last ones before a number",
    },
    needs: 'audit.read',
    query: z.object({
      /** instead of `after` */
      before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: z.object({ items: z.array(auditEntry) }),
    run: async ({ house, actor, query: { after, before, limit } }) => {
      const items = await asTenant(house.engine, actor, ({ query, org }) =>
        before === undefined ? auditEntries(query, org, after, limit) : auditEntriesBefore(query, org, before, limit),
      )
      return { items: [...items] }
    },
  }),
]
