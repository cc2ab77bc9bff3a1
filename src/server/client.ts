import type { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Endpoint } from './api/endpoint.ts'
import type { Endpoints } from './api/endpoints/index.ts'

/** What can be asked: `GET /subjects/:id` and so on. */
export type Name = `${Endpoints['method']} ${Endpoints['path']}` & keyof ByName
type ByName = { readonly [E in Endpoints as `${E['method']} ${E['path']}`]: E }

/** A part that is sent: left out where there is none, optional where nothing of it is required. */
type Part<Key extends string, T> = string extends keyof T
  ? unknown
  : Record<string, never> extends T
    ? { readonly [K in Key]?: T }
    : { readonly [K in Key]: T }

type Parts<E> =
  E extends Endpoint<infer _M, infer _Path, infer P, infer Q, infer B, infer _A>
    ? Part<'params', z.input<P>> & Part<'query', z.input<Q>> & Part<'body', z.input<B>>
    : never

/** Beside what the endpoint takes. */
export interface Beside {
  /** of a change, to send the same again; else one is made for each call */
  readonly key?: string
  /** the row version that was seen: where somebody has changed it since, it is refused */
  readonly match?: number
  readonly headers?: Readonly<Record<string, string>>
  /** of an upload */
  readonly bytes?: Uint8Array
  readonly signal?: AbortSignal
}

export type Given<N extends Name> = Parts<ByName[N]> & Beside

/** What is answered: the value of its schema, or the response itself where it is bytes or a stream. */
export type Answer<N extends Name> =
  ByName[N] extends Endpoint<infer _M, infer _Path, infer _P, infer _Q, infer _B, infer A>
    ? A extends z.ZodUndefined
      ? Response
      : z.output<A>
    : never

type Args<T> = Beside extends T ? [given?: T] : [given: T]
/** What is given beside the name: nothing where nothing is required. */
export type Arguments<N extends Name> = Args<Given<N>>

/** Problems: those of the endpoint; server-unreachable, answer-unreadable. */
export type Client = <N extends Name>(what: N, ...given: Arguments<N>) => Promise<Outcome<Answer<N>>>

export interface ClientOptions {
  /** of this browser or process, such as `globalThis.fetch` */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** where the server is, such as `https://plumbline.example`; in its own pages nothing */
  readonly base?: string
  /** with each request, such as `authorization`; in its own pages the cookie goes along by itself */
  readonly headers?: Readonly<Record<string, string>>
}

/** The API as one function; its types are those of the endpoints, and nothing of the server comes along. */
export function clientOf({ fetch, base = '', headers = {} }: ClientOptions): Client {
  return async (what: Name, ...rest: readonly unknown[]) => {
    const given = (rest[0] ?? {}) as Loose
    const [method, pattern] = what.split(' ') as [string, string]
    let response: Response
    try {
      response = await fetch(base + addressOf(pattern, given), { method, ...initOf(method, given, headers) })
    } catch (error) {
      if (given.signal?.aborted) throw error
      return failed(unreachable(String(error)))
    }
    if (!response.ok) return failed(...(await problemsOf(response)))
    if (!/^application\/json\b/.test(response.headers.get('content-type') ?? '')) return done(response as never)
    return response.json().then(
      (value) => done(value as never),
      () => failed(unreadable(response.status)),
    )
  }
}

interface Loose extends Beside {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

function addressOf(pattern: string, { params = {}, query = {} }: Loose): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`
}

function initOf(method: string, given: Loose, always: Readonly<Record<string, string>>): RequestInit {
  const { body, bytes, key, match, signal } = given
  const headers = {
    ...always,
    ...(method === 'POST' || method === 'PUT' ? { 'idempotency-key': key ?? newKey() } : {}),
    ...(match === undefined ? {} : { 'if-match': `"v${match}"` }),
    ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...given.headers,
  }
  const sent = bytes ?? (body === undefined ? undefined : JSON.stringify(body))
  return { headers, ...(sent === undefined ? {} : { body: sent as string }), ...(signal ? { signal } : {}) }
}

/** 128 bits at random; a page without https has no `randomUUID`. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function problemsOf(response: Response): Promise<readonly Problem[]> {
  const body = (await response.json().catch(() => undefined)) as { readonly problems?: readonly Problem[] } | undefined
  return body?.problems?.length ? body.problems : [unreadable(response.status)]
}

function unreachable(got: string): Problem {
  return problem(
    'server-unreachable',
    { zh: '无法连接服务器', en: 'The server cannot be reached' },
    { got, next: { zh: '检查网络后重试', en: 'look at the network, then try again' } },
  )
}

function unreadable(status: number): Problem {
  return problem(
    'answer-unreadable',
    { zh: '服务器的答复无法读取', en: 'The answer of the server cannot be read' },
    { got: `HTTP ${status}` },
  )
}
