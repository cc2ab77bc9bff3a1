import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownKeys } from '../attestation/keys.ts'
import { auditEntries, type Checkpoint, verifyAll } from './audit.ts'
import { type AuditEntry, entryHash } from './audit-entry.ts'
import { auditProblem } from './audit-fault.ts'
import { checkpoint, checkpointIfNew } from './checkpoint-round.ts'
import { headsOf, readSeals } from './checkpoints.ts'
import { onBothEngines, organization } from './fixtures/engines.ts'
import { asTenant } from './unit.ts'

onBothEngines('whoever keeps the installation can tell what was done to a chain', (bench) => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-seals-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const chain = async (entries: number) => {
    const org = await organization(bench().engine, 'company', '甲公司')
    await asTenant(bench().engine, { org, person: 'ann' }, async (unit) => {
      for (let n = 1; n <= entries; n++) unit.record({ what: 'test.counted', n })
    })
    return org
  }
  const faults = async (checkpoints: readonly Checkpoint[] = []) =>
    (await verifyAll(bench().engine, checkpoints)).flatMap(({ fault }) => fault ?? [])
  const faultIn = async (org: string, checkpoints: readonly Checkpoint[] = []) =>
    (await faults(checkpoints)).find((fault) => fault.org === org)
  const read = (org: string) =>
    asTenant(bench().engine, { org, person: 'ann' }, ({ query }) => auditEntries(query, org))
  /** as somebody who may do everything */
  const past = (...statements: string[]) =>
    bench().admin(
      `ALTER TABLE registry.audit DISABLE TRIGGER stays; ${statements.join(';')}; ALTER TABLE registry.audit ENABLE ALWAYS TRIGGER stays`,
    )
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  const row = (org: string, e: AuditEntry) =>
    `INSERT INTO registry.audit (org_id, seq, at, body, prev, hash) VALUES ('${org}', ${e.seq}, '${e.at}', ${quoted(e.body)}, '${e.prev}', '${e.hash}')`
  const gone = (org: string, from: number) => `DELETE FROM registry.audit WHERE org_id = '${org}' AND seq >= ${from}`
  /** the chain with other entries from a place on, each hashed anew */
  const anew = (org: string, entries: readonly AuditEntry[], from: number) => {
    let prev = entries[from - 2]?.hash ?? ''
    return entries.slice(from - 1).map((entry, i) => {
      const made = { ...entry, seq: from + i, prev }
      prev = entryHash(org, made)
      return { ...made, hash: prev }
    })
  }
  const replaced = (org: string, from: number, entries: readonly AuditEntry[]) =>
    past(gone(org, from), ...entries.map((e) => row(org, e)))

  test('chains of more than a page are whole, also those that a tenant cannot list', async () => {
    const [a, b] = [await chain(1203), await chain(0)]
    const all = await verifyAll(bench().engine)
    expect(all.find(({ org }) => org === a)).toMatchObject({ entries: 1203, name: { zh: '甲公司' } })
    expect(all.find(({ org }) => org === b)).toMatchObject({ entries: 0 })
    expect(await faults()).toEqual([])
    await expect(
      asTenant(bench().engine, { org: a, person: 'ann' }, ({ query }) => query('SELECT * FROM registry.audit_heads()')),
    ).rejects.toThrow(/permission denied/)
  })

  test.each(['edited', 'edited, hashed anew'])('an entry %s', async (how) => {
    const org = await chain(9)
    const hash = entryHash(org, { ...(await read(org))[4]!, body: '{"x":1}' })
    const set = how === 'edited' ? '' : `, hash = '${hash}'`
    await past(`UPDATE registry.audit SET body = '{"x":1}'${set} WHERE org_id = '${org}' AND seq = 5`)
    expect(await faultIn(org)).toEqual({ org, seq: 5, kind: 'edited' })
  })

  test.each(['leaving a gap', 'closing the gap', 'the first one', 'the last but one, closing the gap'])(
    'an entry removed, %s',
    async (how) => {
      const org = await chain(9)
      const entries = await read(org)
      const at = how === 'the first one' ? 1 : how.startsWith('the last') ? 8 : 5
      const rest = entries.slice(at).map((e) => (how.includes('closing') ? { ...e, seq: e.seq - 1 } : e))
      await replaced(org, at, rest)
      expect(await faultIn(org)).toEqual({ org, seq: at, kind: 'removed' })
    },
  )

  test.each(['as it came', 'hashed as if it followed'])('an entry inserted, %s', async (how) => {
    const org = await chain(9)
    const entries = await read(org)
    const one = { ...entries[4]!, body: '{"what":"test.false"}', prev: how === 'as it came' ? 'x' : entries[3]!.hash }
    const hash = how === 'as it came' ? one.hash : entryHash(org, one)
    await replaced(org, 5, [{ ...one, hash }, ...entries.slice(4).map((e) => ({ ...e, seq: e.seq + 1 }))])
    expect(await faultIn(org)).toEqual({ org, seq: 5, kind: 'inserted' })
  })

  test.each([5, 8])('two entries in another order, at %i', async (at) => {
    const org = await chain(9)
    const entries = [...(await read(org))]
    ;[entries[at - 1], entries[at]] = [
      { ...entries[at]!, seq: at },
      { ...entries[at - 1]!, seq: at + 1 },
    ]
    await replaced(org, at, entries.slice(at - 1))
    expect(await faultIn(org)).toEqual({ org, seq: at, kind: 'reordered' })
  })

  test('a tail hashed anew, a tail cut off and a chain gone altogether are caught by a checkpoint alone', async () => {
    const [rewritten, cut, whole, lost] = [await chain(9), await chain(9), await chain(9), await chain(3)]
    const sealing = { engine: bench().engine, keysFolder: join(folder, 'keys'), folder: join(folder, 'checkpoints') }
    const made = await checkpointIfNew(sealing)
    expect(made.ok && made.value.file).toBeTruthy()
    // nothing new, no other file
    expect(await checkpointIfNew(sealing)).toMatchObject({ ok: true, value: {} })
    const file = made.ok ? made.value.file! : ''
    const keys = await knownKeys(sealing.keysFolder)
    if (!keys.ok) throw new Error()
    const sealed = await readSeals(sealing.folder, keys.value)
    expect(sealed.problems).toEqual([])
    const heads = headsOf(sealed.seals)
    for (const org of [rewritten, cut, whole, lost]) expect(await faultIn(org, heads)).toBeUndefined()

    const entries = await read(rewritten)
    const tail = anew(
      rewritten,
      entries.map((e) => (e.seq === 6 ? { ...e, body: '{"what":"test.never"}' } : e)),
      6,
    )
    await replaced(rewritten, 6, tail)
    await past(gone(cut, 8))
    await past(
      gone(lost, 1),
      `ALTER TABLE registry.organization DISABLE ROW LEVEL SECURITY`,
      `DELETE FROM registry.organization WHERE org_id = '${lost}'`,
      `ALTER TABLE registry.organization ENABLE ROW LEVEL SECURITY`,
    )
    for (const org of [rewritten, cut, lost]) expect(await faultIn(org)).toBeUndefined()
    expect(await faultIn(rewritten, heads)).toEqual({ org: rewritten, seq: 9, kind: 'rewritten' })
    expect(await faultIn(cut, heads)).toEqual({ org: cut, seq: 8, kind: 'cut' })
    expect(await faultIn(lost, heads)).toEqual({ org: lost, seq: 1, kind: 'cut' })
    expect(await faultIn(whole, heads)).toBeUndefined()
    expect(auditProblem({ org: cut, seq: 8, kind: 'cut' }, { zh: '甲', en: 'A' }).text.zh).toMatch(/^甲：.*第 8 条/)

    // it is never written over, and one that was changed or signed by another is no checkpoint
    expect(await checkpoint(sealing, file)).toMatchObject({ ok: false, problems: [{ code: 'checkpoint-exists' }] })
    const envelope = JSON.parse(await readFile(file, 'utf8')) as { payload: string }
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace(heads[0]!.hash, '0'.repeat(64))
    const changed = join(folder, 'changed.json')
    await writeFile(changed, JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }))
    expect((await readSeals(changed, keys.value)).problems[0]).toMatchObject({ code: 'dsse-tampered' })
    expect((await readSeals(file, [])).problems[0]).toMatchObject({ code: 'dsse-unknown-signer', severity: 'error' })
    await writeFile(changed, 'half of a')
    expect((await readSeals(changed, keys.value)).problems[0]).toMatchObject({ code: 'checkpoint-unreadable' })
  })
})
