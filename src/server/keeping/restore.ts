import { existsSync } from 'node:fs'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { knownKeys } from '../../attestation/keys.ts'
import { done, failed, type Outcome, type Problem, ProblemError, problem, warning } from '../../language/problem.ts'
import { auditHeads, verifyAll } from '../../registry/audit.ts'
import { readSeals } from '../../registry/checkpoints.ts'
import { hold, replaceFiles } from '../../registry/embedded-folder.ts'
import type { Engine } from '../../registry/engine.ts'
import { asTenant } from '../../registry/unit.ts'
import { openKept } from '../open-engine.ts'
import { folders, type Place } from '../place.ts'
import { unpacked } from './archive.ts'
import { DATABASE } from './backup.ts'
import { copyEvidence } from './evidence-copy.ts'
import { putFile } from './put-file.ts'

/** what a backup may put down beside the database */
const known = /^(secret|(keys|checkpoints)\/[A-Za-z0-9][A-Za-z0-9._-]*)$/

export interface Restored {
  /** when the backup was made */
  readonly at: string
  readonly organizations: number
  readonly entries: number
  /** files that were brought from beside the backup */
  readonly evidence: number
  /** what was here before, under its new names */
  readonly aside: readonly string[]
}

/**
 * Puts a backup in the place of the embedded database. Nothing is deleted: what stands there is renamed. The secret comes from the backup,
 * because second factors are encrypted with it; keys that are here stay, because an identity does not go back. What happened is recorded in
 * every audit chain, and checkpoints of entries that are lost by it are set aside. Problems: backup-damaged, folder-in-use, not-embedded.
 */
export async function restore(file: string, place: Place, now = new Date()): Promise<Outcome<Restored>> {
  if (place.databaseUrl) return failed(notEmbedded())
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined)
    return failed(problem('file-unreadable', { zh: `无法读取 ${file}`, en: `${file} cannot be read` }))
  const archive = unpacked(bytes, file)
  if (!archive.ok) return archive
  const { folder } = place
  const mark = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const dump = archive.value.files.get(DATABASE)
  if (dump === undefined) return failed(notEmbedded())
  const aside: string[] = []
  try {
    const release = await hold(folders.database(folder))
    try {
      const before = await replaceFiles(
        folders.database(folder),
        new Blob([dump as never], { type: 'application/x-gzip' }),
        mark,
      )
      if (before) aside.push(before)
    } finally {
      await release()
    }
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    throw error
  }
  for (const [path, content] of archive.value.files) {
    if (!known.test(path)) continue
    const moved = await putFile(join(folder, path), content, path === 'secret' ? mark : undefined)
    if (moved) aside.push(moved)
  }
  const beside = join(dirname(resolve(file)), 'evidence')
  const own = folders.evidence(folder)
  const evidence = place.s3 || beside === own ? 0 : await copyEvidence(beside, own)
  const engine = await openKept(place)
  if (!engine.ok) return engine
  try {
    aside.push(...(await setAside(engine.value, folder, mark)))
    const chains = await verifyAll(engine.value)
    for (const { org } of chains)
      await asTenant(engine.value, { org, person: 'restore' }, async (unit) => {
        unit.record({ what: 'registry.restored', backup: archive.value.at })
      })
    const entries = chains.reduce((n, chain) => n + chain.entries, 0)
    const faults = chains.flatMap(({ fault }) => (fault ? [broken(fault.org)] : []))
    return done({ at: archive.value.at, organizations: chains.length, entries, evidence, aside }, faults)
  } finally {
    await engine.value.close()
  }
}

/** Checkpoints of entries that the backup does not have are kept apart: they tell what was lost, and nothing of what follows. */
async function setAside(engine: Engine, folder: string, mark: string): Promise<readonly string[]> {
  const keys = await knownKeys(folders.keys(folder))
  const { seals } = await readSeals(folders.checkpoints(folder), keys.ok ? keys.value : [])
  const heads = new Map((await auditHeads(engine)).map(({ org, seq }) => [org, seq]))
  const beyond = seals.filter((seal) => seal.heads.some(({ org, seq }) => seq > (heads.get(org) ?? 0)))
  if (beyond.length === 0) return []
  const to = join(folders.checkpoints(folder), `before-${mark}`)
  await mkdir(to, { recursive: true })
  for (const { file } of beyond) if (existsSync(file)) await rename(file, join(to, basename(file)))
  return [to]
}

const notEmbedded = (): Problem =>
  problem(
    'not-embedded',
    { zh: '这份备份属于嵌入式数据库', en: 'This backup is of an embedded database' },
    {
      next: {
        zh: '数据库服务器请用 pg_restore，或用 plumbline registry import 导入导出的文件夹',
        en: 'for a database server use pg_restore, or plumbline registry import with an exported folder',
      },
    },
  )

const broken = (org: string): Problem =>
  warning(
    'restored-chain-broken',
    { zh: '恢复出来的审计链不完整', en: 'An audit chain in the backup is not whole' },
    { place: { path: org }, next: { zh: '运行 plumbline audit verify', en: 'run plumbline audit verify' } },
  )
