import { Pool } from 'undici'
import type { SetupError } from '../../contract.ts'
import type { Answer, Completion, TokenLogprob } from './answer.ts'
import { type Attempt, attempt } from './attempt.ts'
import { setupError } from './faults.ts'
import { Gate } from './gate.ts'
import { keyNamed, mayGo } from './keys.ts'
import { onAbort } from './on-abort.ts'
import { reachFrom } from './reach.ts'
import { redactor } from './redact.ts'
import { backoffMs, LONGEST_WAIT_MS } from './retry.ts'

/** Where to send and how gently. */
export interface Address {
  /** http or https, with neither query nor credentials */
  readonly url: string
  readonly apiKeyEnv?: string | undefined
  /** name of a key that this work was given */
  readonly key?: string | undefined
  readonly concurrency: number
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerMinute?: number | undefined
  readonly timeoutSeconds: number
  readonly retries: number
}

/** What a client may be given instead of the machine's own: for tests that must not wait, and for seeded runs. */
export interface ClientOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** uniform in [0, 1), for the jitter of retries only */
  readonly random?: () => number
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** bytes of one answer at most; default 4 MiB */
  readonly maxBytes?: number
}

/** Counts since the client was opened. */
interface ClientStats {
  answers: number
  retries: number
  faults: number
}

/** Sends JSON to one address within its limits; safe to use from many places at once. */
export interface Poster {
  /** What came back, or a SetupError after all retries. `estimate`: tokens to book before the true number is known. */
  post(body: string, signal?: AbortSignal, estimate?: number): Promise<Answer>
  close(): Promise<void>
  readonly stats: Readonly<ClientStats>
}

/** How a service speaks. */
export interface Speech {
  /** added to the path of the address */
  readonly path: string
  readonly accept: string
  readonly read: (body: unknown) => Completion | undefined
}

const MAX_BYTES = 4 * 1024 * 1024

/**
 * Opens the way to one service. The API key is taken from what this work was given, or from the environment, and kept only in the request headers;
 * it is taken out of every error and every answer. Redirects are refused, answers are bounded in size and time.
 */
export function openPoster(address: Address, speech: Speech, options: ClientOptions = {}): Poster {
  const { env = process.env, random = Math.random, sleep = sleepFor, maxBytes = MAX_BYTES } = options
  const now = () => performance.now()
  const timeoutMs = address.timeoutSeconds * 1000
  const base = new URL(address.url)
  const reach = reachFrom(env)
  if (reach && !reach.allows(base)) throw setupError('endpoint-not-allowed', base.host)
  const pool = new Pool(base.origin, {
    connections: address.concurrency,
    // several requests on one connection would answer in line and falsify each one's latency
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, 30_000), ...(reach ? { lookup: reach.lookup } : {}) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const mayHave = address.apiKeyEnv !== undefined && (reach?.allowsKey(address.apiKeyEnv) ?? true)
  const named = address.key === undefined ? undefined : keyNamed(address.key)
  if (address.key !== undefined && !(named && mayGo(named, base))) throw setupError('key-not-for-host', base.host)
  const key = named?.value ?? (mayHave ? env[address.apiKeyEnv!]?.trim() : undefined)
  const redact = redactor(key)
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: speech.accept }
  if (key) headers['authorization'] = `Bearer ${key}`
  const path = `${base.pathname.replace(/\/+$/, '')}${speech.path}` || '/'
  const gate = new Gate(address, now)
  const stats: ClientStats = { answers: 0, retries: 0, faults: 0 }

  async function once(body: string, estimate: number, signal: AbortSignal | undefined): Promise<Attempt> {
    const { read } = speech
    const exchange = { pool, path, headers, body, read, timeoutMs, maxBytes, signal, now, today: Date.now, redact }
    let wait = gate.reserve(estimate)
    while (wait > 0) {
      await sleep(wait, signal)
      if (signal?.aborted) break
      // somebody else may have been told to wait meanwhile
      wait = gate.pause()
    }
    if (signal?.aborted) return { ok: false, code: 'cancelled', detail: '', again: false }
    return attempt(exchange)
  }

  async function persist(body: string, estimate: number, signal: AbortSignal | undefined): Promise<Answer> {
    for (let tried = 0; ; tried++) {
      const got = await once(body, estimate, signal)
      if (got.ok) {
        gate.settle(estimate, got.completion.tokens ?? estimate)
        stats.answers++
        return toAnswer(got, tried + 1, redact)
      }
      gate.settle(estimate, 0)
      const wait = got.waitMs ?? backoffMs(tried, random)
      if (!got.again || tried >= address.retries || wait > LONGEST_WAIT_MS) {
        stats.faults++
        throw toError(got, tried + 1)
      }
      stats.retries++
      if (got.waitMs !== undefined) gate.hold(wait)
      else await sleep(wait, signal)
    }
  }

  return {
    stats,
    async post(body, signal, estimate = 0) {
      const turn = gate.enter()
      if (turn) await turn
      try {
        return await persist(body, estimate, signal)
      } finally {
        gate.leave()
      }
    },
    close: () => pool.destroy(),
  }
}

type Good = Extract<Attempt, { ok: true }>
type Bad = Extract<Attempt, { ok: false }>

function toAnswer(
  { status, completion, blocked, ms }: Good,
  attempts: number,
  redact: (text: string) => string,
): Answer {
  const { finish, output, refusal, tokens, logprobs } = completion
  // half a surrogate pair is no text: evidence could not be written down with it
  const kept = (text: string) => redact(text).replace(/\p{Surrogate}/gu, '\ufffd')
  return {
    status,
    finish: finish === null ? null : kept(finish),
    output: kept(output),
    ...(refusal === undefined ? {} : { refusal: kept(refusal) }),
    ...(blocked === undefined ? {} : { blocked: kept(blocked) }),
    latencyMs: Math.round(ms * 10) / 10,
    attempts,
    ...(tokens === undefined ? {} : { tokens }),
    ...(logprobs === undefined ? {} : { logprobs: keptLogprobs(logprobs, kept) }),
  }
}

function keptLogprobs(all: readonly TokenLogprob[], kept: (text: string) => string): TokenLogprob[] {
  return all.map(({ token, logprob, top }) => ({
    token: kept(token),
    logprob,
    ...(top ? { top: top.map(([t, p]) => [kept(t), p] as const) } : {}),
  }))
}

function toError({ code, detail }: Bad, attempts: number): SetupError {
  return setupError(code, `${detail}${attempts > 1 ? ` (${attempts} attempts)` : ''}`.trim())
}

function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let stopListening = () => {}
    const end = () => {
      clearTimeout(timer)
      stopListening()
      resolve()
    }
    const timer = setTimeout(end, ms)
    stopListening = onAbort(signal, end)
  })
}
