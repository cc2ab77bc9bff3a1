import { z } from 'zod'
import {
  INDUSTRY_MEDIA_TYPE,
  industrySnapshot,
  industrySnapshots,
  publishSnapshot,
} from '../../../registry/industry.ts'
import { bytesAnswer } from '../bytes.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { id, page, paging, industrySnapshot as shape, words } from '../shapes.ts'

const params = z.object({ id })
const largest = 16 * 1024 * 1024
type Row = Omit<Awaited<ReturnType<typeof industrySnapshots>>[number], 'at'>

const shown = (row: Row) => ({
  id: row.snapshot_id,
  organization: row.org_name,
  title: row.title,
  standard: row.standard,
  asOf: row.as_of,
  hash: row.hash,
  size: Number(row.size),
  follows: row.follows,
  publishedAt: row.published_at.toISOString(),
})

/** An industry as a whole: protected tables, published for good. What they were made from never comes here. */
export const industry = [
  endpoint({
    method: 'GET',
    path: '/industry',
    summary: { zh: '公布的产业监测快照，最新在前', en: 'Published snapshots of industries, newest first' },
    needs: 'nothing',
    query: z.object(paging),
    answer: page(shape),
    run: async ({ house, query: { cursor, limit } }) => {
      const after = cursorFrom(cursor)
      const rows = await industrySnapshots(house.engine, { limit: limit + 1, ...(after ? { after } : {}) })
      return paged(rows, limit, (row) => row.snapshot_id, shown)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/industry',
    summary: {
      zh: '公布一份快照：先读懂并重算散列值，此后不再改变',
      en: 'Publishes a snapshot: it is read and its hash computed again first; nothing changes it afterwards',
    },
    problems: ['published-already', '*'],
    needs: 'industry.publish',
    largest,
    body: z.object({
      /** text of the file that `plumbline monitor` wrote */
      snapshot: words(largest),
    }),
    answer: z.object({ id }),
    run: async ({ house, actor, body: { snapshot } }) => ({
      id: granted(await publishSnapshot(house, actor, new TextEncoder().encode(snapshot))),
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/industry/:id',
    summary: { zh: '一份快照由谁、何时公布', en: 'Who published a snapshot, and when' },
    problems: ['not-found'],
    needs: 'nothing',
    params,
    answer: shape,
    run: async ({ house, params: { id } }) => {
      const row = await industrySnapshot(house.engine, id)
      return row ? shown(row) : refusing('not-found', { got: id })
    },
  }),
  endpoint({
    method: 'GET',
    path: '/industry/:id/snapshot',
    gives: INDUSTRY_MEDIA_TYPE,
    headers: { Range: 'optional', 'If-Range': 'optional', 'If-None-Match': 'optional' },
    summary: { zh: '快照本身，逐字节', en: 'The snapshot itself, byte for byte' },
    problems: ['not-found', 'evidence-unknown', 'range-unsatisfiable'],
    needs: 'nothing',
    params,
    run: async ({ house, params: { id }, c }) => {
      const row = await industrySnapshot(house.engine, id)
      if (row === undefined) return refusing('not-found', { got: id })
      const name = `industry-${row.as_of}.json`
      return bytesAnswer(c, house, row.org_id, row.bytes_sha256, {
        name,
        mediaType: INDUSTRY_MEDIA_TYPE,
        everyone: true,
      })
    },
  }),
]
