import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { takeLock } from '../assessment/run/lock.ts'
import { done, failed, type Outcome } from '../language/problem.ts'
import { keepEvidence } from './evidence/keep.ts'
import { EvidenceMismatch, type Stored } from './evidence/store.ts'
import type { House } from './house.ts'
import { type Actor, asTenant } from './unit.ts'
import { sizeOf, written } from './upload-file.ts'
import { busy, cut, gap, LARGEST_UPLOAD, mismatch, tooLarge, tooLong, unknownUpload } from './upload-problems.ts'

export interface NewUpload {
  readonly name: string
  readonly mediaType: string
  /** bytes */
  readonly size: number
  /** hex, where the sender knows it: evidence that is here already is not sent again */
  readonly sha256?: string
}

/** Begins an upload, or says which evidence these bytes are already. */
export async function beginUpload(
  house: House,
  actor: Actor,
  { name, mediaType, size, sha256 }: NewUpload,
): Promise<Outcome<{ readonly upload: string } | { readonly stored: Stored }>> {
  if (size > LARGEST_UPLOAD) return failed(tooLarge(size))
  return asTenant(house.engine, actor, async (unit) => {
    const { db, org, person } = unit
    if (sha256 !== undefined) {
      const known = await db
        .selectFrom('evidence')
        .select('size')
        .where('org_id', '=', org)
        .where('sha256', '=', sha256)
        .executeTakeFirst()
      if (known) return done({ stored: { sha256, size: Number(known.size) } })
    }
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
        created_by: person,
      })
      .execute()
    return done({ upload })
  })
}

/** How much has arrived; undefined where there is no such upload, or it is finished. */
export async function uploadState(house: House, actor: Actor, upload: string) {
  const row = await asTenant(house.engine, actor, ({ db, org }) =>
    db
      .selectFrom('upload')
      .select(['name', 'media_type', 'size', 'sha256'])
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
 * Problems: upload-unknown, upload-busy, upload-offset (a gap), upload-cut, upload-too-long, upload-mismatch.
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
  try {
    const stored = await keepEvidence(house, actor, createReadStream(path), {
      name: state.name,
      mediaType: state.media_type,
      expected: { size: state.size, ...(state.sha256 === null ? {} : { sha256: state.sha256 }) },
    })
    await finished(house, actor, upload, state.size)
    await rm(path, { force: true })
    return done({ received, stored })
  } catch (error) {
    if (!(error instanceof EvidenceMismatch)) throw error
    await rm(path, { force: true })
    return failed(mismatch(error.expected.sha256 ?? '', error.got.sha256))
  }
}

function finished({ engine }: House, actor: Actor, upload: string, received: number) {
  return asTenant(engine, actor, ({ db, org }) =>
    db
      .updateTable('upload')
      .set({ finished_at: sql<Date>`now()`, received })
      .where('org_id', '=', org)
      .where('upload_id', '=', upload)
      .execute(),
  )
}

const pathOf = ({ workFolder }: House, { org }: Actor, upload: string) => uploadFile(workFolder, org, upload)

/** Where the bytes of an upload wait for the rest. */
export const uploadFile = (workFolder: string, org: string, upload: string): string =>
  join(workFolder, 'uploads', org, upload)
