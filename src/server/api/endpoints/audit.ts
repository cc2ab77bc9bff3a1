import { z } from 'zod'
import { auditEntries } from '../../../registry/audit.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { auditEntry } from '../shapes.ts'

export const audit = [
  endpoint({
    method: 'GET',
    path: '/audit',
    summary: {
      zh: '本组织的审计链，从某个序号之后依次列出',
      en: "The organization's audit chain, in order, from behind a number",
    },
    needs: 'audit.read',
    query: z.object({
      after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: z.object({ items: z.array(auditEntry) }),
    run: async ({ house, actor, query: { after, limit } }) => ({
      items: [...(await asTenant(house.engine, actor, ({ query, org }) => auditEntries(query, org, after, limit)))],
    }),
  }),
]
