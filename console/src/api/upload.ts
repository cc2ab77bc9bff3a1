import { ApiError, get, post, send } from './client.ts'
import type { SubjectFile } from './types.ts'

const CHUNK = 4 * 2 ** 20
const keyOf = (sha256: string) => `plumbline.upload.${sha256}`

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

/** Sends a file in pieces. An upload that was cut off, also by closing the page, goes on where the server stands. */
export async function upload(
  file: File,
  on: { hashing: (share: number) => void; sending: (share: number) => void },
): Promise<Stored> {
  const sha256 = await hashFile(file, on.hashing)
  const known = localStorage.getItem(keyOf(sha256))
  const begun = known ? await stateOf(known) : undefined
  let id = begun ? known! : ''
  let at = begun?.received ?? 0
  if (!begun) {
    const mediaType = file.type || 'application/octet-stream'
    const answer = await post<{ upload: string } | { stored: Stored }>('/api/v1/uploads', {
      name: file.name,
      mediaType,
      size: file.size,
      sha256,
    })
    if ('stored' in answer) return answer.stored
    id = answer.upload
    localStorage.setItem(keyOf(sha256), id)
  }
  for (let failures = 0; ; ) {
    try {
      const { received, stored } = await piece(id, file, at)
      at = received
      failures = 0
      on.sending(file.size === 0 ? 1 : at / file.size)
      if (stored) {
        localStorage.removeItem(keyOf(sha256))
        return stored
      }
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status >= 400 && error.status < 500 && error.status !== 409))
        throw error
      if (++failures > 6) throw error
      await new Promise((later) => setTimeout(later, 500 * 2 ** failures))
      at = (await stateOf(id))?.received ?? at
    }
  }
}

async function piece(id: string, file: File, at: number): Promise<{ received: number; stored?: Stored }> {
  const response = await send(`/api/v1/uploads/${id}`, {
    method: 'PATCH',
    bytes: file.slice(at, at + CHUNK),
    headers: { 'upload-offset': String(at), 'content-type': 'application/octet-stream' },
  })
  return response.json() as Promise<{ received: number; stored?: Stored }>
}

function stateOf(id: string): Promise<{ received: number; size: number } | undefined> {
  return get<{ received: number; size: number }>(`/api/v1/uploads/${id}`).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  })
}

export const asSubjectFile = (path: string, { sha256, size }: Stored): SubjectFile => ({ path, sha256, size })
