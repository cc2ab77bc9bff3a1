import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { etag } from 'hono/etag'
import { actorOf, admitted } from './admitted.ts'
import { answered, type Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints/index.ts'
import type { Env, Hall } from './hall.ts'
import { once } from './idempotency.ts'
import { type Limit, limiter } from './limits.ts'
import { Meter } from './meter.ts'
import { openapi } from './openapi.ts'
import { Refused, refuse, wrong } from './refusals.ts'

/** A line of the log: what was asked, never with what. */
export interface LogLine {
  readonly level: 'info' | 'error'
  readonly what: string
  readonly [fact: string]: string | number | undefined
}

export interface AppOptions {
  readonly hall: Hall
  /** answers what lies under `/api/auth` */
  readonly signIn: (request: Request, address: string) => Promise<Response>
  /** address of the client, as the connection knows it */
  readonly addressOf: (c: { readonly env: unknown }) => string
  readonly log?: (line: LogLine) => void
  readonly limit?: Limit
  /** whoever may read the figures says so with it (Authorization: Bearer); without it only this machine */
  readonly metricsToken?: string
}

const JSON_LIMIT = 2 * 2 ** 20

/** The whole API as one function from a request to its answer. */
export function app({ hall, signIn, addressOf, log = () => {}, limit, metricsToken }: AppOptions): Hono<Env> {
  const api = new Hono<Env>()
  const meter = new Meter()
  // a folder of a thousand files is two thousand requests of one person
  const own = limit ?? { burst: 3000, perMinute: 6000 }
  const ofOne = limiter(own)
  // many people of one house come from one address
  const ofAddress = limiter({ burst: 10 * own.burst, perMinute: 10 * own.perMinute })

  api.use('*', async (c, next) => {
    const began = performance.now()
    const id = randomUUID()
    c.set('hall' as never, hall as never)
    c.set('requestId' as never, id as never)
    c.header('x-request-id', id)
    const method = c.req.method
    const { telemetry } = hall.house
    await telemetry.span(
      method,
      { 'http.request.method': method },
      async (add) => {
        await next()
        add({ 'http.route': c.req.routePath, 'http.response.status_code': c.res.status })
      },
      c.req.header('traceparent'),
    )
    const seconds = (performance.now() - began) / 1000
    const route = c.req.routePath
    telemetry.took('http.server.request.duration', seconds, {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': c.res.status,
    })
    meter.count(c.req.method, route, c.res.status, seconds)
    log({
      level: c.res.status < 500 ? 'info' : 'error',
      what: 'request',
      id,
      method: c.req.method,
      route,
      status: c.res.status,
      ms: Math.round(seconds * 1000),
    })
  })
  api.use('/api/*', async (c, next) => {
    const [address, now] = [addressOf(c), Date.now()]
    const seconds = ofAddress(address, now) ?? ofOne(credentialOf(c.req.raw.headers) ?? address, now)
    if (seconds !== undefined) return refuse(c, [wrong('too-many-requests')], { 'retry-after': String(seconds) })
    c.header('cache-control', 'no-store')
    return next()
  })
  api.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error.problems)
    log({
      level: 'error',
      what: 'fault',
      id: c.get('requestId'),
      error: error.name,
      code: String((error as { code?: unknown }).code ?? ''),
    })
    if (process.env['PLUMBLINE_DEBUG']) console.error(error)
    return refuse(c, [wrong('unexpected', { got: c.get('requestId') })])
  })

  api.all('/api/auth/*', (c) => signIn(c.req.raw, addressOf(c)))
  api.get('/api/v1/openapi.json', etag(), (c) => c.json(openapi()))
  api.get('/health', (c) => c.json({ alive: true }))
  api.get('/ready', async (c) => {
    const ready = await hall.house.engine.transaction('SELECT 1', async () => true).catch(() => false)
    return c.json({ ready }, ready ? 200 : 503)
  })
  api.get('/metrics', (c) => {
    const allowed = metricsToken
      ? c.req.header('authorization') === `Bearer ${metricsToken}`
      : /^(127\.|::1|::ffff:127\.)/.test(addressOf(c))
    if (!allowed) return refuse(c, [wrong('not-allowed')])
    const { rss, heapUsed } = process.memoryUsage()
    return c.text(
      meter.text({
        process_resident_memory_bytes: rss,
        nodejs_heap_size_used_bytes: heapUsed,
        process_uptime_seconds: process.uptime(),
      }),
    )
  })
  const tagged = etag()
  for (const at of endpoints) mount(api, at, tagged)
  api.all('/api/*', (c) => refuse(c, [wrong('not-found', { got: c.req.path })]))
  return api
}

/** What somebody shows of themselves, true or not, as a hash: enough to count by. */
function credentialOf(headers: Headers): string | undefined {
  const shown = headers.get('authorization') ?? headers.get('cookie')
  return shown === null ? undefined : createHash('sha256').update(shown).digest('base64')
}

type Middleware = ReturnType<typeof etag>

function mount(api: Hono<Env>, at: Endpoint, tagged: Middleware): void {
  const isRead = at.method === 'GET'
  // bytes are counted where they are written
  const raw = at.method === 'PATCH'
  const before: Middleware[] = [...(raw ? [] : [limited(at.largest)]), ...(isRead && at.answer ? [tagged] : [])]
  api.on(at.method, [`/api/v1${at.path}`], ...(before as [Middleware]), async (c) => {
    const principal = await admitted(c, at.needs)
    const key = c.req.header('idempotency-key')
    const run = () => answered(at, c, principal)
    // a stranger's key is nobody's
    if (isRead || raw || at.secret || key === undefined || principal === undefined) return run()
    return once(c, c.get('hall').house.engine, actorOf(principal), key, run)
  })
}

const limited = (most = JSON_LIMIT) =>
  bodyLimit({ maxSize: most, onError: (c) => refuse(c, [wrong('request-too-large', { expected: `<= ${most}` })]) })
