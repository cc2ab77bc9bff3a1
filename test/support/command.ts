import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const bin = resolve('bin/plumbline.js')
if (!existsSync(resolve('dist/cli/main.js'))) throw new Error('the command is not built: npx tsc -b src/cli')

/** A folder of its own that is removed when the test file is done. */
export function workshop(name = 'plumbline-test-'): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), name))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Said {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Place {
  readonly cwd: string
  /** PLUMBLINE_HOME; never the user's own */
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
}

/** The environment of a user who has set nothing, in English unless told otherwise. */
export function environment({ home, env }: Place): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), LANG: 'en_US.UTF-8', PLUMBLINE_HOME: home, ...env }
}

/** Starts `plumbline` as a user does, in a process of its own. */
export function started(args: readonly string[], place: Place, options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [bin, ...args], {
    cwd: place.cwd,
    env: environment(place),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
}

/** Everything a started command says until it ends. */
export function ended(child: ChildProcess): Promise<Said> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (d: string) => {
    stdout += d
  })
  child.stderr?.setEncoding('utf8').on('data', (d: string) => {
    stderr += d
  })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code, signal) => done({ code, signal, stdout, stderr }))
  })
}

export function plumbline(args: readonly string[], place: Place): Promise<Said> {
  return ended(started(args, place))
}
