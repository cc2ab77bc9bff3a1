import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { onBothEngines, organization } from '../fixtures/engines.ts'
import { prune } from '../prune.ts'
import { asTenant, type Unit } from '../unit.ts'
import { uploadFile } from '../uploads.ts'
import { noteDue } from './note.ts'
import { notices, readNotice, unreadNotices } from './read.ts'

const day = (text: string) => new Date(`${text}T12:00:00`)

onBothEngines('notices', (bench) => {
  let [company, laboratory] = ['', '']
  let report = ''
  const as = <T>(org: string, work: (unit: Unit) => Promise<T>) =>
    asTenant(bench().engine, { org, person: 'ann' }, work)
  const note = (at: string, engine = bench().engine) => noteDue(engine, company, day(at))
  const told = (org: string) =>
    as(org, async (unit) =>
      (await notices(unit, { unread: false, limit: 50 })).map(({ kind, due }) => `${kind} ${due}`).sort(),
    )

  /** A system of a company that a laboratory attested: looked at again on a day in 2027, valid until 2028. */
  beforeAll(async () => {
    company = await organization(bench().engine)
    laboratory = await organization(bench().engine, 'laboratory')
    await bench().admin(
      `INSERT INTO registry.standard (hash, id, edition, title, authority, files, current) VALUES ('h', 's', '1', '{}', 'reference-profile', '[]', false)`,
    )
    const [subject, assessment, sha256] = [randomUUID(), randomUUID(), 'a'.repeat(64)]
    report = randomUUID()
    await as(company, async ({ query }) => {
      const say = (text: string, ...values: unknown[]) => query(text, [company, ...values])
      await say(
        `INSERT INTO registry.subject (org_id, subject_id, name, title, created_by) VALUES ($1, $2, 'x', '{}', 'ann')`,
        subject,
      )
      await say(
        `INSERT INTO registry.subject_version (org_id, subject_id, number, label, description, files, created_by) VALUES ($1, $2, 1, '1', '', '[]', 'ann')`,
        subject,
      )
      await say(
        `INSERT INTO registry.evidence (org_id, sha256, size, name, media_type, created_by) VALUES ($1, $2, 1, 'x', 'x', 'ann')`,
        sha256,
      )
      await say(
        `INSERT INTO registry.assessment (org_id, assessment_id, subject_id, version_number, standard_hash, kind, performer_org, state, activity, reference_date, created_by)
         VALUES ($1, $2, $3, 1, 'h', 'third-party', $4, 'surveillance', 'idle', '2026-11-22', 'ann')`,
        assessment,
        subject,
        laboratory,
      )
      await say(
        `INSERT INTO registry.report (org_id, report_id, assessment_id, bundle_sha256, standard_hash, subject, verdict, headline, created_at)
         VALUES ($1, $2, $3, $4, 'h', '{"id": "x", "title": {"en": "X"}, "version": "1"}', 'conforms', '{}', '2026-11-22')`,
        report,
        assessment,
        sha256,
      )
      await say(
        `INSERT INTO registry.attestation (org_id, report_id, decision, reason, decided_by, decided_at, valid_from, valid_until, status, surveillance)
         VALUES ($1, $2, 'granted', '', 'bob', '2026-11-22', '2026-11-22', '2028-03-01', 'valid', '["2027-11-22"]')`,
        report,
      )
    })
  })

  test('each date is told in its time, to the company and to the laboratory, once, also by many at once', async () => {
    const other = bench().another() ?? bench().engine
    const decided = ['decision-granted null']
    for (const [at, wanted] of [
      ['2026-11-23', []],
      ['2027-10-22', []],
      ['2027-10-23', ['surveillance-month 2027-11-22']],
      ['2027-11-15', ['surveillance-week 2027-11-22']],
      ['2027-11-22', []],
      ['2027-11-23', ['surveillance-overdue 2027-11-22']],
      ['2028-01-30', []],
      ['2028-01-31', ['validity-ending 2028-03-01']],
      ['2028-03-01', []],
      ['2028-03-02', ['validity-ended 2028-03-01']],
      ['2028-03-03', []],
    ] as const) {
      const before = await told(laboratory)
      await Promise.all([note(at), note(at, other), note(at), note(at, other)])
      expect([at, await told(laboratory)]).toEqual([at, [...before, ...wanted].sort()])
      expect(await told(company)).toEqual([...decided, ...(await told(laboratory))].sort())
    }
    const { rows } = await as(company, ({ query }) =>
      query<{ n: number }>(`SELECT count(*)::int AS n FROM registry.audit WHERE body LIKE '%"notice.made"%'`),
    )
    expect(rows[0]!.n).toBe(6)
  })

  test('a clock that is a year ahead and put back neither repeats nor loses one', async () => {
    for (const org of [company, laboratory])
      await as(org, ({ query }) => query('DELETE FROM registry.notice WHERE org_id = $1', [org]))
    const kinds = (org: string) =>
      as(org, (unit) => notices(unit, { unread: true, limit: 50 }).then((all) => all.map((n) => n.kind).sort()))
    const readAll = (org: string) =>
      as(org, async (unit) => {
        for (const { notice_id } of await notices(unit, { unread: true, limit: 50 })) await readNotice(unit, notice_id)
      })
    await note('2027-10-25')
    expect(await kinds(laboratory)).toEqual(['surveillance-month'])
    await readAll(laboratory)
    // a year on: somebody even reads what is said then, and old things are taken away
    await note('2028-10-25')
    expect(await kinds(laboratory)).toEqual(['validity-ended'])
    await readAll(laboratory)
    await prune({ engine: bench().engine, workFolder: tmpdir() }, laboratory, day('2028-10-25'))
    // and back
    await note('2027-10-26')
    expect(await kinds(laboratory)).toEqual([])
    await note('2027-11-20')
    expect(await kinds(laboratory)).toEqual(['surveillance-week'])
    await note('2028-03-02')
    expect(await kinds(laboratory)).toEqual(['surveillance-overdue', 'surveillance-week', 'validity-ended'])
    await readAll(laboratory)
    await note('2028-03-03')
    expect(await kinds(laboratory)).toEqual([])
  })

  test('who was asked hears of it, and again where it waits; who asked hears the answer', async () => {
    const asking = await organization(bench().engine)
    const [subject, request] = [randomUUID(), randomUUID()]
    await as(asking, async ({ query }) => {
      const say = (text: string, ...values: unknown[]) => query(text, [asking, ...values])
      await say(
        `INSERT INTO registry.subject (org_id, subject_id, name, title, created_by) VALUES ($1, $2, 'x', '{}', 'ann')`,
        subject,
      )
      await say(
        `INSERT INTO registry.subject_version (org_id, subject_id, number, label, description, files, created_by) VALUES ($1, $2, 1, '1', '', '[]', 'ann')`,
        subject,
      )
      await say(
        `INSERT INTO registry.request (org_id, request_id, performer_org, org_name, subject_id, version_number, subject_title, standard_hash, message, state, created_by, created_at)
         VALUES ($1, $2, $3, '{}', $4, 1, '{"en": "Asked"}', 'h', '', 'sent', 'ann', '2027-01-01 12:00')`,
        request,
        laboratory,
        subject,
      )
    })
    const ofRequest = async (org: string) =>
      (await as(org, (unit) => notices(unit, { unread: false, limit: 100 })))
        .filter((n) => n.about.request === request)
        .map((n) => n.kind)
        .sort()
    const engine = bench().engine
    await noteDue(engine, asking, day('2027-01-02'))
    expect(await ofRequest(laboratory)).toEqual(['request-received'])
    await noteDue(engine, asking, day('2027-01-10'))
    expect(await ofRequest(laboratory)).toEqual(['request-received', 'request-waiting'])
    expect(await ofRequest(asking)).toEqual([])
    await as(asking, ({ query }) =>
      query(`UPDATE registry.request SET state = 'declined', answered_at = '2027-01-11' WHERE org_id = $1`, [asking]),
    )
    expect(await noteDue(engine, asking, day('2027-01-12'))).toBe(1)
    expect(await ofRequest(asking)).toEqual(['request-declined'])
    expect(await as(asking, unreadNotices)).toBe(1)
  })

  test('what is old is taken away, and nothing else', async () => {
    const org = await organization(bench().engine)
    const workFolder = await mkdtemp(join(tmpdir(), 'plumbline-prune-'))
    const [old, recent] = [randomUUID(), randomUUID()]
    const at = { [old]: new Date('2027-01-01'), [recent]: new Date('2027-01-20') }
    const now = new Date('2027-01-21')
    await as(org, async ({ db }) => {
      for (const id of [old, recent]) {
        const [created_at, own] = [at[id]!, { org_id: org }]
        await db
          .insertInto('upload')
          .values({
            ...own,
            upload_id: id,
            name: id,
            media_type: 'x',
            size: 1,
            sha256: null,
            created_by: 'ann',
            created_at,
          })
          .execute()
        await db
          .insertInto('idempotency')
          .values({ ...own, key: id, request_sha256: '', status: 200, body: '', at: created_at })
          .execute()
        const about = JSON.stringify({ org, title: {} })
        const told = {
          ...own,
          notice_id: randomUUID(),
          about,
          read_at: new Date(created_at.getTime() - 360 * 86_400_000),
          read_by: 'ann',
        }
        for (const due of [null, '2027-01-01'])
          await db
            .insertInto('notice')
            .values({
              ...told,
              notice_id: randomUUID(),
              key: `${id} ${due}`,
              kind: 'decision-granted',
              due,
              at: told.read_at,
            })
            .execute()
        await mkdir(dirname(uploadFile(workFolder, org, id)), { recursive: true })
        await writeFile(uploadFile(workFolder, org, id), 'half')
      }
    })
    expect(await prune({ engine: bench().engine, workFolder }, org, now)).toBe(3)
    expect(await prune({ engine: bench().engine, workFolder }, org, now)).toBe(0)
    const left = async (table: keyof Database, column: string) =>
      (
        await as(org, ({ query }) =>
          query<Record<string, string>>(`SELECT ${column} AS c FROM registry.${table} WHERE org_id = $1 ORDER BY 1`, [
            org,
          ]),
        )
      ).rows.map(({ c }) => c)
    expect(await left('upload', 'upload_id::text')).toEqual([recent])
    expect(await left('idempotency', 'key')).toEqual([recent])
    expect(await left('notice', 'key')).toEqual([`${old} 2027-01-01`, `${recent} 2027-01-01`, `${recent} null`].sort())
    expect(await stat(uploadFile(workFolder, org, old)).catch(() => 'gone')).toBe('gone')
    expect((await stat(uploadFile(workFolder, org, recent))).size).toBe(4)
    await rm(workFolder, { recursive: true })
  })
})
