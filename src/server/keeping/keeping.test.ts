import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownKeys } from '../../attestation/keys.ts'
import { verifyAll } from '../../registry/audit.ts'
import { checkpoint } from '../../registry/checkpoint-round.ts'
import { headsOf, readSeals } from '../../registry/checkpoints.ts'
import type { Engine } from '../../registry/engine.ts'
import { folderStore } from '../../registry/evidence/folder.ts'
import { keyOf } from '../../registry/evidence/store.ts'
import { organization } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { openKept } from '../open-engine.ts'
import { folders } from '../place.ts'
import { secretIn } from '../secret.ts'
import { backUp } from './backup.ts'
import { addBackup, askForBackup, backupsIn } from './backups.ts'
import { copyEvidence } from './evidence-copy.ts'
import { restore } from './restore.ts'
import { startRounds } from './rounds.ts'

let root: string
const at = (name: string) => join(root, name)
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-keeping-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const open = async (folder: string) => {
  const engine = await openKept({ folder })
  if (!engine.ok) throw new Error(JSON.stringify(engine.problems))
  return engine.value
}
const say = (engine: Engine, org: string, n: number) =>
  asTenant(engine, { org, person: 'ann' }, async (unit) => unit.record({ what: 'test.said', n }))
const sealing = (engine: Engine, folder: string) => ({
  engine,
  keysFolder: folders.keys(folder),
  folder: folders.checkpoints(folder),
})

test('a backup brings back what was there, records it in every chain, and keeps what it replaces', async () => {
  const [folder, file] = [at('one'), at('safe/first.backup')]
  const engine = await open(folder)
  const org = await organization(engine)
  const store = await folderStore(folders.evidence(folder))
  const { sha256 } = await store.put(org, Buffer.from('seen'))
  const secret = await secretIn(folders.secret(folder))
  for (let n = 0; n < 5; n++) await say(engine, org, n)
  expect((await checkpoint(sealing(engine, folder))).ok).toBe(true)
  expect((await backUp(engine, folder, file)).ok).toBe(true)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await backUp(engine, folder, file)).toMatchObject({ ok: false, problems: [{ code: 'backup-exists' }] })
  expect(await copyEvidence(folders.evidence(folder), at('safe/evidence'))).toBe(1)
  expect(await copyEvidence(folders.evidence(folder), at('safe/evidence'))).toBe(0)
  // lost by the restore, and sealed
  await say(engine, org, 6)
  expect((await checkpoint(sealing(engine, folder))).ok).toBe(true)
  expect(await restore(file, { folder })).toMatchObject({ ok: false, problems: [{ code: 'folder-in-use' }] })
  await engine.close()

  const here = await restore(file, { folder })
  expect(here).toMatchObject({ ok: true, value: { organizations: 1, entries: 5, evidence: 0 } })
  expect(here.ok && here.value.aside.length).toBe(2)
  for (const path of here.ok ? here.value.aside : []) expect(existsSync(path)).toBe(true)

  const elsewhere = at('two')
  expect(await restore(file, { folder: elsewhere })).toMatchObject({ ok: true, value: { entries: 5, evidence: 1 } })
  expect((await readFile(folders.secret(elsewhere), 'utf8')).trim()).toBe(secret)
  expect(await readFile(join(folders.evidence(elsewhere), keyOf(org, sha256)), 'utf8')).toBe('seen')
  for (const each of [folder, elsewhere]) {
    const again = await open(each)
    const keys = await knownKeys(folders.keys(each))
    const { seals, problems } = await readSeals(folders.checkpoints(each), keys.ok ? keys.value : [])
    expect([problems, seals.length]).toEqual([[], 1])
    expect(await verifyAll(again, headsOf(seals))).toMatchObject([{ entries: 6 }])
    const { rows } = await asTenant(again, { org, person: 'ann' }, ({ query }) =>
      query('SELECT body FROM registry.audit WHERE seq = 6'),
    )
    expect(JSON.stringify(rows)).toContain('registry.restored')
    await again.close()
  }
  // the same key goes on signing
  const [a, b] = await Promise.all(
    [folder, elsewhere].map((each) => readFile(join(folders.keys(each), 'signing.pem'), 'utf8')),
  )
  expect(a).toBe(b)
  expect((await stat(join(folders.keys(elsewhere), 'signing.pem'))).mode & 0o777).toBe(0o600)
})

test('a backup in which a bit turned, or that was cut, changes nothing', async () => {
  const bytes = await readFile(at('safe/first.backup'))
  for (const place of [0.01, 0.3, 0.7, 0.9]) {
    const changed = Buffer.from(bytes)
    changed[Math.floor(bytes.length * place)]! ^= 16
    await writeFile(at('bad.backup'), changed)
    expect(await restore(at('bad.backup'), { folder: at('three') })).toMatchObject({
      ok: false,
      problems: [{ code: 'backup-damaged' }],
    })
  }
  await writeFile(at('bad.backup'), bytes.subarray(0, bytes.length / 2))
  expect(await restore(at('bad.backup'), { folder: at('three') })).toMatchObject({ ok: false })
  expect(existsSync(at('three'))).toBe(false)
})

test('the server dumps by itself, on demand, keeps a number, and goes on where the disk does not let it', async () => {
  const folder = at('four')
  const engine = await open(folder)
  await organization(engine)
  await secretIn(folders.secret(folder))
  for (let hour = 1; hour <= 4; hour++)
    expect((await addBackup(engine, folder, 3, new Date(Date.UTC(2026, 0, 1, hour)))).ok).toBe(true)
  expect((await backupsIn(folder)).map((kept) => kept.at.getUTCHours())).toEqual([2, 3, 4])
  // what a killed one left
  await writeFile(join(folders.backups(folder), 'x.draft'), 'half')
  const faults: string[] = []
  const rounds = startRounds({
    house: { engine, workFolder: folders.work(folder) },
    folder,
    backupEvery: 60,
    keep: 2,
    look: 20,
    onFault: (what, fault) => faults.push(`${what} ${fault}`),
  })
  const until = async (holds: () => Promise<boolean>) => {
    for (let i = 0; i < 200 && !(await holds()); i++) await new Promise((resolve) => setTimeout(resolve, 25))
    expect(await holds()).toBe(true)
  }
  const recent = async () =>
    (await backupsIn(folder)).filter((kept) => kept.at.getTime() > Date.now() - 3600_000).length
  await until(async () => (await recent()) === 1)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect(await recent()).toBe(1)
  expect(await askForBackup(folder, 10_000)).toBeDefined()
  expect(await recent()).toBe(2)
  expect((await readdir(folders.backups(folder))).filter((name) => name.endsWith('.draft'))).toEqual([])
  expect((await backupsIn(folder)).length).toBe(2)
  await rounds.stop()
  expect((await readdir(folders.checkpoints(folder))).length).toBe(1)
  expect(faults).toEqual([])
  await rm(folders.backups(folder), { recursive: true })
  await writeFile(folders.backups(folder), 'a file in the way')
  const again = startRounds({
    house: { engine, workFolder: folders.work(folder) },
    folder,
    backupEvery: 60,
    look: 20,
    onFault: (what, fault) => faults.push(`${what} ${fault}`),
  })
  await until(async () => faults.length > 0)
  await again.stop()
  expect(faults).toEqual([expect.stringMatching(/^backup E/)])
  await engine.close()
})
