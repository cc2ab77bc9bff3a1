import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { auditEntries } from '../../../registry/audit.ts'
import type { AuditEntry } from '../../../registry/audit-entry.ts'
import { asTenant } from '../../../registry/unit.ts'
import type { Listener } from '../changes.ts'
import { endpoint } from '../endpoint.ts'

/** milliseconds after which a line is said although nothing happened, so that nobody in between hangs up */
const SILENCE = 20_000
/** milliseconds after which the database is asked again when it could not be */
const AGAIN = 1000
/** milliseconds after which whoever is told something is asked again whether they still may hear it */
const TRUSTED = 5000
const PAGE = 500

export const events = [
  endpoint({
    method: 'GET',
    path: '/events',
    summary: {
      zh: '服务器推送事件：`changed` 说明本组织发生了什么，从 Last-Event-ID 之后或从现在起',
      en: 'Server-sent events: `changed` with what happened in the organization, from behind Last-Event-ID or from now on',
    },
    needs: 'member',
    gives: 'text/event-stream',
    headers: { 'Last-Event-ID': 'optional' },
    query: z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).optional() }),
    run: async ({ house, hall, actor, query, c, principal }) => {
      const given = Number(c.req.header('last-event-id') ?? query.after ?? Number.NaN)
      const last = await asTenant(house.engine, actor, async (unit) => {
        const { rows } = await unit.query<{ n: number }>(
          'SELECT coalesce(max(seq), 0)::int AS n FROM registry.audit WHERE org_id = $1',
          [actor.org],
        )
        return rows[0]!.n
      })
      const seen = Number.isSafeInteger(given) && given >= 0 ? Math.min(given, last) : last
      if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
      return streamSSE(c, async (stream) => {
        const heard = hall.changes.of(actor.org)
        stream.onAbort(() => heard.stop())
        try {
          await told(stream, heard, seen, {
            entriesAfter: (seq) =>
              asTenant(house.engine, actor, ({ query: q, org }) => auditEntries(q, org, seq, PAGE)),
            // who was let in may have left since
            isStillHere: async () => (await hall.principalOf(c.req.raw.headers))?.org === principal.org,
          })
        } finally {
          heard.stop()
        }
      })
    },
  }),
]

interface Source {
  entriesAfter(seq: number): Promise<readonly AuditEntry[]>
  isStillHere(): Promise<boolean>
}

/** Tells everything from behind `seen` on, in order, until nobody listens any more. A database that is away is waited for. */
async function told(stream: SSEStreamingApi, heard: Listener, from: number, source: Source): Promise<void> {
  let [seen, checked, news] = [from, performance.now(), false]
  // an id without data is no event: who is cut off before the first one goes on from here
  await stream.write(`retry: 2000\nid: ${seen}\n\n`)
  while (!stream.aborted) {
    try {
      const entries = await source.entriesAfter(seen)
      const trusted = performance.now() - checked < TRUSTED
      if (!trusted || entries.some(({ body }) => (JSON.parse(body) as { what: string }).what.startsWith('member.'))) {
        if (!(await source.isStillHere())) return
        checked = performance.now()
      }
      for (const { seq, body } of entries) {
        const { what, assessment } = JSON.parse(body) as Record<string, unknown>
        await stream.writeSSE({ event: 'changed', id: String(seq), data: JSON.stringify({ seq, what, assessment }) })
        seen = seq
      }
      if (entries.length === PAGE) continue
      // how far a chunk is stands in no entry
      if (news && entries.length === 0)
        await stream.writeSSE({ event: 'changed', id: String(seen), data: JSON.stringify({ seq: seen }) })
    } catch {
      if ((await heard.next(AGAIN)) === 'ended') return
      continue
    }
    const next = await heard.next(SILENCE)
    if (next === 'ended') return
    if (next === 'silence') await stream.write(': still here\n\n')
    news = next === 'news'
  }
}
