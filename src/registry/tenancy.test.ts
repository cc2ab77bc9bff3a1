import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyChain } from './audit.ts'
import { onBothEngines, organization } from './fixtures/engines.ts'
import { named } from './fixtures/named-columns.ts'
import { install } from './install.ts'
import { asAnyone, asTenant } from './unit.ts'

onBothEngines('tenants are kept apart by the database', (bench) => {
  const as = <T>(org: string, work: Parameters<typeof asTenant<T>>[2]) =>
    asTenant(bench().engine, { org, person: 'ann' }, work)
  const subject = (org: string, id = randomUUID()) =>
    as(org, async ({ db }) => {
      await db
        .insertInto('subject')
        .values({ org_id: org, subject_id: id, name: id, title: '{"en": "a"}', created_by: 'ann' })
        .execute()
      return id
    })

  test('a tenant reads, changes and moves its own rows alone', async () => {
    const [a, b] = [await organization(bench().engine), await organization(bench().engine)]
    const own = await subject(a)
    expect(await as(a, ({ db }) => db.selectFrom('subject').select(['subject_id', 'title']).execute())).toEqual([
      { subject_id: own, title: { en: 'a' } },
    ])
    expect(await as(b, ({ db }) => db.selectFrom('subject').select('subject_id').execute())).toEqual([])
    const changed = await as(b, ({ db }) => db.updateTable('subject').set({ name: 'x' }).executeTakeFirst())
    expect(changed.numUpdatedRows).toBe(0n)
    await expect(
      subject(a).then(() =>
        as(b, ({ query }) =>
          query(
            `INSERT INTO registry.subject (org_id, subject_id, name, title, created_by) VALUES ('${a}', '${randomUUID()}', 'n', '{}', 'x')`,
          ),
        ),
      ),
    ).rejects.toThrow(/row-level security/)
    await expect(as(a, ({ query }) => query('UPDATE registry.subject SET org_id = $1', [b]))).rejects.toThrow(
      /row-level security/,
    )
  })

  test("a row cannot point at another tenant's", async () => {
    const [a, b] = [await organization(bench().engine), await organization(bench().engine)]
    const foreign = await subject(b)
    await expect(
      as(a, ({ db }) =>
        db
          .insertInto('subject_version')
          .values({
            org_id: a,
            subject_id: foreign,
            number: 1,
            label: '1',
            description: '',
            files: '[]',
            created_by: 'x',
          })
          .execute(),
      ),
    ).rejects.toThrow(/foreign key/)
  })

  test('no road leads out of the role', async () => {
    const a = await organization(bench().engine)
    for (const statement of [
      'SET LOCAL ROLE pl_owner',
      'SET LOCAL ROLE postgres',
      'CREATE TABLE registry.mine (x int)',
      'DROP TABLE registry.subject',
      `SELECT set_config('app.org', '${randomUUID()}', true)`,
      'SELECT * FROM pgboss.job',
      "INSERT INTO registry.audit (org_id, seq, at, body, prev, hash) VALUES (gen_random_uuid(), 1, now(), '', '', '')",
      'UPDATE registry.audit SET body = 1',
      'DELETE FROM registry.audit',
      'INSERT INTO registry.standard SELECT * FROM registry.standard',
      'DELETE FROM registry.organization',
    ])
      await expect(
        as(a, ({ query }) => query(statement)),
        statement,
      ).rejects.toThrow()
    await expect(
      bench().engine.transaction('SELECT 1', ({ query }) => query('SELECT * FROM registry.subject')),
    ).rejects.toThrow(/permission denied/)
    await expect(as("'; DROP TABLE x", async () => {})).rejects.toThrow('not an actor')
  })

  test('without an organization there are no rows, also after others', async () => {
    await subject(await organization(bench().engine))
    const count = () => asAnyone(bench().engine, (db) => db.selectFrom('subject').select('name').execute())
    expect(await count()).toEqual([])
    await expect(
      asAnyone(bench().engine, (_, query) => query('SELECT registry.audit_append($1)', ['{}'])),
    ).rejects.toThrow()
  })

  test('offices are known to all, companies to themselves', async () => {
    const lab = await organization(bench().engine, 'laboratory')
    const company = await organization(bench().engine)
    const other = await organization(bench().engine)
    const seen = await as(other, ({ db }) => db.selectFrom('organization').select('org_id').execute())
    const ids = seen.map((row) => row.org_id)
    expect(ids).toContain(lab)
    expect(ids).toContain(other)
    expect(ids).not.toContain(company)
  })

  test('what fails leaves nothing, and a savepoint is undone alone', async () => {
    const a = await organization(bench().engine)
    await expect(
      as(a, async (unit) => {
        unit.record({ what: 'test.lost' })
        await unit.query('INSERT INTO registry.idempotency VALUES ($1, $2, $2, 200, $2)', [a, 'lost'])
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    const kept = await as(a, async (unit) => {
      await unit
        .savepoint(async () => {
          unit.record({ what: 'test.undone' })
          await unit.query('SELECT 1 / 0')
        })
        .catch(() => undefined)
      unit.record({ what: 'test.kept' })
      return unit.db.selectFrom('idempotency').select('key').execute()
    })
    expect(kept).toEqual([])
    const bodies = await as(a, ({ db }) => db.selectFrom('audit').select('body').execute())
    expect(bodies.map(({ body }) => JSON.parse(body))).toEqual([{ actor: 'ann', what: 'test.kept' }])
  })

  test('the chain of many writers is whole; an edit, a removal and a cut tail are found', async () => {
    const a = await organization(bench().engine)
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        as(a, async (unit) => {
          unit.record({ what: 'test.counted', n })
          unit.record({ what: '计数', n })
        }),
      ),
    )
    const verified = (checkpoints = [] as { org: string; seq: number; hash: string }[]) =>
      as(a, ({ query }) => verifyChain(query, a, checkpoints))
    const whole = await verified()
    expect(whole).toMatchObject({ entries: 80 })
    expect(whole.fault).toBeUndefined()
    const sealed = { org: a, seq: 80, hash: whole.head }
    expect((await verified([sealed])).fault).toBeUndefined()
    expect((await verified([{ ...sealed, hash: 'x' }])).fault).toMatchObject({ kind: 'rewritten' })

    await expect(bench().admin(`UPDATE registry.audit SET body = '{}' WHERE seq = 7`)).rejects.toThrow(/only added to/)
    const past = (sql: string) =>
      bench().admin(
        `ALTER TABLE registry.audit DISABLE TRIGGER stays; ${sql}; ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays`,
      )
    await past(`DELETE FROM registry.audit WHERE org_id = '${a}' AND seq > 78`)
    expect((await verified()).fault).toBeUndefined()
    expect((await verified([sealed])).fault).toEqual({ org: a, seq: 79, kind: 'cut' })
    await past(`UPDATE registry.audit SET body = '{}' WHERE org_id = '${a}' AND seq = 60`)
    expect((await verified()).fault).toEqual({ org: a, seq: 60, kind: 'edited' })
    await past(`DELETE FROM registry.audit WHERE org_id = '${a}' AND seq = 5`)
    expect((await verified()).fault).toEqual({ org: a, seq: 5, kind: 'removed' })
  })

  test('events are heard once a transaction', async () => {
    const a = await organization(bench().engine)
    const heard: string[] = []
    const stop = await bench().engine.listen('pl_events', (org) => heard.push(org))
    await as(a, async (unit) => {
      unit.record({ what: 'test.one' })
      unit.record({ what: 'test.two' })
    })
    for (let i = 0; i < 50 && heard.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(heard).toEqual([a])
    await stop()
  })

  test('installing again, and at once from several sides, changes nothing', async () => {
    const engines = [bench().engine, bench().another() ?? bench().engine, bench().another() ?? bench().engine]
    const made = await Promise.all(engines.map((engine) => install(engine)))
    for (const outcome of made) expect(outcome).toMatchObject({ ok: true, value: [] })
  })

  test('the tables are those that the types name', async () => {
    const { rows } = await bench().engine.install(({ query }) =>
      query<{ t: string; c: string }>(
        `SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'registry' ORDER BY 1, 2`,
      ),
    )
    const tables = new Map<string, string[]>()
    for (const { t, c } of rows) tables.set(t, [...(tables.get(t) ?? []), c])
    tables.delete('migration')
    const wanted = Object.entries(named).map(([table, columns]) => [table, Object.keys(columns).sort()])
    expect(Object.fromEntries(tables)).toEqual(Object.fromEntries(wanted))
    const open = await bench().engine.install(({ query }) =>
      query<{ relname: string }>(
        `SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id'
         WHERE relnamespace = 'registry'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`,
      ),
    )
    expect(open.rows).toEqual([])
  })
})
