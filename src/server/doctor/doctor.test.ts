import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkpoint } from '../../registry/checkpoint-round.ts'
import { keepEvidence } from '../../registry/evidence/keep.ts'
import { keyOf } from '../../registry/evidence/store.ts'
import { organization } from '../../registry/fixtures/engines.ts'
import { loginPassword, type Server, startPostgres } from '../../registry/fixtures/postgres.ts'
import { addBackup } from '../keeping/backups.ts'
import { openKept } from '../open-engine.ts'
import { openHouse } from '../open-house.ts'
import { folders, type Place } from '../place.ts'
import type { Patient } from './check.ts'
import { examine, thisMachine } from './examine.ts'

let server: Server
let root: string
let place: Place
let org = ''
let file = ''
let opened: Awaited<ReturnType<typeof houseIn>>
const closing: (() => Promise<void>)[] = []

async function houseIn(at: Place) {
  const house = await openHouse(at, { library: false })
  if (!house.ok) throw new Error(JSON.stringify(house.problems))
  closing.unshift(house.value.close)
  return house.value.house
}
const patient = (more: Partial<Patient> = {}): Patient => ({ ...thisMachine, place, env: {}, deep: false, ...more })
/** `check: code` of all that is found */
const found = async (more: Partial<Patient> = {}) =>
  (await examine(patient(more))).flatMap(({ check, problems }) => problems.map(({ code }) => `${check}: ${code}`))
const admin = (sql: string) => server.admin(sql, 'plumbline')
/** broken, looked at, put right */
const broken = async (breaks: string, mends: string, more: Partial<Patient> = {}) => {
  await admin(breaks)
  const said = await found(more)
  await admin(mends)
  return said
}

beforeAll(async () => {
  server = await startPostgres()
  await server.admin('CREATE DATABASE plumbline')
  root = await mkdtemp(join(tmpdir(), 'plumbline-doctor-'))
  await chmod(root, 0o700)
  place = { folder: root, databaseUrl: server.loginUrl('plumbline'), installUrl: server.url('plumbline') }
  opened = await houseIn(place)
  org = await organization(opened.engine)
  const stored = await keepEvidence(opened, { org, person: 'ann' }, Buffer.from('seen'), {
    name: 'a',
    mediaType: 'text/plain',
  })
  file = join(folders.evidence(root), keyOf(org, stored.sha256))
  const made = await checkpoint({
    engine: opened.engine,
    keysFolder: folders.keys(root),
    folder: folders.checkpoints(root),
  })
  expect(made.ok).toBe(true)
})
afterAll(async () => {
  for (const close of closing) await close()
  await server?.stop()
  await rm(root, { recursive: true, force: true })
})
beforeEach(async () => expect(await found()).toEqual([]))

test('what is sound is said to be sound, in every check', async () => {
  const findings = await examine(patient({ deep: true }))
  expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'sound'))
  expect(findings.length).toBeGreaterThan(12)
})

test('the machine: Node, folder, disk, keys, secret, address', async () => {
  expect(await found({ node: '18.20.1' })).toEqual(['node: node-old'])
  expect(await found({ free: async () => 1000 })).toEqual(['disk: disk-low'])
  expect(await found({ env: { PLUMBLINE_SECRET: 'too short' } })).toEqual(['secret: secret-weak'])
  expect(await found({ origin: 'plumbline.example.org' })).toEqual(['origin: origin-malformed'])
  expect(await found({ origin: 'http://plumbline.example.org' })).toEqual(['origin: origin-plain'])
  expect(await found({ origin: 'http://localhost:7310' })).toEqual([])
  expect(await found({ origin: 'https://127.0.0.1:9' })).toEqual(['origin: origin-unreachable'])
  await chmod(root, 0o777)
  expect(await found()).toEqual(['folder: folder-open'])
  await chmod(root, 0o700)
  await chmod(join(folders.keys(root), 'signing.pem'), 0o644)
  expect(await found()).toEqual(['keys: readable-by-others'])
  await chmod(join(folders.keys(root), 'signing.pem'), 0o600)
  await writeFile(folders.secret(root), 'aaaa')
  await chmod(folders.secret(root), 0o644)
  expect(await found()).toEqual(['secret: readable-by-others', 'secret: secret-weak'])
  await rm(folders.secret(root))
})

test('keys that were sealed with another secret', async () => {
  const sealed = await opened.vault.seal({ org, name: 'MODEL', hosts: ['m.example'] }, 'sk-1')
  expect(
    await broken(
      `INSERT INTO registry.secret (org_id, name, hosts, sealed, set_by) VALUES ('${org}', 'MODEL', '["other.example"]', '${sealed}', 'ann')`,
      `UPDATE registry.secret SET hosts = '["m.example"]' WHERE name = 'MODEL'`,
    ),
  ).toEqual(['secrets: secret-unopenable'])
  expect(await found()).toEqual([])
  await admin(`DELETE FROM registry.secret WHERE name = 'MODEL'`)
})

test('structure, rights and clock of the database', async () => {
  expect(
    await broken(
      "DELETE FROM registry.migration WHERE name = '0004-keeping'; INSERT INTO registry.migration VALUES ('9999-later', 'x')",
      "DELETE FROM registry.migration WHERE name = '9999-later'; SELECT 1",
    ),
  ).toEqual(['migrations: migrations-unknown'])
  expect(await found()).toEqual(['migrations: migrations-lacking'])
  const { migrations } = await import('../../registry/migrations/index.ts')
  const { createHash } = await import('node:crypto')
  const last = migrations.find(({ name }) => name === '0004-keeping')!
  await admin(
    `INSERT INTO registry.migration VALUES ('0004-keeping', '${createHash('sha256').update(last.sql).digest('hex')}')`,
  )
  expect(
    await broken(
      'ALTER TABLE registry.answer NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE registry.answer FORCE ROW LEVEL SECURITY',
    ),
  ).toEqual(['rights: rls-not-forced'])
  expect(
    await broken(
      'ALTER TABLE registry.audit DISABLE TRIGGER stays',
      'ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays',
    ),
  ).toEqual(['rights: audit-not-guarded'])
  const set = 'EXECUTE ON FUNCTION pg_catalog.set_config(text,text,boolean)'
  expect(await broken(`GRANT ${set} TO PUBLIC`, `REVOKE ${set} FROM PUBLIC`)).toEqual(['rights: set-config-allowed'])
  expect(await broken('ALTER ROLE pl_login BYPASSRLS', 'ALTER ROLE pl_login NOBYPASSRLS')).toEqual([
    'rights: login-too-mighty',
  ])
  expect(await found({ now: () => Date.now() + 60_000 })).toEqual(['clock: clocks-differ'])
  expect(await found({ place: { ...place, databaseUrl: 'postgres://pl_login:x@127.0.0.1:9/none' } })).toEqual([
    'database: database-unreachable',
  ])
  expect(loginPassword).not.toBe('x')
})

test('work that waits, work that was lost, work that is nowhere', async () => {
  const send = (state: string, more: string) =>
    `INSERT INTO pgboss.job (name, data, state, start_after, started_on, expire_in) VALUES ('chunk', '{}', '${state}', ${more}, interval '1 minute')`
  const mend = 'DELETE FROM pgboss.job'
  expect(await broken(send('created', "now() - interval '1 hour', NULL"), mend)).toEqual(['workers: no-worker'])
  expect(
    await broken(`${send('created', "now() - interval '1 hour', NULL")}; ${send('active', 'now(), now()')}`, mend),
  ).toEqual([])
  // somebody expires it at once: ours, the doctor's patient
  await opened.jobs.stop()
  expect(await broken(send('active', "now() - interval '1 hour', now() - interval '1 hour'"), mend)).toEqual([
    'queue: jobs-lost',
  ])
  expect(await broken(`INSERT INTO pgboss.job (name, data) VALUES ('dead', '{}')`, mend)).toEqual([
    'queue: jobs-given-up',
  ])
  const rows = `
    INSERT INTO registry.standard (hash, id, edition, title, authority, files, current) VALUES ('h', 's', '1', '{}', 'draft', '[]', false);
    INSERT INTO registry.subject VALUES ('${org}', '${org}', 'n', '{}', 'ann');
    INSERT INTO registry.subject_version VALUES ('${org}', '${org}', 1, '1', '', '[]', 'ann');
    INSERT INTO registry.assessment (org_id, assessment_id, subject_id, version_number, standard_hash, kind, performer_org, state, activity, reference_date, created_by, updated_at)
      VALUES ('${org}', '${org}', '${org}', 1, 'h', 'self', '${org}', 'determination', 'running', now(), 'ann', now() - interval '1 hour')`
  const gone = `DELETE FROM registry.assessment; DELETE FROM registry.subject_version; DELETE FROM registry.subject; DELETE FROM registry.standard WHERE hash = 'h'`
  expect(await broken(rows, gone)).toEqual(['queue: assessment-stuck'])
})

test('evidence that is gone or changed, a chain that was edited, a checkpoint that was', async () => {
  await writeFile(file, 'sawn')
  expect(await found()).toEqual([])
  expect(await found({ deep: true })).toEqual(['evidence: evidence-changed'])
  await writeFile(file, 'longer')
  expect(await found()).toEqual(['evidence: evidence-changed'])
  await rm(file)
  expect(await found()).toEqual(['evidence: evidence-lost'])
  await writeFile(file, 'seen')
  const past = (sql: string) =>
    `ALTER TABLE registry.audit DISABLE TRIGGER stays; ${sql}; ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays`
  await admin('CREATE TABLE kept AS SELECT * FROM registry.audit')
  expect(
    await broken(
      past(`UPDATE registry.audit SET body = '{}'`),
      past('UPDATE registry.audit a SET body = k.body FROM kept k'),
    ),
  ).toEqual(['audit: audit-fault'])
  expect(await broken(past('DELETE FROM registry.audit'), 'INSERT INTO registry.audit SELECT * FROM kept')).toEqual([
    'audit: audit-fault',
  ])
  const false_ = join(folders.checkpoints(root), 'false.json')
  await writeFile(false_, '{}')
  expect(await found()).toEqual(['audit: checkpoint-unreadable'])
  await rm(false_)
})

test('an embedded one: nothing there, in use, damaged, without a backup', async () => {
  const folder = join(root, 'embedded')
  const own: Partial<Patient> = { place: { folder } }
  expect(await found(own)).toEqual(['database: database-missing', 'folder: no-installation', 'backups: backup-old'])
  const engine = await openKept({ folder })
  if (!engine.ok) throw new Error()
  expect(await found(own)).toEqual(['database: folder-in-use', 'backups: backup-old'])
  await addBackup(engine.value, folder, 24)
  await engine.value.close()
  await chmod(folder, 0o700)
  expect(await found(own)).toEqual([])
  await writeFile(join(folders.database(folder), 'postgres/global/pg_control'), '')
  const said = await examine(patient(own))
  expect(said[0]).toMatchObject({ state: 'wrong', problems: [{ code: 'database-damaged' }] })
  expect(said[0]!.problems[0]!.next!.en).toMatch(/^plumbline restore .*\.backup --data /)
})
