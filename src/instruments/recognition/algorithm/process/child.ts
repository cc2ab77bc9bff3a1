import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { SetupError } from '../../../contract.ts'
import { onAbort } from '../../../llm/client/on-abort.ts'
import { type AlgorithmFault, algorithmFault } from '../faults.ts'
import { MESSAGE_LIMIT } from '../protocol.ts'
import { guarded, unguarded } from './guard.ts'
import { lineCutter } from './lines.ts'

/** How a child is started. */
export interface Start {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** takes secrets and machine paths out of what the child said */
  readonly redact: (text: string) => string
}

/** A line that was waited for, and the time it took. */
export interface Line {
  readonly text: string
  readonly ms: number
}

const TAIL = 4096
const FAREWELL_MS = 2000
const TERM_MS = 1000
const windows = process.platform === 'win32'

/** One process of an algorithm: a line in, a line out. After a fault it is of no more use, and has been killed. */
export class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #redact: (text: string) => string
  readonly #ended: Promise<void>
  readonly #began = performance.now()
  #stderr = ''
  #lines = 0
  #waiting: { resolve: (line: Line) => void; reject: (fault: SetupError) => void; since: number } | undefined
  #fault: SetupError | undefined

  constructor({ command, cwd, env, redact }: Start) {
    this.#redact = redact
    const [program, ...args] = command
    // a group of its own: whatever it starts ends with it
    this.#process = spawn(program!, args, {
      cwd,
      env: { ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      detached: !windows,
      windowsHide: true,
    })
    const child = this.#process
    if (child.pid !== undefined) guarded(child.pid)
    child.stdin.on('error', () => undefined)
    child.stderr.on('data', (d: Buffer) => {
      this.#stderr = (this.#stderr + d.toString('utf8')).slice(-TAIL)
    })
    child.stdout.on(
      'data',
      lineCutter(
        MESSAGE_LIMIT,
        (text) => this.#take(text),
        (why) => this.fail('algorithm-garbage', why),
      ),
    )
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.fail('algorithm-start', error.message)
        if (child.pid === undefined) resolve()
      })
      // stderr is whole only now
      child.once('close', (code, signal) => {
        this.fail('algorithm-crash', signal === null ? `exit code ${code}` : `signal ${signal}`)
        resolve()
      })
      child.once('exit', () => {
        this.#killGroup('SIGKILL')
        if (child.pid !== undefined) unguarded(child.pid)
      })
    })
  }

  /** the group of its processes */
  get pid(): number | undefined {
    return this.#process.pid
  }

  get fault(): SetupError | undefined {
    return this.#fault
  }

  /** Sends a line, where there is one to send, and waits for the next line. A SetupError ends the child. */
  async ask(request: string | undefined, seconds: number, signal: AbortSignal): Promise<Line> {
    if (this.#fault) throw this.#fault
    const since = request === undefined ? this.#began : performance.now()
    const timer = setTimeout(() => this.fail('algorithm-timed-out', `${seconds} s`), seconds * 1000)
    const deaf = onAbort(signal, () => this.fail('algorithm-cancelled'))
    try {
      return await new Promise<Line>((resolve, reject) => {
        if (this.#fault) return reject(this.#fault)
        this.#waiting = { resolve, reject, since }
        if (request !== undefined) this.#process.stdin.write(`${request}\n`)
      })
    } finally {
      clearTimeout(timer)
      deaf()
    }
  }

  /** Gives the child up, the first time for good. */
  fail(code: AlgorithmFault, detail = ''): SetupError {
    if (this.#fault) return this.#fault
    const said = this.#redact(this.#stderr)
      .replace(/[^\P{C}\n]/gu, '')
      .trim()
      .slice(-1000)
    this.#fault = algorithmFault(code, [detail, said && `stderr: ${said}`].filter(Boolean).join('; '))
    this.#killGroup('SIGKILL')
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.reject(this.#fault)
    return this.#fault
  }

  /** Closes its input, waits a little for it to leave, then makes it. */
  async end(): Promise<void> {
    this.#fault ??= algorithmFault('algorithm-cancelled')
    this.#process.stdin.end()
    if (await this.#endsWithin(FAREWELL_MS)) return
    this.#killGroup('SIGTERM')
    if (await this.#endsWithin(TERM_MS)) return
    this.#killGroup('SIGKILL')
    await this.#endsWithin(TERM_MS)
  }

  #take(text: string): void {
    this.#lines++
    const waiting = this.#waiting
    if (waiting === undefined) {
      if (!this.#fault) this.fail('algorithm-garbage', `line ${this.#lines}, which nobody asked for: ${shown(text)}`)
      return
    }
    this.#waiting = undefined
    waiting.resolve({ text, ms: Math.round((performance.now() - waiting.since) * 1000) / 1000 })
  }

  async #endsWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms)
    })
    const ended = await Promise.race([this.#ended.then(() => true), late])
    clearTimeout(timer)
    return ended
  }

  #killGroup(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.#process
    if (pid === undefined) return
    try {
      process.kill(windows ? pid : -pid, signal)
    } catch {
      // it has ended already
    }
  }
}

export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200))
}
