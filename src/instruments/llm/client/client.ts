import { Pool } from 'undici'
import type { SetupError } from '../../contract.ts'
import type { Answer, TokenLogprob } from './answer.ts'
import { type Attempt, attempt } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import { setupError } from './faults.ts'
import { Gate } from './gate.ts'
import { onAbort } from './on-abort.ts'
import { redactor } from './redact.ts'
import { backoffMs, LONGEST_WAIT_MS } from './retry.ts'
import { textTokens } from './tokens.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string
  /** of an assistant's message that calls tools */
  readonly tool_calls?: readonly {
    readonly id: string
    readonly type: 'function'
    readonly function: { readonly name: string; readonly arguments: string }
  }[]
  /** of a tool's message: the call it answers */
  readonly tool_call_id?: string
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

/** What one request asks for beyond an answer. */
export interface Wants {
  /** log probabilities of the first tokens; an endpoint that has none leaves them out */
  readonly logprobs?: boolean
}

/** Counts since the client was opened. */
interface ClientStats {
  answers: number
  retries: number
  faults: number
}

/** A chat endpoint behind its limits. It is safe to ask from many places at once. */
export interface ChatClient {
  /** The endpoint's answer, or a SetupError when the set-up and not the subject failed after all retries. */
  ask(messages: readonly Message[], signal?: AbortSignal, wants?: Wants): Promise<Answer>
  close(): Promise<void>
  readonly stats: Readonly<ClientStats>
}

const MAX_BYTES = 4 * 1024 * 1024

/**
 * Opens a client for one endpoint. The API key is read from the environment here and kept only in the request headers;
 * it is taken out of every error and every answer.
 */
export function openClient(endpoint: Endpoint, options: ClientOptions = {}): ChatClient {
  const { env = process.env, random = Math.random, sleep = sleepFor, maxBytes = MAX_BYTES } = options
  const now = () => performance.now()
  const timeoutMs = endpoint.timeoutSeconds * 1000
  const base = new URL(endpoint.url)
  const pool = new Pool(base.origin, {
    connections: endpoint.concurrency,
    // several requests on one connection would answer in line and falsify each one's latency
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, 30_000) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const key = endpoint.apiKeyEnv === undefined ? undefined : env[endpoint.apiKeyEnv]?.trim()
  const redact = redactor(key)
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (endpoint.stream) headers['accept'] = 'text/event-stream'
  if (key) headers['authorization'] = `Bearer ${key}`
  const path = `${base.pathname.replace(/\/+$/, '')}/chat/completions`
  const gate = new Gate(endpoint, now)
  const stats: ClientStats = { answers: 0, retries: 0, faults: 0 }

  async function once(body: string, estimate: number, signal: AbortSignal | undefined): Promise<Attempt> {
    const exchange = { pool, path, headers, body, timeoutMs, maxBytes, signal, now, today: Date.now, redact }
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
      if (!got.again || tried >= endpoint.retries || wait > LONGEST_WAIT_MS) {
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
    async ask(messages, signal, wants = {}) {
      const body = requestBody(endpoint, messages, wants)
      const turn = gate.enter()
      if (turn) await turn
      try {
        return await persist(body, tokenEstimate(messages, endpoint), signal)
      } finally {
        gate.leave()
      }
    },
    close: () => pool.destroy(),
  }
}

function requestBody(endpoint: Endpoint, messages: readonly Message[], { logprobs = false }: Wants): string {
  const system: Message[] = endpoint.system === undefined ? [] : [{ role: 'system', content: endpoint.system }]
  return JSON.stringify({
    model: endpoint.model,
    messages: [...system, ...messages],
    temperature: endpoint.temperature,
    max_tokens: endpoint.maxTokens,
    stream: endpoint.stream,
    ...(logprobs ? { logprobs: true, top_logprobs: 5 } : {}),
  })
}

/** Tokens to book before the true number is known: one a non-Latin character, one per four others, and the whole room for the answer. */
function tokenEstimate(
  messages: readonly Message[],
  endpoint: Pick<Endpoint, 'maxTokens' | 'tokensPerMinute'>,
): number {
  if (endpoint.tokensPerMinute === undefined) return 0
  return textTokens(messages.map((m) => m.content)) + endpoint.maxTokens
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
