import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBundle } from '../src/attestation/bundle/read.ts'
import { assessment, begin, progress, select } from '../src/registry/assessments.ts'
import { verifyAll } from '../src/registry/audit.ts'
import { bytesOf } from '../src/registry/evidence/store.ts'
import { organization } from '../src/registry/fixtures/engines.ts'
import { keepFolder } from '../src/registry/fixtures/house.ts'
import { loginPassword, type Server, startPostgres } from '../src/registry/fixtures/postgres.ts'
import type { House } from '../src/registry/house.ts'
import { standards } from '../src/registry/standards.ts'
import { type Actor, asTenant } from '../src/registry/unit.ts'
import { openHouse } from '../src/server/open-house.ts'
import type { Place } from '../src/server/place.ts'
import { plumbline } from './support/command.ts'
import { ask, freePort, gone, labelled, run, serving, settled } from './support/registry.ts'

/** Faults that real installations meet, with processes of the built command: what was acknowledged is there, and a run ends as if nothing had been. */

const FILES = 240
const CHUNKS = Math.ceil(FILES / 20)
const folders: string[] = []
let subject = ''
beforeAll(async () => {
  subject = await labelled(FILES)
  folders.push(subject)
})
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const opened = async <T>(place: Place, work: (house: House) => Promise<T>): Promise<T> => {
  const house = await openHouse(place)
  if (!house.ok) throw new Error(JSON.stringify(house.problems))
  try {
    return await work(house.value.house)
  } finally {
    await house.value.close()
  }
}
/** Assessments of one and the same, ready to begin. */
async function ready(house: House, actor: Actor, count: number): Promise<readonly string[]> {
  const standard = (await standards(house.engine)).find(({ id }) => id === 'cn/genai-labelling')!.hash
  const kept = await keepFolder(house, actor, subject)
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const made = await asTenant(house.engine, actor, (unit) =>
      select(unit, { subject: kept.subject, standard, kind: 'self', date: '2026-11-22' }),
    )
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    ids.push(made.value)
  }
  return ids
}
async function judgement(house: House, actor: Actor, id: string): Promise<string> {
  const report = await asTenant(house.engine, actor, ({ db }) =>
    db.selectFrom('report').select('bundle_sha256').where('assessment_id', '=', id).executeTakeFirstOrThrow(),
  )
  const files = readBundle(await bytesOf((await house.evidence.get(actor.org, report.bundle_sha256))!))
  return files.ok ? Buffer.from(files.value.get('judgement.json')!).toString() : 'no bundle'
}
/** Every chunk measured, and counted once. */
async function countedOnce(house: House, actor: Actor, id: string) {
  const [shown] = await asTenant(house.engine, actor, (unit) => progress(unit, [id]))
  expect(shown).toMatchObject({ measured: FILES, errors: 0 })
  const { rows } = await asTenant(house.engine, actor, ({ query }) =>
    query<{ n: number }>(
      `SELECT count(*)::int AS n FROM registry.audit WHERE body LIKE '%"chunk.done"%' AND body LIKE $1`,
      [`%${id}%`],
    ),
  )
  expect(rows[0]!.n).toBe(CHUNKS)
  expect((await verifyAll(house.engine)).flatMap(({ fault }) => fault ?? [])).toEqual([])
}

describe('the embedded server, killed', () => {
  test('during a run and during an upload: what was acknowledged is there, and the run comes to the same judgement', async () => {
    const data = await mkdtemp(join(tmpdir(), 'plumbline-killed-'))
    folders.push(data)
    const port = await freePort()
    let server = await serving(data, port)
    const { person, org } = await settled(server)
    const actor = { org, person: 'ann' }
    expect(await gone(server.process, 'SIGTERM')).toBe(0)
    const [calm = '', troubled = ''] = await opened({ folder: data }, (house) => ready(house, actor, 2))

    server = await serving(data, port)
    type Shown = { state: string; activity: string; progress?: readonly { measured: number }[] }
    const look = (id: string) => ask<Shown>(server, person, 'GET', `v1/assessments/${id}`)
    const until = async (id: string, holds: (shown: Shown) => boolean) => {
      for (let i = 0; i < 800; i++) {
        const shown = await look(id)
        if (shown.activity === 'failed') throw new Error(JSON.stringify(shown))
        if (holds(shown)) return
        await sleep(25)
      }
      throw new Error(`it never came to that: ${JSON.stringify(await look(id))} ${server.said()}`)
    }
    await ask(server, person, 'POST', `v1/assessments/${calm}/begin`)
    await until(calm, ({ state }) => state === 'review')

    const bytes = randomBytes(6_000_000)
    const { upload } = await ask<{ upload: string }>(server, person, 'POST', 'v1/uploads', {
      name: 'large',
      size: bytes.length,
    })
    const part = (from: number, to: number) =>
      ask<{ received: number; stored?: { sha256: string } }>(
        server,
        person,
        'PATCH',
        `v1/uploads/${upload}`,
        bytes.subarray(from, to),
        { 'upload-offset': `${from}` },
      )
    const { received: acknowledged } = await part(0, 2_000_000)
    await ask(server, person, 'POST', `v1/assessments/${troubled}/begin`)
    for (let kill = 0; kill < 2; kill++) {
      await until(troubled, ({ state, activity }) => state === 'review' || activity === 'running')
      const second = part(2_000_000, 5_000_000).catch(() => undefined)
      await sleep(40 + 120 * kill)
      await gone(server.process, 'SIGKILL')
      await second
      server = await serving(data, port)
    }
    await until(troubled, ({ state }) => state === 'review')
    const { received } = await ask<{ received: number }>(server, person, 'GET', `v1/uploads/${upload}`)
    expect(received).toBeGreaterThanOrEqual(acknowledged)
    const { stored } = await part(acknowledged, bytes.length)
    expect(stored?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await gone(server.process, 'SIGTERM')).toBe(0)

    await opened({ folder: data }, async (house) => {
      expect(await judgement(house, actor, troubled)).toBe(await judgement(house, actor, calm))
      await countedOnce(house, actor, troubled)
    })
    const home = { cwd: data, home: data }
    const verified = await plumbline(['audit', 'verify', '--data', data], home)
    expect([verified.code, verified.stderr]).toEqual([0, ''])
    expect(verified.stdout).toMatch(/2 audit chains are whole.*held against [1-9]/)
    const doctor = await plumbline(['doctor', '--data', data, '--deep'], home)
    expect([doctor.code, doctor.stderr]).toEqual([0, ''])
  }, 180_000)

  /** a file system of its own takes a superuser */
  const small =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0
  test.skipIf(!small)(
    `a disk that is full: it is said, nothing is kept of it, and it goes on when there is room${small ? '' : ' (skipped: no mount)'}`,
    async () => {
      const data = await mkdtemp(join(tmpdir(), 'plumbline-full-'))
      const places = ['evidence', 'work'].map((name) => join(data, name))
      for (const at of places) {
        mkdirSync(at)
        if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', at]).status !== 0) return
      }
      try {
        const port = await freePort()
        const server = await serving(data, port)
        const { person } = await settled(server)
        const bytes = randomBytes(2_500_000)
        const put = async (mark: number) => {
          const content = Buffer.concat([bytes, Buffer.from([mark])])
          const { upload } = await ask<{ upload: string }>(server, person, 'POST', 'v1/uploads', {
            name: 'x',
            size: content.length,
          })
          return ask<{ stored: { size: number } }>(server, person, 'PATCH', `v1/uploads/${upload}`, content, {
            'upload-offset': '0',
          })
        }
        expect((await put(1)).stored.size).toBe(2_500_001)
        const refused = await put(2).catch((error: Error) => error.message)
        expect(refused).toMatch(/50[07] /)
        expect((await fetch(`${server.url}/ready`)).status).toBe(200)
        for (const at of places) spawnSync('mount', ['-o', 'remount,size=32m', at])
        expect((await put(3)).stored.size).toBe(2_500_001)
        expect(await gone(server.process, 'SIGTERM')).toBe(0)
      } finally {
        for (const at of places) spawnSync('umount', ['-l', at])
        folders.push(data)
      }
    },
    60_000,
  )
})

describe('a PostgreSQL server with workers', () => {
  let database: Server
  let place: Place
  let env: Record<string, string>
  const workers: ChildProcess[] = []
  beforeAll(async () => {
    database = await startPostgres()
    await database.admin('CREATE DATABASE plumbline')
    const data = await mkdtemp(join(tmpdir(), 'plumbline-workers-'))
    folders.push(data)
    place = { folder: data, databaseUrl: database.loginUrl('plumbline'), installUrl: database.url('plumbline') }
    env = { DATABASE_URL: place.databaseUrl! }
    expect(env['DATABASE_URL']).toContain(encodeURIComponent(loginPassword))
  })
  afterAll(async () => {
    await Promise.all(workers.map((worker) => gone(worker, 'SIGKILL')))
    await database?.stop()
  })
  const hire = () => {
    const worker = run(['work', '--data', place.folder, '--workers', '1'], place.folder, env)
    workers.push(worker)
    return worker
  }
  const done = async (
    house: House,
    actor: Actor,
    id: string,
    seconds: number,
    meanwhile: (round: number) => Promise<void> = async () => {},
  ) => {
    for (let i = 0; i < seconds * 5; i++) {
      const row = await asTenant(house.engine, actor, (unit) => assessment(unit, id)).catch(() => undefined)
      if (row?.activity === 'failed') throw new Error(JSON.stringify(row.problems))
      if (row?.state === 'review') return
      await meanwhile(i)
      await sleep(200)
    }
    throw new Error('it did not end')
  }

  test('three workers, killed at random, jobs delivered twice, a clock that jumps, the database killed: every chunk is counted once', async () => {
    await opened(place, async (house) => {
      const actor = { org: await organization(house.engine), person: 'ann' }
      const [calm = '', troubled = ''] = await ready(house, actor, 2)
      // a lost job is given to another after a minute; here after some seconds
      await database.admin('UPDATE pgboss.queue SET expire_seconds = 8', 'plumbline')
      const start = (id: string) => asTenant(house.engine, actor, (unit) => begin(unit, house.jobs, id))
      const crew = [hire(), hire(), hire()]
      await start(calm)
      await done(house, actor, calm, 60)
      await start(troubled)
      let [kills, doubled, crashed] = [0, false, false]
      const counts = () => asTenant(house.engine, actor, (unit) => progress(unit, [troubled])).catch(() => [])
      await done(house, actor, troubled, 110, async (round) => {
        const [shown] = await counts()
        if (shown && !doubled) {
          doubled = true
          await database.admin(
            `INSERT INTO pgboss.job (name, data, expire_in, retry_limit) SELECT name, data, expire_in, retry_limit FROM pgboss.job WHERE name = 'chunk' AND data->>'assessment' = '${troubled}'`,
            'plumbline',
          )
          // as if an hour had passed: all that is under way looks lost, and its workers live
          await database.admin(
            `UPDATE pgboss.job SET started_on = now() - interval '1 hour' WHERE state = 'active'`,
            'plumbline',
          )
        }
        if (kills < 4 && round % 3 === 2) {
          const at = kills++ % crew.length
          await gone(crew[at]!, 'SIGKILL')
          crew[at] = hire()
        }
        if (!crashed && kills === 2) {
          crashed = true
          await database.crash()
          await sleep(700)
          await database.restart()
        }
      })
      expect([kills > 0, doubled, crashed]).toEqual([true, true, true])
      expect(await judgement(house, actor, troubled)).toBe(await judgement(house, actor, calm))
      await countedOnce(house, actor, troubled)
      // those that were not killed are still there
      expect(crew.map(({ exitCode, signalCode }) => [exitCode, signalCode])).toEqual(crew.map(() => [null, null]))
    })
  }, 240_000)

  test('a server goes on by itself when its database was killed and came back', async () => {
    const server = await serving(place.folder, await freePort(), ['--workers', '0'], env)
    const { person } = await settled(server)
    await database.crash()
    await sleep(300)
    expect((await fetch(`${server.url}/ready`)).status).toBe(503)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    await expect(ask(server, person, 'GET', 'v1/subjects')).rejects.toThrow(/ 50[03] /)
    await database.restart()
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    expect(await ask(server, person, 'GET', 'v1/subjects')).toMatchObject({ items: [] })
    expect(await gone(server.process, 'SIGTERM')).toBe(0)
  }, 60_000)
})
