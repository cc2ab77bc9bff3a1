import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Anchor } from '../../drafting/anchors.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import type { Unit } from '../unit.ts'
import { draft, unknownDraft } from './drafts.ts'

/** Comments of a draft, answers behind what they answer, in the order said. */
export function comments({ db, org }: Unit, id: string) {
  return db
    .selectFrom('draft_comment')
    .select(['comment_id', 'number', 'reply_to', 'anchor', 'body', 'said_by', 'said_at', 'resolved_by', 'resolved_at'])
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .orderBy('said_at')
    .orderBy('comment_id')
    .limit(5000)
    .execute()
}

export interface Said {
  /** the version it is said of */
  readonly number: number
  readonly anchor: Anchor
  readonly body: string
  /** the comment that it answers */
  readonly replyTo?: string
}

/** Says something on a clause of a version, or answers. An answer has the anchor of what it answers. Problems: draft-unknown, comment-unknown. */
export async function comment(unit: Unit, id: string, said: Said): Promise<Outcome<{ readonly comment: string }>> {
  const { db, org, person } = unit
  if (!(await draft(unit, id, said.number))) return failed(unknownDraft(`${id} ${said.number}`))
  const answered = said.replyTo === undefined ? undefined : await find(unit, said.replyTo)
  if (said.replyTo !== undefined && (answered?.draft_id !== id || answered.reply_to !== null))
    return failed(unknownComment(said.replyTo))
  const comment = randomUUID()
  await db
    .insertInto('draft_comment')
    .values({
      org_id: org,
      comment_id: comment,
      draft_id: id,
      number: said.number,
      reply_to: said.replyTo ?? null,
      anchor: JSON.stringify(answered?.anchor ?? said.anchor),
      body: said.body,
      said_by: person,
    })
    .execute()
  unit.record({ what: 'draft.commented', draft: id, comment, clause: (answered?.anchor ?? said.anchor).id })
  return done({ comment })
}

/** Sets a comment and its answers aside as dealt with, or takes it up again. Problems: comment-unknown. */
export async function resolve(unit: Unit, comment: string, resolved: boolean): Promise<Outcome<void>> {
  const { db, org, person } = unit
  const row = await find(unit, comment)
  if (row?.reply_to !== null) return failed(unknownComment(comment))
  if ((row.resolved_at !== null) === resolved) return done(undefined)
  await db
    .updateTable('draft_comment')
    .set({ resolved_by: resolved ? person : null, resolved_at: resolved ? sql<Date>`now()` : null })
    .where('org_id', '=', org)
    .where('comment_id', '=', comment)
    .execute()
  unit.record({ what: resolved ? 'draft.comment-resolved' : 'draft.comment-reopened', draft: row.draft_id, comment })
  return done(undefined)
}

function find({ db, org }: Unit, comment: string) {
  return db
    .selectFrom('draft_comment')
    .select(['draft_id', 'reply_to', 'anchor', 'resolved_at'])
    .where('org_id', '=', org)
    .where('comment_id', '=', comment)
    .executeTakeFirst()
}

const unknownComment = (got: string): Problem =>
  problem('comment-unknown', { zh: '没有这条意见', en: 'There is no such comment' }, { got })
