import { newKey } from './key.ts'
import type { Problem } from './types.ts'

/** What the server refused, in both languages; `unreachable` where there was no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly problems: readonly Problem[]
  /** seconds that the server asked to wait */
  readonly retryAfter: number | undefined
  constructor(status: number, problems: readonly Problem[], retryAfter?: number) {
    super(problems[0]?.code ?? String(status))
    this.name = 'ApiError'
    this.status = status
    this.problems = problems
    this.retryAfter = retryAfter
  }
  get code(): string {
    return this.problems[0]?.code ?? 'unexpected'
  }
}

const unreachable: Problem = {
  code: 'unreachable',
  severity: 'error',
  text: { zh: '连不上服务器', en: 'The server cannot be reached' },
  next: { zh: '检查网络后重试', en: 'check the network, then try again' },
}
const strange: Problem = {
  code: 'unexpected',
  severity: 'error',
  text: { zh: '服务器的回答无法读懂', en: 'The server gave an answer that cannot be read' },
}

export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly body?: unknown
  readonly bytes?: Blob
  readonly headers?: Readonly<Record<string, string>>
  /** one for each intention, so that trying again does nothing twice */
  readonly key?: string
  readonly signal?: AbortSignal
}

export async function send(path: string, sending: Sending = {}): Promise<Response> {
  const { method = 'GET', body, bytes, headers = {}, key, signal } = sending
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key ?? newKey() }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes ? { body: bytes } : {}),
    ...(signal ? { signal } : {}),
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiError(0, [unreachable])
  })
  if (response.ok) return response
  const wait = Number.parseFloat(response.headers.get('retry-after') ?? '')
  throw new ApiError(response.status, await problemsOf(response), Number.isFinite(wait) ? wait : undefined)
}

async function problemsOf(response: Response): Promise<readonly Problem[]> {
  const body = (await response.json().catch(() => ({}))) as { problems?: readonly Problem[] }
  return body.problems && body.problems.length > 0 ? body.problems : [strange]
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await send(path, signal ? { signal } : {})).json() as Promise<T>
}

export async function post<T = unknown>(path: string, body: unknown = {}, key?: string): Promise<T> {
  const response = await send(path, { method: 'POST', body, ...(key ? { key } : {}) })
  return (response.status === 204 ? undefined : await response.json()) as T
}

export async function put<T = unknown>(path: string, body: unknown): Promise<T> {
  const response = await send(path, { method: 'PUT', body })
  return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T
}

export async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await send(path, { headers: { accept: '*/*' } })).arrayBuffer())
}
