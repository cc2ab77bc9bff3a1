import { Readable } from 'node:stream'
import { z } from 'zod'
import { failed } from '../../../language/problem.ts'
import { isEvidenceOf } from '../../../registry/assessment-evidence.ts'
import { asTenant } from '../../../registry/unit.ts'
import { LARGEST_UPLOAD, unknownUpload } from '../../../registry/upload-problems.ts'
import { appendUpload, beginUpload, uploaderOf, uploadState } from '../../../registry/uploads.ts'
import { bytesAnswer } from '../bytes.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { id, sha256, words } from '../shapes.ts'
import { inSpaceOf } from '../space.ts'

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
    problems: ['upload-too-large', 'assessment-unknown', 'not-now', 'evidence-quota'],
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
      /** the assessment that the file is brought into: also by who assesses it for another organization */
      assessment: id.optional(),
    }),
    answer: z.object({ upload: id.optional(), stored: stored.optional() }),
    run: async ({ house, actor, body: { sha256, assessment, ...body } }) => {
      const given = { ...body, ...(sha256 ? { sha256 } : {}) }
      if (assessment === undefined) return granted(await beginUpload(house, actor, given))
      const at = await inSpaceOf(house.engine, actor, assessment, 'bring')
      return granted(await beginUpload(house, at, { ...given, into: { assessment, by: actor.org } }))
    },
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
      const at = await uploaderOf(house, actor, id)
      const state = at && (await uploadState(house, at, id))
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
    problems: [
      ...['upload-unknown', 'upload-offset', 'upload-too-long', 'upload-mismatch', 'upload-busy', 'upload-cut'],
      'not-now',
    ],
    needs: 'subject.write',
    params,
    answer: z.object({ received: z.number(), stored: stored.optional() }),
    run: async ({ house, actor, params: { id }, c }) => {
      const offset = Number(c.req.header('upload-offset') ?? 'none')
      if (!Number.isSafeInteger(offset) || offset < 0)
        return refusing('request-malformed', { place: { path: 'Upload-Offset' } })
      const body = c.req.raw.body
      const bytes = body ? Readable.fromWeb(body as never) : Readable.from([])
      const at = await uploaderOf(house, actor, id)
      return granted(at ? await appendUpload(house, at, id, offset, bytes) : failed(unknownUpload(id)))
    },
  }),
  endpoint({
    method: 'GET',
    path: '/evidence/:sha256',
    gives: 'application/octet-stream',
    headers: { Range: 'optional', 'If-Range': 'optional', 'If-None-Match': 'optional' },
    summary: {
      zh: '按散列值取一个文件；给出 assessment 时，取该评价所引用的文件',
      en: 'A file by its hash; with `assessment`, one that this assessment names, also of another organization',
    },
    problems: ['evidence-unknown', 'range-unsatisfiable', 'assessment-unknown'],
    needs: 'assessment.read',
    params: z.object({ sha256 }),
    query: z.object({ assessment: id.optional() }),
    run: async ({ house, actor, params, query: { assessment }, c }) => {
      const at = assessment === undefined ? actor : await inSpaceOf(house.engine, actor, assessment, 'read')
      const row = await asTenant(house.engine, at, async (unit) => {
        if (assessment !== undefined && !(await isEvidenceOf(unit, assessment, params.sha256))) return undefined
        // whoever is assessed can see which of their files went to whom
        if (assessment !== undefined && at.org !== actor.org && c.req.method === 'GET')
          unit.record({ what: 'evidence.read', assessment, sha256: params.sha256, by: actor.org })
        return unit.db
          .selectFrom('evidence')
          .select(['name', 'media_type'])
          .where('org_id', '=', unit.org)
          .where('sha256', '=', params.sha256)
          .executeTakeFirst()
      })
      if (row === undefined) return refusing('evidence-unknown', { got: params.sha256 })
      return bytesAnswer(c, house, at.org, params.sha256, { name: row.name, mediaType: row.media_type })
    },
  }),
]
