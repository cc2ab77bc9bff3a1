import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { auditEntries } from '../../../registry/audit.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'

/** seconds after which a line is said although nothing happened, so that nobody in between hangs up */
const SILENCE = 20_000

export const events = [
  endpoint({
    method: 'GET',
    path: '/events',
    summary:
      'Server-sent events: `changed` with what happened in the organization, from behind Last-Event-ID or from now on',
    needs: 'member',
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    run: async ({ house, hall, actor, query, c }) => {
      const given = Number(c.req.header('last-event-id') ?? query.after ?? Number.NaN)
      const last = await asTenant(house.engine, actor, async (unit) => {
        const { rows } = await unit.query<{ n: number }>(
          'SELECT coalesce(max(seq), 0)::int AS n FROM registry.audit WHERE org_id = $1',
          [actor.org],
        )
        return rows[0]!.n
      })
      let seen = Number.isSafeInteger(given) && given >= 0 ? Math.min(given, last) : last
      return streamSSE(c, async (stream) => {
        const heard = hall.changes.of(actor.org)
        stream.onAbort(() => heard.stop())
        await stream.write('retry: 2000\n\n')
        while (!stream.aborted) {
          const entries = await asTenant(house.engine, actor, ({ query: q, org }) => auditEntries(q, org, seen, 500))
          for (const { seq, body } of entries) {
            const { what, assessment } = JSON.parse(body) as Record<string, unknown>
            await stream.writeSSE({
              event: 'changed',
              id: String(seq),
              data: JSON.stringify({ seq, what, assessment }),
            })
            seen = seq
          }
          // how far a chunk is stands in no entry
          if (entries.length === 0)
            await stream.writeSSE({ event: 'changed', id: String(seen), data: JSON.stringify({ seq: seen }) })
          const news = await heard.next(SILENCE)
          if (news === 'ended') return
          if (news === 'silence') await stream.write(': still here\n\n')
        }
      })
    },
  }),
]
