import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, environment } from './command.ts'

/** `plumbline serve` in a process of its own, and a person who has signed in to it. */
export interface Serving {
  readonly process: ChildProcess
  readonly url: string
  readonly said: () => string
}

export interface Person {
  cookie: string
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

export function run(args: readonly string[], home: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [bin, ...args], {
    env: environment({ cwd: home, home, env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Started, and answering; `address` holds the token of the set-up the first time. */
export async function serving(
  data: string,
  port: number,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving & { readonly address: string }> {
  const child = run(['serve', '--data', data, '--port', `${port}`, '--json', ...more], data, env)
  let [out, err] = ['', '']
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  for (let i = 0; i < 1200; i++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${err}`)
    try {
      const { url, address } = JSON.parse(out) as { url: string; address: string }
      return { process: child, url, address, said: () => err }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
  throw new Error(`it did not start: ${err}`)
}

export function gone(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode)
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}

/** Answers of the API; throws what it refuses. */
export async function ask<T>(
  { url }: Pick<Serving, 'url'>,
  person: Person,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const raw = body instanceof Uint8Array
  const response = await fetch(`${url}/api/${path}`, {
    method,
    headers: {
      origin: url,
      cookie: person.cookie,
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as never) : JSON.stringify(body) }),
  })
  const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!)
  if (set.length > 0) person.cookie = set.join('; ')
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text === '' ? '{}' : text) as T
}

/** The first person of an installation; gives who they are and their organization. */
export async function settled(at: Serving & { readonly address: string }): Promise<{ person: Person; org: string }> {
  const person: Person = { cookie: '' }
  await ask(at, person, 'POST', 'auth/set-up', {
    token: at.address.split('#')[1],
    name: 'First',
    email: 'first@example.org',
    password: 'correct heron battery 7',
    organization: { kind: 'company', name: { zh: '甲公司', en: 'A Ltd' } },
  })
  if (person.cookie === '')
    await ask(at, person, 'POST', 'auth/sign-in/email', {
      email: 'first@example.org',
      password: 'correct heron battery 7',
    })
  const session = await ask<Record<string, unknown>>(at, person, 'GET', 'v1/session')
  return {
    person,
    org: /"org(?:anization)?":\s*"([0-9a-f-]{36})"/.exec(JSON.stringify(session))?.[1] ?? JSON.stringify(session),
  }
}

/** Files that say they are labelled, every seventh without its label. */
export async function labelled(files: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-labelled-'))
  await cp('examples/labelled-outputs', folder, { recursive: true })
  const description = await readFile(join(folder, 'subject.yaml'), 'utf8')
  await writeFile(join(folder, 'subject.yaml'), description.replace(/(makes(Images|Audio|Documents)): yes/g, '$1: no'))
  const lines: string[] = []
  for (let i = 0; i < files; i++) {
    const text = '本文由人工智能生成'
    await writeFile(join(folder, 'outputs', `made-${i}.txt`), i % 7 === 0 ? 'Nothing said.' : `${text}\nText ${i}.`)
    lines.push(
      JSON.stringify({ id: `t${i}`, file: `made-${i}.txt`, modality: 'text', label: { text, position: 'start' } }),
    )
  }
  await writeFile(join(folder, 'outputs/list.jsonl'), `${lines.join('\n')}\n`)
  return folder
}
