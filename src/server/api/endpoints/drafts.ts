import { z } from 'zod'
import { comment, comments, resolve } from '../../../registry/drafts/comments.ts'
import {
  beginDraft,
  drafts as listed,
  draft as one,
  restoreDraft,
  saveDraft,
  unknownDraft,
  versions,
} from '../../../registry/drafts/drafts.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { granted, Refused } from '../refusals.ts'
import { anchor, count, draft, draftComment, draftVersion, id, words } from '../shapes.ts'

const params = z.object({ id })
/** as much as a standard may be, in characters */
const written = { text: words(1_000_000), cases: words(1_000_000).default('') }
/** bytes of a body: a character is at most three, or six where it is escaped */
const largest = 12 * 1024 * 1024

type Row = Awaited<ReturnType<typeof listed>>[number]
const shown = (row: Row): z.input<typeof draft> => ({
  id: row.draft_id,
  standard: row.standard_id,
  title: row.title,
  basedOn: row.based_on,
  number: row.number,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

type Version = Awaited<ReturnType<typeof versions>>[number]
const shownVersion = (row: Version): z.input<typeof draftVersion> => ({
  number: row.number,
  sha256: row.sha256,
  restored: row.restored,
  savedBy: row.saved_by,
  savedAt: row.saved_at.toISOString(),
})

const saved = z.object({ number: count, sha256: z.string() })

/** Standards that a committee writes, and what its members say of them. */
export const drafts = [
  endpoint({
    method: 'GET',
    path: '/drafts',
    summary: { zh: '本委员会的标准草案，最近改动在前', en: 'Drafts of the committee, latest change first' },
    needs: 'draft.read',
    answer: z.object({ items: z.array(draft) }),
    run: async ({ house, actor }) => ({ items: (await asTenant(house.engine, actor, listed)).map(shown) }),
  }),
  endpoint({
    method: 'POST',
    path: '/drafts',
    summary: { zh: '开始一份草案，可注明以哪个标准为基础', en: 'Begins a draft, from a standard if one is named' },
    problems: ['standard-unknown'],
    needs: 'standard.draft',
    largest,
    body: z.object({ ...written, basedOn: words(200).optional() }),
    answer: z.object({ id }),
    run: async ({ house, actor, body: { basedOn, ...what } }) => {
      const begun = granted(await asTenant(house.engine, actor, (unit) => beginDraft(unit, what, basedOn)))
      return { id: begun.draft }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/drafts/:id',
    summary: {
      zh: '草案的最新版本，或 version 指定的版本',
      en: 'A draft in its newest version, or in the one that `version` names',
    },
    problems: ['draft-unknown'],
    needs: 'draft.read',
    params,
    query: z.object({ version: z.coerce.number().pipe(count).optional() }),
    answer: draft.extend({ version: draftVersion.extend({ text: z.string(), cases: z.string() }) }),
    run: async ({ house, actor, params: { id }, query: { version } }) => {
      const row = await asTenant(house.engine, actor, (unit) => one(unit, id, version))
      if (!row) throw new Refused([unknownDraft(id)])
      return {
        ...shown(row),
        version: { ...shownVersion(row.version), text: row.version.text, cases: row.version.cases },
      }
    },
  }),
  endpoint({
    method: 'PUT',
    path: '/drafts/:id',
    summary: {
      zh: '保存为新版本；after 须是最新版本的编号，否则不保存并告知',
      en: 'Saves a new version; `after` is the number of the newest one, otherwise nothing is saved and that is said',
    },
    problems: ['draft-unknown', 'draft-changed'],
    needs: 'standard.draft',
    largest,
    params,
    body: z.object({ ...written, after: count }),
    answer: saved,
    run: async ({ house, actor, params: { id }, body: { after, ...what } }) =>
      granted(await asTenant(house.engine, actor, (unit) => saveDraft(unit, id, after, what))),
  }),
  endpoint({
    method: 'GET',
    path: '/drafts/:id/versions',
    summary: { zh: '各版本：谁、何时、散列值，最新在前', en: 'Its versions: who, when, by which hash, newest first' },
    needs: 'draft.read',
    params,
    query: z.object({
      before: z.coerce.number().pipe(count).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(draftVersion) }),
    run: async ({ house, actor, params: { id }, query: { before, limit } }) => {
      const asked = { limit, ...(before === undefined ? {} : { before }) }
      return { items: (await asTenant(house.engine, actor, (unit) => versions(unit, id, asked))).map(shownVersion) }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/drafts/:id/restore',
    summary: {
      zh: '把旧版本的文字存为最新版本；中间的版本都保留',
      en: 'Saves the text of an older version as the newest; those between stay',
    },
    problems: ['draft-unknown', 'draft-changed'],
    needs: 'standard.draft',
    params,
    body: z.object({ number: count, after: count }),
    answer: saved,
    run: async ({ house, actor, params: { id }, body: { number, after } }) =>
      granted(await asTenant(house.engine, actor, (unit) => restoreDraft(unit, id, after, number))),
  }),
  endpoint({
    method: 'GET',
    path: '/drafts/:id/comments',
    summary: { zh: '对草案的意见及答复，按先后', en: 'Comments on a draft and answers to them, in the order said' },
    needs: 'draft.read',
    params,
    answer: z.object({ items: z.array(draftComment) }),
    run: async ({ house, actor, params: { id } }) => {
      const rows = await asTenant(house.engine, actor, (unit) => comments(unit, id))
      const items = rows.map((row) => ({
        id: row.comment_id,
        version: row.number,
        replyTo: row.reply_to,
        anchor: row.anchor,
        body: row.body,
        saidBy: row.said_by,
        saidAt: row.said_at.toISOString(),
        resolvedBy: row.resolved_by,
        resolvedAt: row.resolved_at?.toISOString() ?? null,
      }))
      return { items }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/drafts/:id/comments',
    summary: { zh: '对某一版本的条款提出意见，或答复', en: 'Says something on a clause of a version, or answers' },
    problems: ['draft-unknown', 'comment-unknown'],
    needs: 'draft.comment',
    params,
    body: z.object({ version: count, anchor, body: words(8000).min(1), replyTo: id.optional() }),
    answer: z.object({ id }),
    run: async ({ house, actor, params: { id }, body: { version, replyTo, anchor, body } }) => {
      const { quote, ...place } = anchor
      const said = {
        number: version,
        anchor: { ...named(place), ...(quote ? { quote } : {}) },
        body,
        ...(replyTo === undefined ? {} : { replyTo }),
      }
      return { id: granted(await asTenant(house.engine, actor, (unit) => comment(unit, id, said))).comment }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/draft-comments/:id/resolve',
    summary: { zh: '标为已处理，或重新打开', en: 'Sets a comment aside as dealt with, or takes it up again' },
    problems: ['comment-unknown'],
    needs: 'draft.comment',
    params,
    body: z.object({ resolved: z.boolean() }),
    answer: z.object({}),
    run: async ({ house, actor, params: { id }, body: { resolved } }) => {
      granted(await asTenant(house.engine, actor, (unit) => resolve(unit, id, resolved)))
      return {}
    },
  }),
]

/** Without the keys that are missing: a stored anchor has none of them. */
function named({
  id,
  number,
  parent,
  words,
}: {
  id: string
  number?: string | undefined
  parent?: string | undefined
  words: string
}) {
  return { id, words, ...(number === undefined ? {} : { number }), ...(parent === undefined ? {} : { parent }) }
}
