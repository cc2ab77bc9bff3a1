import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assessment, begin, select } from '../assessments.ts'
import { verifyAll } from '../audit.ts'
import type { Engine } from '../engine.ts'
import { openEmbedded } from '../engine-embedded.ts'
import { openServer } from '../engine-server.ts'
import { folderStore } from '../evidence/folder.ts'
import { bytesOf } from '../evidence/store.ts'
import { organization } from '../fixtures/engines.ts'
import { houseOn, keepFolder } from '../fixtures/house.ts'
import { loginPassword, type Server, startPostgres } from '../fixtures/postgres.ts'
import type { House } from '../house.ts'
import { install } from '../install.ts'
import { registerLibrary, standards } from '../standards.ts'
import { asTenant } from '../unit.ts'
import { beginUpload } from '../uploads.ts'
import { startWorker } from '../work/worker.ts'
import { exportAll } from './export.ts'
import { importAll } from './import.ts'
import type { Manifest } from './manifest.ts'
import { left, nameOf, people, secrets, shared, tenants } from './tables.ts'

let server: Server
let root: string
let source: Awaited<ReturnType<typeof placeOn>>
let first: Manifest
let [company, laboratory, queued] = ['', '', '']
const closing: (() => Promise<unknown>)[] = []
const folder = (name: string) => join(root, name)

async function placeOn(engine: Engine) {
  const { house, close } = await houseOn(engine)
  closing.unshift(close, () => engine.close())
  return { engine, house, evidence: house.evidence, jobs: house.jobs }
}
const embedded = async () => {
  const engine = await openEmbedded()
  await install(engine)
  return placeOn(engine)
}
const onServer = async () => {
  const name = `p${randomUUID().slice(0, 8)}`
  await server.admin(`CREATE DATABASE ${name}`)
  const engine = openServer({ url: server.loginUrl(name), installUrl: server.url(name) })
  await install(engine, loginPassword)
  return placeOn(engine)
}
const exported = async (from: typeof source, to: string, more: Partial<Parameters<typeof exportAll>[0]> = {}) => {
  const made = await exportAll({ ...from, out: folder(to), accounts: true, ...more })
  if (!made.ok) throw new Error(JSON.stringify(made.problems))
  return made.value
}
const codes = async (into: typeof source, from: string) => {
  const done = await importAll({ ...into, folder: folder(from) })
  return done.ok ? ['ok'] : done.problems.map(({ code }) => code)
}
const files = async (of: string) =>
  (await readdir(of, { recursive: true, withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => relative(of, join(e.parentPath, e.name)))

/** An assessment that came to its report, one that waits, and a row in every table. */
async function filled({ engine, house }: { engine: Engine; house: House }) {
  await registerLibrary(engine)
  const standard = (await standards(engine)).find(({ id }) => id === 'cn/genai-labelling')!.hash
  company = await organization(engine, 'company', '甲公司')
  laboratory = await organization(engine, 'laboratory', 'Labor "Ä"')
  const actor = { org: company, person: 'ann' }
  const { subject } = await keepFolder(house, actor, 'examples/labelled-outputs')
  const as = <T>(work: Parameters<typeof asTenant<T>>[2]) => asTenant(engine, actor, work)
  const started = async () => {
    const made = await as((unit) => select(unit, { subject, standard, kind: 'self', date: '2026-11-22' }))
    if (!made.ok) throw new Error()
    await as((unit) => begin(unit, house.jobs, made.value))
    return made.value
  }
  const id = await started()
  const worker = startWorker(house, { pause: 20 })
  for (let i = 0; i < 400 && (await as((unit) => assessment(unit, id)))!.state !== 'review'; i++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  await worker.stop()
  queued = await started()
  await beginUpload(house, actor, { name: 'half', mediaType: 'text/plain', size: 10 })
  const draftId = randomUUID()
  await as(async ({ query }) => {
    const { rows } = await query<{ id: string; bundle: string }>(
      'SELECT report_id AS id, bundle_sha256 AS bundle FROM registry.report',
    )
    const { id: report, bundle } = rows[0]!
    await query(
      `INSERT INTO registry.answer (org_id, assessment_id, part, name, value, answered_by) VALUES ($1, $2, 'fact', 'b', '{"n": 1.50, "t": "\\n\\u2028"}', 'ann'), ($1, $2, 'fact', 'B', '1e3', 'ann')`,
      [company, queued],
    )
    await query(
      `INSERT INTO registry.attestation (org_id, report_id, decision, reason, decided_by, valid_from, status) VALUES ($1, $2, 'granted', $3, 'bob', '2026-11-22', 'valid')`,
      [company, report, 'a\nb'],
    )
    await query(
      `INSERT INTO registry.request (org_id, request_id, performer_org, org_name, subject_id, version_number, subject_title, standard_hash, message, state, created_by) VALUES ($1, $2, $3, '{}', $4, 1, '{}', $5, '请', 'sent', 'ann')`,
      [company, randomUUID(), laboratory, subject, standard],
    )
    await query(`INSERT INTO registry.brought (org_id, assessment_id, sha256, brought_by) VALUES ($1, $2, $3, $1)`, [
      company,
      id,
      bundle,
    ])
    await query(
      `INSERT INTO registry.corrective_action (org_id, action_id, assessment_id, performer_org, clause, finding, due, state, created_by) VALUES ($1, $2, $3, $4, '5.1', '整改', '2026-12-01', 'open', 'ann')`,
      [company, randomUUID(), id, laboratory],
    )
    await query(
      `INSERT INTO registry.review_sheet (org_id, assessment_id, measure, run, sheet_sha256, open, save_as) VALUES ($1, $2, 'b', 1, $3, 4, 'r.csv'), ($1, $2, 'B', 1, $3, 0, 'r.csv')`,
      [company, id, bundle],
    )
    await query(
      `INSERT INTO registry.secret (org_id, name, hosts, sealed, set_by) VALUES ($1, 'MODEL_KEY', '["a.example"]', 'sealed words', 'ann')`,
      [company],
    )
    await query(
      `INSERT INTO registry.back_test (org_id, back_test_id, from_hash, draft, draft_id, draft_edition, draft_hash, draft_title, settings, state, judged, reports, document, created_by) VALUES ($1, $2, $3, '[["a", "文\\n"]]', 'a', '2', 'h', '{}', '{"draws": 0, "least": 3}', 'done', 5, 5, '{"n": null}', 'ann')`,
      [company, randomUUID(), standard],
    )
    await query(
      `INSERT INTO registry.industry_snapshot (snapshot_id, org_id, org_name, title, standard, as_of, hash, bytes_sha256, size, published_by) VALUES ($1, $2, '{}', '{"zh": "产业"}', '{}', '2026-11-22', 'h', $3, 9, 'ann')`,
      [randomUUID(), company, bundle],
    )
    await query(
      `INSERT INTO registry.project (org_id, project_id, procedure, title, state, acts, created_by) VALUES ($1, $2, 'cn-sh-local', '{"zh": "标准"}', 'S0', 1, 'ann')`,
      [company, queued],
    )
    await query(
      `INSERT INTO registry.project_act (org_id, project_id, seq, by, role, valid, deed) VALUES ($1, $2, 1, 'ann', 'secretariat', '2026-11-22', '{"what": "opened"}')`,
      [company, queued],
    )
    await query(
      `INSERT INTO registry.committee_member (org_id, member_id, name, unit, part, term_from, term_until, person) VALUES ($1, $2, '陈', '甲', 'chair', '2026-01-01', '2030-12-31', 'ann')`,
      [company, randomUUID()],
    )
    await query(`INSERT INTO registry.access (org_id, grantee_org, assessment_id, may) VALUES ($1, $2, $3, 'read')`, [
      company,
      laboratory,
      id,
    ])
    await query(
      `INSERT INTO registry.publication (publication_id, org_id, report_id, org_name, subject, standard, kind, performer_name, verdict, headline, bundle_sha256, bundle_size, status, search) VALUES ($1, $2, $3, '{}', '{}', '{}', 'self', '{}', 'open', '{}', $4, 9007199254740993, 'valid', '')`,
      [randomUUID(), company, report, bundle],
    )
    await query(
      `INSERT INTO registry.notice (org_id, notice_id, key, kind, about, due, at) VALUES ($1, gen_random_uuid(), 'ä', 'validity-ended', '{}', '2026-11-22', now())`,
      [company],
    )
    await query(
      `INSERT INTO registry.draft (org_id, draft_id, standard_id, title, number, created_by) VALUES ($1, $2, 'acme/lamp', '{"zh": "灯"}', 1, 'ann')`,
      [company, draftId],
    )
    await query(
      `INSERT INTO registry.draft_version (org_id, draft_id, number, sha256, text, cases, saved_by) VALUES ($1, $2, 1, 'x', $3, '', 'ann')`,
      [company, draftId, 'id: acme/lamp\n# 注\n'],
    )
    await query(
      `INSERT INTO registry.draft_comment (org_id, comment_id, draft_id, number, anchor, body, said_by) VALUES ($1, gen_random_uuid(), $2, 1, '{"id": "R1", "words": "灯"}', '太暗', 'ann')`,
      [company, draftId],
    )
    await query(
      `INSERT INTO registry.idempotency (org_id, key, request_sha256, status, body) VALUES ($1, 'ä', 'x', 200, ''), ($1, 'z', 'x', 200, ''), ($1, 'Z', 'x', 200, '')`,
      [company],
    )
  })
  await engine.install(({ script }) =>
    script(`
      INSERT INTO auth.organization (org_id, kind) VALUES ('${company}', 'company'), ('${laboratory}', 'laboratory');
      INSERT INTO auth."user" ("id", "name", "email", "emailVerified") VALUES ('u1', 'Ann', 'ann@example.org', true);
      INSERT INTO auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt") VALUES ('a1', 'u1', 'credential', 'u1', 'argon of ann', now());
      INSERT INTO auth."session" ("id", "expiresAt", "token", "updatedAt", "userId") VALUES ('s1', now(), 'live token', now(), 'u1');
      INSERT INTO auth."twoFactor" ("id", "secret", "backupCodes", "userId") VALUES ('t1', 'seed of ann', 'codes', 'u1');
      INSERT INTO auth.code_taken VALUES ('u1', 5);
      INSERT INTO auth.member (org_id, user_id, role) VALUES ('${company}', 'u1', 'owner');
      INSERT INTO auth.invitation (org_id, invitation_id, role, hash, invited_by, expires_at) VALUES ('${company}', gen_random_uuid(), 'viewer', 'h1', 'u1', now());
      INSERT INTO auth.token (org_id, token_id, user_id, name, prefix, hash, scopes, expires_at) VALUES ('${company}', gen_random_uuid(), 'u1', 'ci', 'plb', 'hash of token', '{a,"b c"}', 'infinity')`),
  )
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-portable-'))
  ;[server, source] = [await startPostgres(), await embedded()]
  await filled(source)
  await writeFile(folder('secret'), 'a secret')
  first = await exported(source, 'first', { files: { secret: folder('secret') } })
}, 120_000)
afterAll(async () => {
  for (const close of closing) await close()
  await server?.stop()
  await rm(root, { recursive: true, force: true })
})

test('every table is carried, or left for a reason; every row of it is there', async () => {
  const carried = [...shared, ...tenants, ...people, ...secrets].map((table) => nameOf(table).replaceAll('"', ''))
  await source.engine.install(async ({ query }) => {
    const { rows } = await query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('registry', 'auth')`,
    )
    expect([...carried, ...Object.keys(left)].sort()).toEqual(rows.map(({ name }) => name).sort())
    // past the policies, under which a role that may not look sees no rows and no error
    for (const table of [...shared, ...tenants, ...people, ...secrets]) {
      const counted = await query<{ n: number }>(`SELECT count(*)::int AS n FROM ${nameOf(table)}`)
      const file = new RegExp(
        table.schema === 'auth' ? `^auth/${table.name}\\.` : `^(organizations/[^/]+/)?${table.name}\\.`,
      )
      const written = first.tables.filter((t) => file.test(t.file)).reduce((n, t) => n + t.rows, 0)
      expect([table.name, written]).toEqual([table.name, counted.rows[0]!.n])
      expect(written, table.name).toBeGreaterThan(0)
    }
  })
})

test('from the embedded database to a server and back: the same bytes, whole chains, all evidence, and what waited goes on', async () => {
  const { tables } = first
  const there = await onServer()
  expect(await importAll({ ...there, folder: folder('first') })).toMatchObject({ ok: true, value: { resumed: 1 } })
  const second = await exported(there, 'second', { files: { secret: folder('secret') } })
  expect(second.tables).toEqual(tables)
  const back = await embedded()
  expect(await codes(back, 'second')).toEqual(['ok'])
  const third = await exported(back, 'third', { files: { secret: folder('secret') } })
  expect({ ...third, at: '' }).toEqual({ ...first, at: '' })
  for (const place of [there, back]) {
    const chains = await verifyAll(place.engine)
    expect(chains.map(({ fault }) => fault)).toEqual([undefined, undefined])
    expect(chains.reduce((n, { entries }) => n + entries, 0)).toBeGreaterThan(10)
  }
  const worker = startWorker(there.house, { pause: 20 })
  const state = () => asTenant(there.engine, { org: company, person: 'ann' }, (unit) => assessment(unit, queued))
  for (let i = 0; i < 400 && (await state())!.state !== 'review'; i++) await new Promise((r) => setTimeout(r, 50))
  await worker.stop()
  expect(await state()).toMatchObject({ state: 'review', activity: 'idle' })
})

test('without accounts no secret leaves; one organization alone leaves no trace of another', async () => {
  await exported(source, 'plain', { accounts: false })
  const one = await exported(source, 'one', { accounts: false, org: company })
  const all = async (of: string) =>
    (
      await Promise.all(
        (
          await files(folder(of))
        )
          .filter((f) => f.endsWith('.ndjson'))
          .map((f) => readFile(join(folder(of), f), 'utf8')),
      )
    ).join('')
  const [plain, alone] = [await all('plain'), await all('one')]
  for (const secret of ['argon of ann', 'seed of ann', 'live token', 'hash of token', 'h1"']) {
    expect(plain).not.toContain(secret)
    expect(alone).not.toContain(secret)
  }
  expect(plain).toContain('ann@example.org')
  expect(alone).not.toContain('ann@example.org')
  expect(alone).not.toContain('Labor')
  expect(one.organizations).toEqual([company])
  // into a registry with a life of its own, whose library is another's
  const other = await onServer()
  await registerLibrary(other.engine)
  await organization(other.engine)
  expect(await codes(other, 'one')).toEqual(['ok'])
  expect(await codes(other, 'one')).toEqual(['import-org-exists'])
  const { evidence } = await exported(other, 'again', { accounts: false, org: company })
  expect(evidence).toEqual(one.evidence)
  const unknown = await exportAll({ ...source, out: folder('none'), org: randomUUID() })
  expect(unknown).toMatchObject({ ok: false, problems: [{ code: 'organization-unknown' }] })
})

test('a place that holds the same is refused, and so is a person whose address is taken; nothing of it stays', async () => {
  expect(await codes(source, 'first')).toEqual(['import-org-exists', 'import-org-exists'])
  const taken = await embedded()
  await taken.engine.install(({ script }) =>
    script(
      `INSERT INTO auth."user" ("id", "name", "email", "emailVerified") VALUES ('u9', 'Ann', 'ann@example.org', true)`,
    ),
  )
  expect(await codes(taken, 'first')).toEqual(['import-conflict'])
  expect(await verifyAll(taken.engine)).toEqual([])
})

test('a bit turned in any file, a file cut or lost: refused, and nothing is imported', async () => {
  const target = await embedded()
  const bad = folder('bad')
  await cp(folder('first'), bad, { recursive: true })
  const all = await files(bad)
  expect(all.length).toBeGreaterThan(30)
  for (const file of all) {
    const path = join(bad, file)
    const bytes = await readFile(path)
    if (bytes.length === 0) continue
    const changed = Buffer.from(bytes)
    changed[Math.floor(bytes.length / 2)]! ^= 4
    for (const content of [changed, bytes.subarray(0, bytes.length - 1), undefined]) {
      if (content) await writeFile(path, content)
      else await rm(path)
      const said = await codes(target, 'bad')
      expect([file, said]).toEqual([file, [file === 'manifest.json' && !content ? 'not-an-export' : 'export-damaged']])
    }
    await writeFile(path, bytes)
  }
  expect(await verifyAll(target.engine)).toEqual([])
  expect(await codes(target, 'bad')).toEqual(['ok'])
})

test('evidence that is gone is said, and all else is carried', async () => {
  const empty = await folderStore(folder('nothing'))
  const made = await exportAll({ ...source, evidence: empty, out: folder('holes') })
  expect(made).toMatchObject({ ok: true, warnings: [{ code: 'evidence-missing' }, { code: 'secrets-left', got: '1' }] })
  const target = await embedded()
  expect(await codes(target, 'holes')).toEqual(['ok'])
  const kept = await embedded()
  expect(await codes(kept, 'first')).toEqual(['ok'])
  const line = (await readFile(join(folder('first'), `organizations/${company}/evidence.ndjson`), 'utf8')).split(
    '\n',
  )[0]!
  const { sha256, size } = JSON.parse(line) as { sha256: string; size: number }
  expect((await bytesOf((await kept.evidence.get(company, sha256))!)).length).toBe(size)
  expect(await target.evidence.get(company, sha256)).toBeUndefined()
  // never into a folder that has something
  expect(await exportAll({ ...source, out: folder('first') })).toMatchObject({ ok: false })
})
