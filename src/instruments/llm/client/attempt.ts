import { EventEmitter } from 'node:events'
import type { Dispatcher } from 'undici'
import { isCertificateFault } from '../../certificate-fault.ts'
import { type Completion, CompletionBuilder, namesContentRisk } from './answer.ts'
import type { FaultCode } from './faults.ts'
import { onAbort } from './on-abort.ts'
import { retryAfterMs } from './retry.ts'
import { EventReader } from './sse.ts'

/** One request ended: either with something the subject said, or with a fault of the set-up that may be worth another try. */
export type Attempt =
  | {
      readonly ok: true
      readonly status: number
      readonly completion: Completion
      readonly blocked?: string
      readonly ms: number
    }
  | {
      readonly ok: false
      readonly code: FaultCode
      readonly detail: string
      readonly again: boolean
      readonly waitMs?: number | undefined
    }

export interface Exchange {
  readonly pool: Dispatcher
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
  /** what a whole answer in JSON says; undefined where it has another form */
  readonly read: (body: unknown) => Completion | undefined
  readonly timeoutMs: number
  /** bytes of answer read at most */
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
  readonly now: () => number
  /** time of day in milliseconds, for Retry-After dates */
  readonly today: () => number
  /** takes secrets out of what the endpoint said, before it is shortened: half a key would no longer be recognised */
  readonly redact: (text: string) => string
}

const ERROR_BODY_BYTES = 64 * 1024

function fault(code: FaultCode, detail: string, again: boolean, waitMs?: number): Attempt {
  return { ok: false, code, detail, again, waitMs }
}

/** Sends one request and reads its answer to the end, within the time and size allowed. Never throws. */
export async function attempt(x: Exchange): Promise<Attempt> {
  if (x.signal?.aborted) return fault('cancelled', '', false)
  // undici takes either; an AbortSignal a request is garbage that only a full collection takes away
  const abort = new EventEmitter()
  let late = false
  const timer = setTimeout(() => {
    late = true
    abort.emit('abort')
  }, x.timeoutMs)
  const stopListening = onAbort(x.signal, () => abort.emit('abort'))
  const started = x.now()
  let streaming = false
  try {
    const response = await x.pool.request({
      path: x.path,
      method: 'POST',
      headers: x.headers,
      body: x.body,
      signal: abort,
    })
    // destroying a body we do not want to finish makes it emit an error that nobody else listens to
    response.body.on('error', () => {})
    if (response.statusCode !== 200) return await readRefused(response, x, started)
    streaming = mediaType(response).startsWith('text/event-stream')
    const read = streaming ? await readStream(response, x) : await readWhole(response, x)
    return read.ok ? { ...read, ms: x.now() - started } : read
  } catch (error) {
    if (x.signal?.aborted) return fault('cancelled', '', false)
    if (late) return fault('timed-out', `${x.timeoutMs} ms`, true)
    return connectionFault(error, streaming, x)
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}

type Response = Dispatcher.ResponseData

function mediaType(response: Response): string {
  return String(response.headers['content-type'] ?? '').toLowerCase()
}

/** Reads at most `limit` bytes; undefined when there is more. The rest is never buffered: the connection is closed instead. */
async function readBytes(response: Response, limit: number): Promise<Buffer | undefined> {
  if (Number(response.headers['content-length'] ?? 0) > limit) {
    response.body.destroy()
    return undefined
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) {
      response.body.destroy()
      return undefined
    }
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}

async function readWhole(response: Response, x: Exchange): Promise<Attempt> {
  const encoding = response.headers['content-encoding']
  const bytes = await readBytes(response, x.maxBytes)
  if (bytes === undefined) return fault('answer-too-large', `> ${x.maxBytes} bytes`, false)
  if (encoding !== undefined && encoding !== 'identity') {
    return fault('unexpected-answer', `content-encoding: ${String(encoding)}`, false)
  }
  const text = bytes.toString('utf8')
  const body = parseJson(text)
  if (body === undefined) return fault('not-json', `${mediaType(response)}: ${head(x.redact(text))}`, false)
  const completion = x.read(body)
  if (completion === undefined) return fault('unexpected-answer', head(x.redact(text)), false)
  return { ok: true, status: 200, completion, ms: 0 }
}

async function readStream(response: Response, x: Exchange): Promise<Attempt> {
  const events = new EventReader()
  const builder = new CompletionBuilder()
  let size = 0
  let done = false
  const take = (data: string): Attempt | undefined => {
    if (data === '[DONE]') {
      done = true
      return undefined
    }
    const chunk = parseJson(data)
    if (chunk === undefined) return fault('not-json', head(x.redact(data)), false)
    if (typeof chunk === 'object' && chunk !== null && 'error' in chunk) return streamedError(data, x)
    return builder.add(chunk) ? undefined : fault('unexpected-answer', head(x.redact(data)), false)
  }
  for await (const bytes of response.body as AsyncIterable<Buffer>) {
    size += bytes.length
    if (size > x.maxBytes) {
      response.body.destroy()
      return fault('answer-too-large', `> ${x.maxBytes} bytes`, false)
    }
    for (const data of events.feed(bytes)) {
      const wrong = take(data)
      if (wrong) {
        response.body.destroy()
        return wrong
      }
    }
  }
  // an unfinished last event can only be the end mark; half a chunk of JSON means that the stream broke
  for (const data of events.end()) if (data === '[DONE]') done = true
  if (!done && !builder.finished) return fault('stream-broken', `${size} bytes`, true)
  return { ok: true, status: 200, completion: builder.build(), ms: 0 }
}

function streamedError(data: string, x: Exchange): Attempt {
  if (!namesContentRisk(data)) return fault('server-error', head(x.redact(data)), true)
  return { ok: true, status: 200, completion: { finish: 'blocked', output: '' }, blocked: head(x.redact(data)), ms: 0 }
}

async function readRefused(response: Response, x: Exchange, started: number): Promise<Attempt> {
  const status = response.statusCode
  if (status >= 300 && status < 400) {
    response.body.destroy()
    return fault('redirect-refused', `HTTP ${status}`, false)
  }
  const bytes = await readBytes(response, Math.min(ERROR_BODY_BYTES, x.maxBytes))
  const text = bytes?.toString('utf8') ?? ''
  const detail = `HTTP ${status}: ${head(x.redact(text))}`
  if (status === 400 && namesContentRisk(text)) {
    const completion = { finish: 'blocked', output: '' }
    return { ok: true, status, completion, blocked: head(x.redact(text)), ms: x.now() - started }
  }
  const waitMs = retryAfterMs(response.headers['retry-after'], x.today())
  if (status === 429) return fault('rate-limited', detail, true, waitMs)
  if (status >= 500) return fault('server-error', detail, true, waitMs)
  if (status === 408) return fault('timed-out', detail, true, waitMs)
  if (status === 401 || status === 403) return fault('not-authorised', detail, false)
  if (status === 404) return fault('not-found', detail, false)
  return fault(status >= 400 ? 'request-refused' : 'unexpected-answer', detail, false)
}

const unreachable = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/

function connectionFault(error: unknown, streaming: boolean, x: Exchange): Attempt {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const message = cause instanceof Error ? cause.message : String(cause)
  const detail = x.redact(code === '' ? message : `${code}: ${message}`)
  // said by our own look-up of names
  if (code === 'PLUMBLINE_REACH') return fault('endpoint-not-allowed', detail, false)
  if (isCertificateFault(code)) return fault('certificate-refused', detail, false)
  if (unreachable.test(code)) return fault('endpoint-unreachable', detail, true)
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return fault('timed-out', detail, true)
  return fault(streaming ? 'stream-broken' : 'connection-lost', detail, true)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The first words of a body, on one line, for an error's detail. */
function head(text: string): string {
  return Array.from(text.slice(0, 400)).slice(0, 200).join('').replace(/\s+/g, ' ').trim()
}
