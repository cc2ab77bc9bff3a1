/*
 * The server under load: people who look around, while assessments are measured. A process of its own serves; this one asks.
 * npm run bench:registry -- [people=200] [assessments=20] [seconds=30] [--postgres]; with it on a PostgreSQL server that is started for the bench
 * on the same machine, or on the one of DATABASE_URL and DATABASE_INSTALL_URL; else on the embedded database. An answer that is not what it must be counts as an error, and ends the bench with one.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'undici'
import { startPostgres } from '../src/registry/fixtures/postgres.ts'
import { openHouse } from '../src/server/open-house.ts'
import { placeFrom } from '../src/server/place.ts'
import { addPerson } from '../src/server/sign-in/accounts.ts'
import { found } from '../src/server/sign-in/organizations.ts'
import { hashPassword } from '../src/server/sign-in/passwords.ts'
import { permissionsOf } from '../src/server/sign-in/roles.ts'
import { makeToken } from '../src/server/sign-in/tokens.ts'

const given = process.argv.slice(2).filter((word) => word !== '--postgres')
const [people, assessments, seconds] = [200, 20, 30].map((n, i) => Number(given[i] ?? n)) as [number, number, number]
const server = process.argv.includes('--postgres') ? await startPostgres() : undefined
if (server) {
  await server.admin('CREATE DATABASE plumbline')
  process.env['DATABASE_URL'] = server.loginUrl('plumbline')
  process.env['DATABASE_INSTALL_URL'] = server.url('plumbline')
}
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-registry-'))
const database = process.env['DATABASE_URL'] ? 'PostgreSQL server' : 'embedded'

/** Companies with people and their tokens, made before anybody serves. */
async function settle(): Promise<readonly string[][]> {
  const opened = await openHouse(placeFrom(folder, process.env))
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  const { engine } = opened.value.house
  const passwordHash = await hashPassword(`bench ${randomUUID()}`)
  const permissions = permissionsOf('company', 'owner')
  const scopes = permissions.filter((p) => p !== 'token.manage' && p !== 'member.manage')
  const companies: string[][] = []
  for (let company = 0; company < assessments; company++) {
    const persons: string[] = []
    const own = await found(
      engine,
      'bench',
      { kind: 'company', name: { zh: `公司${company}`, en: `Company ${company}` } },
      async ({ query }, org) => {
        for (let i = 0; i < people / assessments; i++) {
          const email = `p${company}-${i}@example.org`
          const person = await addPerson(query, { name: email, email, passwordHash, emailVerified: true })
          await query("INSERT INTO auth.member (org_id, user_id, role) VALUES ($1, $2, 'owner')", [org, person])
          persons.push(person)
        }
        return org
      },
    )
    const tokens: string[] = []
    for (const person of persons) {
      const by = {
        person,
        org: own,
        kind: 'company',
        role: 'owner',
        permissions,
        via: 'session',
        sessionId: 'bench',
      } as const
      tokens.push((await makeToken(engine, by, { name: 'bench', scopes, days: 1 })).token)
    }
    companies.push(tokens)
  }
  await opened.value.close()
  return companies
}

function serve(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    ['bin/plumbline.js', 'serve', '--data', folder, '--port', '0', '--lang', 'en'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.stdout.on('data', (text: Buffer) => {
      const url = /http:\S+?(?=\/set-up|\s)/.exec(text.toString())?.[0]
      if (url) resolve({ child, url })
    })
  })
}

const companies = await settle()
const { child, url } = await serve()
const pool = new Pool(url, { connections: people + assessments })
const times = new Map<string, number[]>()

/** What is read of answers here. */
interface Answer {
  readonly id: string
  readonly upload?: string
  readonly subject: string
  readonly state: string
  readonly activity: string
  readonly problems: unknown
  readonly items: readonly { readonly id: string; readonly hash: string; readonly headline: object }[]
}

async function ask(
  token: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
  name = path,
): Promise<Answer> {
  const began = performance.now()
  const raw = body instanceof Uint8Array
  const response = await pool.request({
    method,
    path,
    headers: {
      authorization: `Bearer ${token}`,
      ...(raw ? { 'upload-offset': '0' } : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  })
  const value = response.headers['content-type']?.includes('json')
    ? await response.body.json()
    : await response.body.arrayBuffer()
  const list = times.get(`${method} ${name}`) ?? []
  times.set(`${method} ${name}`, list)
  list.push(performance.now() - began)
  if (response.statusCode >= 400)
    throw new Error(`${method} ${path}: ${response.statusCode} ${JSON.stringify(value).slice(0, 300)}`)
  return value as Answer
}

/** A subject with 300 small files whose labels are checked. */
const example = join(folder, 'example')
cpSync('examples/labelled-outputs', example, { recursive: true })
const description = readFileSync(join(example, 'subject.yaml'), 'utf8').replace(
  /(makes(Images|Audio|Documents)): yes/g,
  '$1: no',
)
const text = '本文由人工智能生成'
const files = Array.from({ length: 300 }, (_, i) => ({
  name: `t${i}.txt`,
  bytes: Buffer.from(i % 7 === 0 ? 'Nothing.' : `${text}\nText ${i}.`),
}))
const list = files.map(({ name }) =>
  JSON.stringify({ id: name, file: name, modality: 'text', label: { text, position: 'start' } }),
)
const all = [...files, { name: 'list.jsonl', bytes: Buffer.from(`${list.join('\n')}\n`) }]

async function prepared(token: string): Promise<string> {
  const kept = []
  for (const { name, bytes } of all) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { upload } = await ask(token, 'POST', '/api/v1/uploads', { name, size: bytes.length, sha256 })
    if (upload) await ask(token, 'PATCH', `/api/v1/uploads/${upload}`, bytes, '/api/v1/uploads/:id')
    kept.push({ path: `outputs/${name}`, sha256, size: bytes.length })
  }
  const { subject } = await ask(token, 'POST', '/api/v1/subjects', { description, files: kept })
  const { items } = await ask(token, 'GET', '/api/v1/standards')
  const standard = items.find((s) => s.id === 'cn/genai-labelling')!.hash
  return (await ask(token, 'POST', '/api/v1/assessments', { subject, standard, date: '2026-11-22' })).id
}

const ids: string[] = []
const uploading = performance.now()
for (const tokens of companies) ids.push(await prepared(tokens[0]!))
console.log(
  `${all.length * assessments} uploads one after the other: ${((performance.now() - uploading) / 1000).toFixed(1)} s`,
)
times.clear()

const began = performance.now()
const until = began + seconds * 1000
let finished = 0
let last = began
const measuring = companies.map(async ([token], i) => {
  const path = `/api/v1/assessments/${ids[i]}`
  await ask(token!, 'POST', `${path}/begin`, {}, '/api/v1/assessments/:id/begin')
  for (;;) {
    const { state, activity, problems } = await ask(token!, 'GET', path, undefined, '/api/v1/assessments/:id')
    if (activity === 'failed') throw new Error(JSON.stringify(problems))
    if (state === 'review') break
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  finished++
  last = performance.now()
  const { items } = await ask(token!, 'GET', `${path}/reports`, undefined, '/api/v1/assessments/:id/reports')
  return items[0]!.headline
})
const browsing = companies.flat().map(async (token, n) => {
  const company = Math.floor(n / (people / assessments))
  const look = [
    () => ask(token, 'GET', '/api/v1/session'),
    () => ask(token, 'GET', '/api/v1/subjects'),
    () => ask(token, 'GET', '/api/v1/assessments?limit=20', undefined, '/api/v1/assessments'),
    () => ask(token, 'GET', `/api/v1/assessments/${ids[company]}`, undefined, '/api/v1/assessments/:id'),
    () => ask(token, 'GET', '/api/v1/standards'),
    () => ask(token, 'GET', '/api/v1/register'),
  ]
  // a person reads for a second or two between two pages
  for (let i = n; performance.now() < until; i++) {
    await look[i % look.length]!()
    await new Promise((resolve) => setTimeout(resolve, 1000 + ((i * 37) % 1000)))
  }
})
await Promise.all(browsing)
const headlines = await Promise.all(measuring)
const elapsed = (performance.now() - began) / 1000
const different = new Set(headlines.map((h) => JSON.stringify(h)))
if (different.size !== 1) throw new Error('the same evidence was judged differently')
const sorted = [...times.values()].flat().sort((a, b) => a - b)
const at = (values: readonly number[], share: number) =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))]!.toFixed(0)
console.log(
  `${database}, ${cpus().length} processors, Node ${process.versions.node}; ${people} people for ${seconds} s, ${assessments} assessments of 300 items`,
)
console.log(
  `${sorted.length} requests, ${(sorted.length / elapsed).toFixed(0)}/s, 0 errors; p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, p99 ${at(sorted, 0.99)} ms`,
)
console.log(
  `${finished} assessments measured, judged and signed in ${((last - began) / 1000).toFixed(0)} s, all the same headline`,
)
for (const [name, values] of [...times].sort(([a], [b]) => (a < b ? -1 : 1))) {
  values.sort((a, b) => a - b)
  console.log(
    `  ${name.padEnd(44)} ${String(values.length).padStart(6)}  p50 ${at(values, 0.5).padStart(5)}  p95 ${at(values, 0.95).padStart(5)} ms`,
  )
}
await pool.close()
child.removeAllListeners('exit')
child.kill('SIGINT')
await new Promise((resolve) => child.on('exit', resolve))
await server?.stop()
rmSync(folder, { recursive: true, force: true })
