import { type ChildProcess, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { started } from './command.ts'

export interface Served {
  readonly origin: string
  /** the address that the command printed: of the set-up while nobody has an account */
  readonly address: string
  /** `SIGKILL`: as a machine that fails */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** `plumbline serve` as a user starts it: on a database of its own, at a port that is free. */
export async function served(folder: string, port = 0, env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const built = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', "import('./scripts/setup.mjs').then((m) => m.buildConsole())"],
    { stdio: 'inherit' },
  )
  if (built.status !== 0) throw new Error('the console does not build')
  const child = started(['serve', '--port', `${port}`, '--data', join(folder, 'registry')], {
    cwd: folder,
    home: folder,
    env,
  })
  const address = await addressOf(child)
  return {
    origin: new URL(address).origin,
    address,
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('close', () => resolve())
        child.kill(signal)
      }),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const found = /http:\/\/[\d.]+:\d+\S*(?=\s)/.exec(said)
        if (found) resolve(found[0])
      })
  })
}
