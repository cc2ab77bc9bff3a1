import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { done, failed, type Outcome } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { Cursor } from './assessments.ts'
import { notNow } from './decisions.ts'
import type { Engine } from './engine.ts'
import { standing } from './standing.ts'
import { asAnyone, type Unit } from './unit.ts'

/**
 * Puts an attested report into the public register: a copy of what the public may know, and the bundle by its hash. Nothing else of the
 * organization can be read from there. Problems: not-now (no valid attestation, or published already).
 */
export async function publish(unit: Unit, report: string): Promise<Outcome<string>> {
  const { db, org } = unit
  const row = await db
    .selectFrom('report as r')
    .innerJoin('attestation as t', (j) => j.onRef('t.org_id', '=', 'r.org_id').onRef('t.report_id', '=', 'r.report_id'))
    .innerJoin('assessment as a', (j) =>
      j.onRef('a.org_id', '=', 'r.org_id').onRef('a.assessment_id', '=', 'r.assessment_id'),
    )
    .innerJoin('evidence as e', (j) => j.onRef('e.org_id', '=', 'r.org_id').onRef('e.sha256', '=', 'r.bundle_sha256'))
    .innerJoin('standard as s', 's.hash', 'r.standard_hash')
    .innerJoin('organization as o', 'o.org_id', 'r.org_id')
    .innerJoin('organization as p', 'p.org_id', 'a.performer_org')
    .select(['r.subject', 'r.verdict', 'r.headline', 'r.bundle_sha256', 'a.kind', 'e.size', 't.status'])
    .select(['s.id', 's.edition', 's.hash', 's.title', 's.authority', 'o.name_zh', 'o.name_en'])
    .select(['p.name_zh as performer_zh', 'p.name_en as performer_en'])
    .select([sql<string | null>`t.valid_from::text`.as('from'), sql<string | null>`t.valid_until::text`.as('until')])
    .where('r.org_id', '=', org)
    .where('r.report_id', '=', report)
    .executeTakeFirst()
  if (row === undefined || standing(row.status, row.until) !== 'valid') return failed(notNow(undefined))
  // of two at once the second waits here, and finds it done
  const { numUpdatedRows } = await db
    .updateTable('attestation')
    .set({ published: true })
    .where('org_id', '=', org)
    .where('report_id', '=', report)
    .where('status', '=', 'valid')
    .where('published', '=', false)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return failed(notNow(undefined))
  const name: Text = { zh: row.name_zh, en: row.name_en }
  const id = randomUUID()
  const texts = (text: Text) => [text.zh, text.en].filter((t) => t !== undefined)
  await db
    .insertInto('publication')
    .values({
      publication_id: id,
      org_id: org,
      report_id: report,
      org_name: JSON.stringify(name),
      subject: JSON.stringify(row.subject),
      standard: JSON.stringify({
        id: row.id,
        edition: row.edition,
        hash: row.hash,
        title: row.title,
        authority: row.authority,
      }),
      kind: row.kind,
      performer_name: JSON.stringify({ zh: row.performer_zh, en: row.performer_en } satisfies Text),
      verdict: row.verdict,
      headline: JSON.stringify(row.headline),
      bundle_sha256: row.bundle_sha256,
      bundle_size: Number(row.size),
      valid_from: row.from,
      valid_until: row.until,
      status: 'valid',
      status_reason: null,
      search: [...texts(name), ...texts(row.subject.title), row.subject.id, ...texts(row.title), row.id]
        .join('\n')
        .toLowerCase(),
    })
    .execute()
  unit.record({ what: 'report.published', report, publication: id })
  return done(id)
}

const shown = [
  ...(['publication_id', 'org_name', 'subject', 'standard', 'kind', 'performer_name', 'verdict', 'headline'] as const),
  ...(['bundle_sha256', 'status', 'status_reason', 'published_at', 'changed_at'] as const),
] as const

/** What was published, newest first; `search`: every word has to stand in a name or title. */
export function publications(
  engine: Engine,
  asked: { readonly search?: string; readonly after?: Cursor; readonly limit: number },
) {
  const words = (asked.search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  return asAnyone(engine, (db) =>
    words
      .reduce(
        (q, word) => q.where('search', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`),
        db
          .selectFrom('publication')
          .select(shown)
          .select([
            sql<string | null>`valid_from::text`.as('valid_from'),
            sql<string | null>`valid_until::text`.as('valid_until'),
            sql<string>`published_at::text`.as('at'),
          ]),
      )
      .$if(asked.after !== undefined, (q) =>
        q.where(
          sql<boolean>`(published_at, publication_id) < (${asked.after!.at}::timestamptz, ${asked.after!.id}::uuid)`,
        ),
      )
      .orderBy('published_at', 'desc')
      .orderBy('publication_id', 'desc')
      .limit(asked.limit)
      .execute(),
  )
}

/** One publication, with the address of its bundle. */
export function publication(engine: Engine, id: string) {
  return asAnyone(engine, (db) =>
    db
      .selectFrom('publication')
      .select([...shown, 'org_id'])
      .select([
        sql<string | null>`valid_from::text`.as('valid_from'),
        sql<string | null>`valid_until::text`.as('valid_until'),
      ])
      .where('publication_id', '=', id)
      .executeTakeFirst(),
  )
}
