import { z } from 'zod'
import { notices as listed, readNotice, unreadNotices } from '../../../registry/notices/read.ts'
import { asTenant } from '../../../registry/unit.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { refusing } from '../refusals.ts'
import { id, notice, page, paging } from '../shapes.ts'

type Row = Awaited<ReturnType<typeof listed>>[number]

const shown = (row: Row): z.input<typeof notice> => ({
  id: row.notice_id,
  kind: row.kind,
  about: row.about,
  due: row.due,
  at: row.made_at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
  readBy: row.read_by,
})

export const notices = [
  endpoint({
    method: 'GET',
    path: '/notices',
    summary: {
      zh: '本机构的提醒：监督、有效期、委托与决定，最新在前；新的提醒同时作为事件 notice.made 推送',
      en: 'What the organization is told of, newest first: surveillance, validity, requests, decisions; a new one is also an event, notice.made',
    },
    needs: 'assessment.read',
    query: z.object({ ...paging, unread: z.enum(['true', 'false']).default('false') }),
    answer: page(notice).extend({ unread: z.number() }),
    run: async ({ house, actor, query: { cursor, limit, unread } }) => {
      const after = cursorFrom(cursor)
      return asTenant(house.engine, actor, async (unit) => {
        const asked = { unread: unread === 'true', limit: limit + 1, ...(after ? { after } : {}) }
        const rows = await listed(unit, asked)
        return { ...paged(rows, limit, (row) => row.notice_id, shown), unread: await unreadNotices(unit) }
      })
    },
  }),
  endpoint({
    method: 'POST',
    path: '/notices/:id/read',
    summary: { zh: '标为已读，对整个机构生效', en: 'Marks it as read, for the whole organization' },
    problems: ['not-found'],
    needs: 'assessment.read',
    params: z.object({ id }),
    answer: z.object({}),
    run: async ({ house, actor, params: { id } }) =>
      (await asTenant(house.engine, actor, (unit) => readNotice(unit, id))) ? {} : refusing('not-found', { got: id }),
  }),
]
