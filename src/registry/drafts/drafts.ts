import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalText } from '../../language/canonical.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { find, plain, readYaml } from '../../language/source.ts'
import type { Text } from '../../language/text.ts'
import type { Unit } from '../unit.ts'

/** What is written: the standard and its unit cases, as YAML, whether or not either can be read. */
export interface Written {
  readonly text: string
  readonly cases: string
}

export interface Saved {
  readonly number: number
  /** of text and cases */
  readonly sha256: string
}

const columns = [
  'draft_id',
  'standard_id',
  'title',
  'based_on',
  'number',
  'created_by',
  'created_at',
  'updated_at',
] as const

/** Latest change first. */
export function drafts({ db, org }: Unit) {
  return db
    .selectFrom('draft')
    .select(columns)
    .where('org_id', '=', org)
    .orderBy('updated_at', 'desc')
    .orderBy('draft_id')
    .limit(1000)
    .execute()
}

/** A draft with one of its versions, the newest if none is named. Undefined where there is none. */
export async function draft({ db, org }: Unit, id: string, number?: number) {
  const row = await db
    .selectFrom('draft')
    .select(columns)
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const version = await db
    .selectFrom('draft_version')
    .select(['number', 'sha256', 'text', 'cases', 'restored', 'saved_by', 'saved_at'])
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .where('number', '=', number ?? row.number)
    .executeTakeFirst()
  return version && { ...row, version }
}

/** Versions without their texts, newest first, from behind a number. */
export function versions(
  { db, org }: Unit,
  id: string,
  { before, limit }: { readonly before?: number; readonly limit: number },
) {
  return db
    .selectFrom('draft_version')
    .select(['number', 'sha256', 'restored', 'saved_by', 'saved_at'])
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .$if(before !== undefined, (q) => q.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** Begins a draft, with what is written as its version 1. `basedOn`: hash of a standard of the registry. Problems: standard-unknown. */
export async function beginDraft(
  unit: Unit,
  written: Written,
  basedOn?: string,
): Promise<Outcome<{ readonly draft: string }>> {
  const { db, org, person } = unit
  if (basedOn !== undefined) {
    const known = await db.selectFrom('standard').select('hash').where('hash', '=', basedOn).executeTakeFirst()
    if (!known) return failed(unknownStandard(basedOn))
  }
  const id = randomUUID()
  const { standard, title } = namesIn(written.text)
  await db
    .insertInto('draft')
    .values({
      org_id: org,
      draft_id: id,
      standard_id: standard ?? '',
      title: JSON.stringify(title ?? {}),
      based_on: basedOn ?? null,
      number: 1,
      created_by: person,
    })
    .execute()
  const sha256 = await addVersion(unit, id, 1, written)
  unit.record({ what: 'draft.begun', draft: id, sha256 })
  return done({ draft: id })
}

/**
 * Saves what is written as the next version, if `after` is still the newest: otherwise somebody saved meanwhile, nothing is changed, and the one who
 * saves has both texts. What is the same as the newest makes no version. Problems: draft-unknown, draft-changed.
 */
export async function saveDraft(
  unit: Unit,
  id: string,
  after: number,
  written: Written,
  restored?: number,
): Promise<Outcome<Saved>> {
  const { db, org } = unit
  // the lock alone first: who waits for it sees the other's new draft, but joined rows as they were before it, and so none
  const locked = await db
    .selectFrom('draft')
    .select('number')
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!locked) return failed(unknownDraft(id))
  const newest = await db
    .selectFrom('draft_version')
    .select(['number', 'sha256'])
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .where('number', '=', locked.number)
    .executeTakeFirstOrThrow()
  const same = newest.sha256 === hashOf(written)
  // the same text twice, such as a save whose answer was lost
  if (same && (after === newest.number || after === newest.number - 1)) return done(newest)
  if (after !== newest.number) return failed(changed(after, newest.number))
  const number = newest.number + 1
  const { standard, title } = namesIn(written.text)
  await db
    .updateTable('draft')
    .set({
      number,
      updated_at: sql<Date>`now()`,
      ...(standard !== undefined ? { standard_id: standard } : {}),
      ...(title !== undefined ? { title: JSON.stringify(title) } : {}),
    })
    .where('org_id', '=', org)
    .where('draft_id', '=', id)
    .execute()
  const sha256 = await addVersion(unit, id, number, written, restored)
  unit.record({ what: 'draft.saved', draft: id, number, sha256, ...(restored === undefined ? {} : { restored }) })
  return done({ number, sha256 })
}

/** Makes an older version the newest again; those between stay. Problems: draft-unknown, draft-changed. */
export async function restoreDraft(unit: Unit, id: string, after: number, number: number): Promise<Outcome<Saved>> {
  const old = await draft(unit, id, number)
  return old ? saveDraft(unit, id, after, old.version, number) : failed(unknownDraft(`${id} ${number}`))
}

async function addVersion(
  { db, org, person }: Unit,
  id: string,
  number: number,
  written: Written,
  restored?: number,
): Promise<string> {
  const sha256 = hashOf(written)
  const { text, cases } = written
  const row = { org_id: org, draft_id: id, number, sha256, text, cases, restored: restored ?? null, saved_by: person }
  await db.insertInto('draft_version').values(row).execute()
  return sha256
}

const hashOf = ({ text, cases }: Written): string =>
  createHash('sha256').update(canonicalText({ text, cases })).digest('hex')

/** Id and title as written, where the text can be read that far. */
function namesIn(text: string): { readonly standard?: string; readonly title?: Text } {
  const { raw } = readYaml('standard.yaml', text)
  if (raw?.kind !== 'map') return {}
  const [id, title] = [raw.entries.get('id'), raw.entries.get('title')]
  const [zh, en] = ['zh', 'en'].map((lang) => (title?.kind === 'map' ? plain(find(title, [lang])) : undefined))
  const said =
    title?.kind === 'text'
      ? { zh: title.text }
      : { ...(typeof zh === 'string' ? { zh } : {}), ...(typeof en === 'string' ? { en } : {}) }
  return { ...(id?.kind === 'text' ? { standard: id.text } : {}), ...(title ? { title: said } : {}) }
}

const unknownStandard = (got: string): Problem =>
  problem('standard-unknown', { zh: '没有这个标准', en: 'There is no such standard' }, { got })

export const unknownDraft = (got: string): Problem =>
  problem('draft-unknown', { zh: '没有这份草案或这个版本', en: 'There is no such draft, or no such version' }, { got })

const changed = (after: number, newest: number): Problem =>
  problem(
    'draft-changed',
    {
      zh: '别人已保存了更新的版本；你的文字未保存，也未丢失',
      en: 'Somebody saved a newer version; yours was not saved, and is not lost',
    },
    {
      expected: String(newest),
      got: String(after),
      next: {
        zh: '读取新版本，合并后再保存，或把你的文字存为另一版本',
        en: 'read the newer version and save again with both, or keep yours as another version',
      },
    },
  )
