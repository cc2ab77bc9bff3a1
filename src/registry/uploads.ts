import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { takeLock } from '../assessment/run/lock.ts'
import { done, failed, type Outcome } from '../language/problem.ts'
import { bring, isEvidenceOf, mayBring, takesEvidence, UPLOAD_DAYS } from './assessment-evidence.ts'
import { notNow } from './decisions.ts'
import { keepEvidence } from './evidence/keep.ts'
import { EvidenceMismatch, type Stored } from './evidence/store.ts'
import type { House } from './house.ts'
import { shared } from './requests.ts'
import { type Actor, asTenant, type Unit } from './unit.ts'
import { sizeOf, written } from './upload-file.ts'
import { busy, cut, gap, LARGEST_UPLOAD, mismatch, tooLarge, tooLong, unknownUpload } from './upload-problems.ts'

export interface NewUpload {
  readonly name: string
  readonly mediaType: string
  /** bytes */
  readonly size: number
  /** hex, where the sender knows it: evidence that is here already is not sent again */
  readonly sha256?: string
  /** the assessment that it is brought into, and the organization that does so: a guest in the space of whoever is assessed, or that one itself */
  readonly into?: { readonly assessment: string; readonly by: string }
}

/** Begins an upload, or says which evidence these bytes are already. Problems: upload-too-large, not-now and evidence-quota of an assessment. */
export async function beginUpload(
  house: House,
  actor: Actor,
  { name, mediaType, size, sha256, into }: NewUpload,
): Promise<Outcome<{ readonly upload: string } | { readonly stored: Stored }>> {
  if (size > LARGEST_UPLOAD) return failed(tooLarge(size))
  return asTenant(house.engine, actor, async (unit) => {
    const { db, org, person } = unit
    const allowed = into && (await mayBring(unit, into.assessment, into.by, size))
    if (allowed?.ok === false) return allowed
    const known = sha256 === undefined ? undefined : await heldFor(house, unit, sha256, into)
    if (known && into) await bring(unit, into.assessment, known.sha256, into.by)
    if (known) return done({ stored: known })
    const upload = randomUUID()
    await db
      .insertInto('upload')
      .values({
        org_id: org,
        upload_id: upload,
        name,
        media_type: mediaType,
        size,
        sha256: sha256 ?? null,
        assessment_id: into?.assessment ?? null,
        brought_by: into?.by ?? null,
        created_by: person,
      })
      .execute()
    return done({ upload })
  })
}

/**
 * The evidence that these bytes are already, where the store still holds them. A guest is told so of the assessment's own files alone: a hash must
 * not open what somebody else has.
 */
async function heldFor({ evidence }: House, unit: Unit, sha256: string, into: NewUpload['into']) {
  const { db, org } = unit
  if (into && into.by !== org && !(await isEvidenceOf(unit, into.assessment, sha256))) return undefined
  const known = await db
    .selectFrom('evidence')
    .select('size')
    .where('org_id', '=', org)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  const size = known && Number(known.size)
  return size !== undefined && (await evidence.size(org, sha256)) === size ? { sha256, size } : undefined
}

/**
 * As whom to go on with an upload: in the space in which it lies, where the organization of the actor began it, and while it may work on the assessment
 * that it is for. undefined where there is none.
 */
export async function uploaderOf({ engine }: House, actor: Actor, upload: string): Promise<Actor | undefined> {
  const found = ({ db, org }: Unit, assessments?: readonly string[]) =>
    db
      .selectFrom('upload')
      .select('upload_id')
      .where('org_id', '=', org)
      .where('upload_id', '=', upload)
      .where('finished_at', 'is', null)
      .where((e) =>
        assessments
          ? e.and([e('brought_by', '=', actor.org), e('assessment_id', 'in', [...assessments])])
          : e.or([e('brought_by', 'is', null), e('brought_by', '=', actor.org)]),
      )
      .$if(assessments !== undefined, (q) =>
        q.where('created_at', '>', sql<Date>`now() - make_interval(days => ${UPLOAD_DAYS})`),
      )
      .executeTakeFirst()
  if (await asTenant(engine, actor, (unit) => found(unit))) return actor
  const granted = (await asTenant(engine, actor, shared)).filter(({ may }) => may === 'assess')
  for (const org of new Set(granted.map(({ org_id }) => org_id))) {
    const at = { org, person: actor.person }
    const ids = granted.filter((row) => row.org_id === org).map((row) => row.assessment_id)
    if (await asTenant(engine, at, (unit) => found(unit, ids))) return at
  }
  return undefined
}

/** How much has arrived; undefined where there is no such upload, or it is finished. */
export async function uploadState(house: House, actor: Actor, upload: string) {
  const row = await asTenant(house.engine, actor, ({ db, org }) =>
    db
      .selectFrom('upload')
      .select(['name', 'media_type', 'size', 'sha256', 'assessment_id', 'brought_by'])
      .where('org_id', '=', org)
      .where('upload_id', '=', upload)
      .where('finished_at', 'is', null)
      .executeTakeFirst(),
  )
  if (row === undefined) return undefined
  return { ...row, size: Number(row.size), received: await sizeOf(pathOf(house, actor, upload)) }
}

/**
 * Adds bytes from `offset` on; what is there behind it is written over, so that a part that was cut off is simply sent again. When all have
 * arrived they become evidence. One writer at a time: two would take each other's file away.
 * Problems: upload-unknown, upload-busy, upload-offset (a gap), upload-cut, upload-too-long, upload-mismatch, not-now (its assessment is decided).
 */
export async function appendUpload(
  house: House,
  actor: Actor,
  upload: string,
  offset: number,
  bytes: Readable,
): Promise<Outcome<{ readonly received: number; readonly stored?: Stored }>> {
  if ((await uploadState(house, actor, upload)) === undefined) return failed(unknownUpload(upload))
  const path = pathOf(house, actor, upload)
  await mkdir(dirname(path), { recursive: true })
  const lock = await takeLock(`${path}.writer`, { code: 'upload-busy', zh: '上传', en: 'upload' })
  if (!lock.ok) return failed(busy(upload))
  try {
    return await append(house, actor, upload, offset, bytes)
  } finally {
    await lock.value.release()
  }
}

async function append(
  house: House,
  actor: Actor,
  upload: string,
  offset: number,
  bytes: Readable,
): Promise<Outcome<{ readonly received: number; readonly stored?: Stored }>> {
  // again, behind the lock: whoever was here before may have ended it
  const state = await uploadState(house, actor, upload)
  if (state === undefined) return failed(unknownUpload(upload))
  if (offset > state.received) return failed(gap(state.received, offset))
  const path = pathOf(house, actor, upload)
  const { received, isCut } = await written(path, offset, bytes, state.size)
  if (received > state.size) {
    await truncate(path, offset)
    return failed(tooLong(state.size))
  }
  if (isCut) return failed(cut(received))
  if (received < state.size) return done({ received })
  const { assessment_id: assessment, brought_by: by } = state
  const open = assessment === null || (await asTenant(house.engine, actor, (unit) => takesEvidence(unit, assessment)))
  if (!open) return failed(notNow(undefined))
  try {
    const stored = await keepEvidence(house, actor, createReadStream(path), {
      name: state.name,
      mediaType: state.media_type,
      expected: { size: state.size, ...(state.sha256 === null ? {} : { sha256: state.sha256 }) },
    })
    await finished(house, actor, upload, stored, assessment === null || by === null ? undefined : { assessment, by })
    await rm(path, { force: true })
    return done({ received, stored })
  } catch (error) {
    if (!(error instanceof EvidenceMismatch)) throw error
    await rm(path, { force: true })
    return failed(mismatch(error.expected.sha256 ?? '', error.got.sha256))
  }
}

function finished({ engine }: House, actor: Actor, upload: string, stored: Stored, into: NewUpload['into']) {
  return asTenant(engine, actor, async (unit) => {
    await unit.db
      .updateTable('upload')
      .set({ finished_at: sql<Date>`now()`, received: stored.size })
      .where('org_id', '=', unit.org)
      .where('upload_id', '=', upload)
      .execute()
    if (into) await bring(unit, into.assessment, stored.sha256, into.by)
  })
}

const pathOf = ({ workFolder }: House, { org }: Actor, upload: string) => uploadFile(workFolder, org, upload)

/** Where the bytes of an upload wait for the rest. */
export const uploadFile = (workFolder: string, org: string, upload: string): string =>
  join(workFolder, 'uploads', org, upload)
