import { ask } from './client.ts'
import { askedToWait, pauseAfter } from './patience.ts'
import { ApiError } from './refused.ts'
import type { SubjectFile } from './types.ts'

const CHUNK = 4 * 2 ** 20
const keyOf = (sha256: string, into: string | undefined) => `plumbline.upload.${into ? `${into}.` : ''}${sha256}`

interface Stored {
  readonly sha256: string
  readonly size: number
}

/** SHA-256 of a file, in a worker: large files would stop the page. `progress`: 0 to 1. */
export function hashFile(file: Blob, progress: (share: number) => void): Promise<string> {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ share: number } | { sha256: string }>) => {
      if ('share' in data) progress(data.share)
      else resolve(data.sha256)
    }
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}

type Standing = { readonly stored: Stored } | { readonly id: string; readonly at: number }

/**
 * Sends a file in pieces. An upload that was cut off, also by closing the page, goes on where the server stands; where the server asks to
 * wait, it waits. `into`: the assessment that it is brought into.
 */
export async function upload(
  file: File,
  on: { hashing: (share: number) => void; sending: (share: number) => void; interrupted: () => void },
  into?: string,
): Promise<Stored> {
  const sha256 = await hashFile(file, on.hashing)
  let [now, furthest, failures]: [Standing | undefined, number, number] = [undefined, 0, 0]
  for (;;) {
    try {
      now = now === undefined ? await standing(file, sha256, into) : await piece(now, file)
    } catch (error) {
      const pause = pauseAfter(error, failures)
      if (pause === undefined) throw error
      if (!askedToWait(error)) failures++
      on.interrupted()
      await new Promise((later) => setTimeout(later, pause))
      // the piece may have arrived, and only the answer not: the server is asked where it stands
      now = undefined
      continue
    }
    if ('stored' in now) {
      localStorage.removeItem(keyOf(sha256, into))
      return now.stored
    }
    if (now.at > furthest) failures = 0
    furthest = Math.max(furthest, now.at)
    on.sending(file.size === 0 ? 1 : now.at / file.size)
  }
}

/** Where an upload of these bytes that was begun stands, or of one that is begun now. */
async function standing(file: File, sha256: string, into: string | undefined): Promise<Standing> {
  const key = keyOf(sha256, into)
  const known = localStorage.getItem(key)
  const state = known === null ? undefined : await stateOf(known)
  if (known !== null && state) return { id: known, at: state.received }
  const mediaType = file.type || 'application/octet-stream'
  const answer = await ask('POST /uploads', {
    body: { name: file.name, mediaType, size: file.size, sha256, ...(into ? { assessment: into } : {}) },
  })
  if (answer.stored) return { stored: answer.stored }
  localStorage.setItem(key, answer.upload!)
  return { id: answer.upload!, at: 0 }
}

async function piece(from: Standing, file: File): Promise<Standing> {
  if ('stored' in from) return from
  const { id, at } = from
  const { received, stored } = await ask('PATCH /uploads/:id', {
    params: { id },
    bytes: new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()),
    headers: { 'upload-offset': String(at) },
  })
  return stored ? { stored } : { id, at: received }
}

/** undefined where there is no such upload any more */
async function stateOf(id: string): Promise<{ received: number } | undefined> {
  try {
    return await ask('GET /uploads/:id', { params: { id } })
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

export const asSubjectFile = (path: string, { sha256, size }: Stored): SubjectFile => ({ path, sha256, size })
