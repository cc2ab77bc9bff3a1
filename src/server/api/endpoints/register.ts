import { z } from 'zod'
import { publication as found, publications } from '../../../registry/register.ts'
import { standing } from '../../../registry/standing.ts'
import { bytesAnswer } from '../bytes.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { refusing } from '../refusals.ts'
import { id, page, paging, publication, words } from '../shapes.ts'

const params = z.object({ id })
type Row = Omit<Awaited<ReturnType<typeof publications>>[number], 'at'>

const shown = (row: Row) => ({
  id: row.publication_id,
  organization: row.org_name,
  performer: row.performer_name,
  subject: row.subject,
  standard: row.standard,
  kind: row.kind,
  verdict: row.verdict,
  headline: row.headline as Record<string, string>,
  bundle: row.bundle_sha256,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  status: standing(row.status as 'valid' | 'suspended' | 'withdrawn', row.valid_until),
  statusReason: row.status_reason,
  publishedAt: row.published_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})

export const register = [
  endpoint({
    method: 'GET',
    path: '/register',
    summary: {
      zh: '公开名录，最新在前；检索词须全部出现在名称或标题中',
      en: 'The public register, newest first; every word of search has to stand in a name or title',
    },
    needs: 'nothing',
    query: z.object({ ...paging, search: words(200).optional() }),
    answer: page(publication),
    run: async ({ house, query: { cursor, limit, search } }) => {
      const after = cursorFrom(cursor)
      const rows = await publications(house.engine, {
        limit: limit + 1,
        ...(after ? { after } : {}),
        ...(search ? { search } : {}),
      })
      return paged(rows, limit, (row) => row.publication_id, shown)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/register/:id',
    summary: { zh: '一份已公布的报告', en: 'One published report' },
    problems: ['not-found'],
    needs: 'nothing',
    params,
    answer: publication,
    run: async ({ house, params: { id } }) => {
      const row = await found(house.engine, id)
      return row ? shown(row) : refusing('not-found', { got: id })
    },
  }),
  endpoint({
    method: 'GET',
    path: '/register/:id/bundle',
    gives: 'application/vnd.plumbline.bundle+zip',
    headers: { Range: 'optional', 'If-Range': 'optional', 'If-None-Match': 'optional' },
    summary: {
      zh: '它的签名证据包：拿到的人可自行验证',
      en: 'Its signed bundle: whoever has it verifies it without us',
    },
    problems: ['not-found', 'evidence-unknown', 'range-unsatisfiable'],
    needs: 'nothing',
    params,
    run: async ({ house, params: { id }, c }) => {
      const row = await found(house.engine, id)
      if (row === undefined) return refusing('not-found', { got: id })
      const name = `${row.subject.id.replace(/[^A-Za-z0-9._-]+/g, '-')}.plumb`
      const mediaType = 'application/vnd.plumbline.bundle+zip'
      return bytesAnswer(c, house, row.org_id, row.bundle_sha256, { name, mediaType, everyone: true })
    },
  }),
]
