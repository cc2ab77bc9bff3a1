import { Readable } from 'node:stream'
import { z } from 'zod'
import { asTenant } from '../../../registry/unit.ts'
import { LARGEST_UPLOAD } from '../../../registry/upload-problems.ts'
import { appendUpload, beginUpload, uploadState } from '../../../registry/uploads.ts'
import { bytesAnswer } from '../bytes.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { id, sha256, words } from '../shapes.ts'

const params = z.object({ id })
const stored = z.object({ sha256, size: z.number() })

export const uploads = [
  endpoint({
    method: 'POST',
    path: '/uploads',
    summary: {
      zh: '开始上传；按散列值已有的内容不必再传',
      en: 'Begins an upload; bytes that are here already, by their hash, need not be sent',
    },
    problems: ['upload-too-large'],
    needs: 'subject.write',
    body: z.object({
      name: words(300),
      // it becomes a header
      mediaType: z
        .string()
        .max(100)
        .regex(/^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9_-]+=[A-Za-z0-9_.-]+)*$/)
        .default('application/octet-stream'),
      size: z.number().int().min(0).max(LARGEST_UPLOAD),
      sha256: sha256.optional(),
    }),
    answer: z.object({ upload: id.optional(), stored: stored.optional() }),
    run: async ({ house, actor, body: { sha256, ...body } }) =>
      granted(await beginUpload(house, actor, { ...body, ...(sha256 ? { sha256 } : {}) })),
  }),
  endpoint({
    method: 'GET',
    path: '/uploads/:id',
    summary: { zh: '已收到多少字节：从哪里接着传', en: 'How many bytes have arrived: where to go on' },
    problems: ['not-found'],
    needs: 'subject.write',
    params,
    answer: z.object({ received: z.number(), size: z.number() }),
    run: async ({ house, actor, params: { id } }) => {
      const state = await uploadState(house, actor, id)
      return state ? { received: state.received, size: state.size } : refusing('not-found', { got: id })
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/uploads/:id',
    headers: { 'Upload-Offset': 'required' },
    summary: {
      zh: '从 Upload-Offset 起追加字节；收齐后成为证据',
      en: 'Adds bytes from Upload-Offset on; with the last of them the upload becomes evidence',
    },
    problems: ['upload-unknown', 'upload-offset', 'upload-too-long', 'upload-mismatch', 'upload-busy', 'upload-cut'],
    needs: 'subject.write',
    params,
    answer: z.object({ received: z.number(), stored: stored.optional() }),
    run: async ({ house, actor, params: { id }, c }) => {
      const offset = Number(c.req.header('upload-offset') ?? 'none')
      if (!Number.isSafeInteger(offset) || offset < 0)
        return refusing('request-malformed', { place: { path: 'Upload-Offset' } })
      const body = c.req.raw.body
      const bytes = body ? Readable.fromWeb(body as never) : Readable.from([])
      return granted(await appendUpload(house, actor, id, offset, bytes))
    },
  }),
  endpoint({
    method: 'GET',
    path: '/evidence/:sha256',
    gives: 'application/octet-stream',
    headers: { Range: 'optional', 'If-Range': 'optional', 'If-None-Match': 'optional' },
    summary: { zh: '按散列值取一个文件', en: 'A file by its hash' },
    problems: ['evidence-unknown', 'range-unsatisfiable'],
    needs: 'assessment.read',
    params: z.object({ sha256 }),
    run: async ({ house, actor, params, c }) => {
      const row = await asTenant(house.engine, actor, ({ db, org }) =>
        db
          .selectFrom('evidence')
          .select(['name', 'media_type'])
          .where('org_id', '=', org)
          .where('sha256', '=', params.sha256)
          .executeTakeFirst(),
      )
      if (row === undefined) return refusing('evidence-unknown', { got: params.sha256 })
      return bytesAnswer(c, house, actor.org, params.sha256, { name: row.name, mediaType: row.media_type })
    },
  }),
]
