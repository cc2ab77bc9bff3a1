import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { noteDue } from '../registry/notices/note.ts'
import type { Telemetry } from '../registry/telemetry.ts'
import { startWorker } from '../registry/work/worker.ts'
import { app, type LogLine } from './api/app.ts'
import { changesOf } from './api/changes.ts'
import type { Env } from './api/hall.ts'
import { startRounds } from './keeping/rounds.ts'
import { openHouse } from './open-house.ts'
import { guarded, pages } from './pages.ts'
import type { Place } from './place.ts'
import { secretIn } from './secret.ts'
import { faultOf } from './sign-in/faults.ts'
import type { Provider } from './sign-in/options.ts'
import { signIn } from './sign-in/sign-in.ts'

export interface ServeOptions {
  readonly place: Place
  readonly host: string
  /** 0: any that is free */
  readonly port: number
  /** where people reach it, if not at this host and port */
  readonly origin?: string
  /** the address of a client stands in X-Forwarded-For: only behind a proxy of one's own */
  readonly behindProxy?: boolean
  /** jobs measured here at once; 0: others do */
  readonly workers: number
  /** folder of the console's pages */
  readonly pages?: string
  readonly secret?: string
  readonly metricsToken?: string
  /** identity providers that people may sign in with */
  readonly providers?: readonly Provider[]
  /** minutes between two dumps of the embedded database, default 60; 0: none */
  readonly backupEvery?: number
  readonly telemetry?: Telemetry
  readonly log?: (line: LogLine) => void
}

export interface Serving {
  readonly url: string
  /** while nobody has an account */
  readonly setUpToken: string | undefined
  readonly warnings: readonly Problem[]
  close(): Promise<void>
}

/** The server: the API, sign-in and the console's pages, and with `workers` the measuring too. Problems: those of the house; port-taken. */
export async function serve(options: ServeOptions): Promise<Outcome<Serving>> {
  const { place, host, port, workers, log = () => {}, behindProxy = false, backupEvery = 60, telemetry } = options
  const opened = await openHouse(place, telemetry ? { telemetry } : {})
  if (!opened.ok) return opened
  const { house, warnings } = opened.value
  // who comes before all is set up is asked to come again
  let answer: Answer = () => new Response(null, { status: 503, headers: { 'retry-after': '1' } })
  const bound = await bind((request, env) => answer(request, env), host, port)
  if (!bound.ok) {
    await opened.value.close()
    return bound
  }
  const { at, server } = bound.value
  const origin = options.origin ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${at}`
  const secret = options.secret ?? (await secretIn(join(place.folder, 'secret')))
  const desk = signIn(house.engine, {
    secret,
    origin,
    ...(options.providers ? { providers: options.providers } : {}),
    report: ({ level, what }) => log({ level: level === 'warn' ? 'info' : level, what: 'sign-in', fault: what }),
  })
  if (!desk.ok) {
    server.close()
    await opened.value.close()
    return desk
  }
  const changes = await changesOf(house.engine)
  const { handler, principalOf, personOf, providers, setUpToken } = desk.value
  const api = app({
    hall: {
      house,
      origin,
      changes,
      principalOf,
      personOf,
      providers,
      isEmpty: async () => (await setUpToken()) !== undefined,
      note: (org) =>
        noteDue(house.engine, org).then(
          () => undefined,
          (error: unknown) => log({ level: 'error', what: 'notices', error: faultOf(error) }),
        ),
    },
    signIn: handler,
    addressOf: (c) => addressOf(c as never, behindProxy),
    log,
    ...(options.metricsToken ? { metricsToken: options.metricsToken } : {}),
  })
  const outer = new Hono<Env>()
  guarded(outer, origin.startsWith('https:'))
  outer.route('/', api)
  if (options.pages) pages(outer, options.pages)
  answer = outer.fetch
  const worker =
    workers > 0
      ? startWorker(house, {
          width: workers,
          onError: (error, job) =>
            log({
              level: 'error',
              what: 'job',
              queue: job.queue,
              error: error instanceof Error ? error.message : String(error),
            }),
        })
      : undefined
  const rounds = startRounds({
    house,
    folder: place.folder,
    backupEvery,
    onFault: (what, error) => log({ level: 'error', what, error }),
  })
  return done({
    url: origin,
    setUpToken: await setUpToken(),
    warnings,
    close: async () => {
      await worker?.stop(true)
      await rounds.stop()
      await changes.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        ;(server as { closeAllConnections?: () => void }).closeAllConnections?.()
      })
      await opened.value.close()
    },
  })
}

function addressOf(
  c: { req: { header(name: string): string | undefined }; env: unknown },
  behindProxy: boolean,
): string {
  // the last one was written by our own proxy, those before it by anybody
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? getConnInfo(c as never).remote.address ?? 'unknown'
}

type Server = ReturnType<typeof listen>
type Answer = (request: Request, env: unknown) => Response | Promise<Response>

/** The port is taken before anything is set up behind it, so that the address is known. */
function bind(answer: Answer, hostname: string, port: number): Promise<Outcome<{ at: number; server: Server }>> {
  return new Promise((resolve) => {
    const server = listen({ fetch: answer as never, hostname, port }, ({ port: at }) => resolve(done({ at, server })))
    server.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        failed(
          problem(
            'port-taken',
            { zh: '无法在这个端口上提供服务', en: 'This port cannot be served on' },
            {
              got: `${hostname}:${port} ${error.code ?? ''}`,
              next: { zh: '用 --port 换一个端口', en: 'choose another with --port' },
            },
          ),
        ),
      ),
    )
  })
}
