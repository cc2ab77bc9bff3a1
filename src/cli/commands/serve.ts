import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { placeFrom } from '../../server/place.ts'
import { serve } from '../../server/serve.ts'
import { providersFrom } from '../../server/sign-in/providers-from.ts'
import { telemetryFrom } from '../../server/telemetry/telemetry-from.ts'
import { type Common, Console } from '../console.ts'
import { limitReach } from '../limit-reach.ts'
import { untilStopped } from './until-stopped.ts'

export interface ServeCommand {
  readonly data: string
  readonly port: number
  readonly host: string
  readonly origin?: string
  readonly behindProxy?: boolean
  readonly workers: number
  /** minutes */
  readonly backupEvery: number
}

/** Serves until it is stopped. */
export async function serveConsole(o: ServeCommand, common: Common): Promise<number> {
  const c = new Console(common)
  limitReach(process.env)
  const { PLUMBLINE_SECRET: secret, PLUMBLINE_METRICS_TOKEN: metricsToken } = process.env
  const pages = consolePages()
  const serving = await serve({
    place: placeFrom(resolve(o.data), process.env),
    host: o.host,
    port: o.port,
    workers: o.workers,
    providers: providersFrom(process.env),
    backupEvery: o.backupEvery,
    telemetry: await telemetryFrom(process.env),
    log: (line) => {
      if (line.level === 'error' || common.json)
        process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
    },
    ...(o.origin ? { origin: o.origin } : {}),
    ...(o.behindProxy ? { behindProxy: true } : {}),
    ...(pages ? { pages } : {}),
    ...(secret ? { secret } : {}),
    ...(metricsToken ? { metricsToken } : {}),
  })
  if (!serving.ok) return c.refuse(serving.problems)
  const { url, setUpToken, warnings, close } = serving.value
  c.problems(warnings)
  const address = setUpToken ? `${url}/set-up#${setUpToken}` : url
  if (c.json) c.data({ url, address })
  else {
    c.out(`${c.say('控制台', 'Console')}  ${address}`)
    if (setUpToken)
      c.note(
        c.say(
          '第一个登录的人成为管理员；上面的网址只能用一次，请勿外传',
          'Whoever signs in first becomes the administrator; the address above works once, keep it to yourself',
        ),
      )
    c.note(c.say('按 Ctrl-C 停止', 'Press Ctrl-C to stop'))
  }
  await untilStopped()
  await close()
  return 0
}

/** The built pages, beside the built command. */
function consolePages(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (dirname(folder) !== folder) {
    for (const at of [join(folder, 'console'), join(folder, 'dist/console')])
      if (existsSync(join(at, 'index.html')) && existsSync(join(at, 'assets'))) return at
    folder = dirname(folder)
  }
  return undefined
}
