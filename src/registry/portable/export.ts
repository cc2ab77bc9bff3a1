import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { done, failed, type Outcome, type Problem, problem, warning } from '../../language/problem.ts'
import type { Connection, Engine } from '../engine.ts'
import { type EvidenceStore, keyOf } from '../evidence/store.ts'
import { roles } from '../roles.ts'
import { hashOfFile, MANIFEST, type Manifest, manifestText } from './manifest.ts'
import { type Carried, nameOf, people, secrets, shared, tenants } from './tables.ts'

export interface Exporting {
  readonly engine: Engine
  readonly evidence: EvidenceStore
  /** an empty folder, or none yet */
  readonly out: string
  /** one organization instead of all */
  readonly org?: string
  /** with what people sign in with; of an installation only */
  readonly accounts?: boolean
  /** files to carry along, by their paths in the export */
  readonly files?: Readonly<Record<string, string>>
  readonly onProgress?: (what: string, rows: number) => void
}

const PAGE = 1000

/**
 * Writes all that is kept as text and files: one line a row, UTC, in the order of the keys, from one snapshot, so that equal contents give
 * equal bytes on any engine. Nothing needs more rights than the server has: each organization is read as itself.
 * Problems: export-folder-not-empty, organization-unknown. Warnings: evidence-missing, secrets-left.
 */
export async function exportAll(options: Exporting): Promise<Outcome<Manifest>> {
  const { engine, evidence, out, org, accounts = false, files = {}, onProgress = () => {} } = options
  await mkdir(out, { recursive: true, mode: 0o700 })
  if ((await readdir(out)).length > 0) return failed(notEmpty(out))
  const tables: Manifest['tables'][number][] = []
  const listed: { readonly org: string; readonly sha256: string }[] = []
  const enter = `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL timezone = 'UTC'; SET LOCAL ROLE ${roles.jobs}`
  const found = await engine.transaction(enter, async (connection) => {
    const heads = await connection.query<{ org: string }>('SELECT org_id::text AS org FROM registry.audit_heads()')
    const all = heads.rows.map((row) => row.org)
    if (org !== undefined && !all.includes(org)) return undefined
    const organizations = org === undefined ? all : [org]
    const put = async (table: Carried, file: string, where: string, as = org) => {
      const written = await writeRows(connection, table, join(out, file), where, as)
      tables.push({ file, ...written })
      onProgress(file, written.rows)
    }
    const migrations = await migrationsOf(connection)
    let sealed = 0
    for (const table of shared) await put(table, `${table.name}.ndjson`, org === undefined ? 'true' : usedBy(org))
    if (org === undefined)
      for (const table of accounts ? [...people, ...secrets] : people)
        await put(table, `auth/${table.name}.ndjson`, 'true')
    for (const each of organizations) {
      for (const table of tenants)
        await put(table, `organizations/${each}/${table.name}.ndjson`, `org_id = '${each}'`, each)
      await connection.script(`SET LOCAL ROLE ${roles.app}; SET LOCAL app.org = '${each}'`)
      const { rows } = await connection.query<{ sha256: string }>(
        'SELECT sha256 FROM registry.evidence WHERE org_id = $1 ORDER BY sha256 COLLATE "C"',
        [each],
      )
      listed.push(...rows.map(({ sha256 }) => ({ org: each, sha256 })))
      const keys = await connection.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM registry.secret WHERE org_id = $1',
        [each],
      )
      sealed += keys.rows[0]!.count
    }
    return { organizations, migrations, sealed }
  })
  if (found === undefined) return failed(unknownOrganization(org!))
  const kept = await writeEvidence(evidence, out, listed, onProgress)
  const manifest = {
    at: new Date().toISOString(),
    scope: org === undefined ? ('installation' as const) : ('organization' as const),
    accounts,
    organizations: found.organizations,
    migrations: found.migrations,
    tables,
    files: await writeFiles(out, files),
    evidence: kept,
  }
  await writeFile(join(out, MANIFEST), manifestText(manifest), { mode: 0o600, flag: 'wx' })
  const warnings = [
    ...(kept.missing.length > 0 ? [evidenceMissing(kept.missing)] : []),
    ...(found.sealed > 0 ? [secretsLeft(found.sealed)] : []),
  ]
  return done({ format: 'plumbline-export/1', ...manifest }, warnings)
}

/** Which standards an organization's rows rest on. */
const usedBy = (org: string) => `hash IN (
  SELECT standard_hash FROM registry.assessment WHERE org_id = '${org}'
  UNION SELECT standard_hash FROM registry.report WHERE org_id = '${org}'
  UNION SELECT standard_hash FROM registry.request WHERE org_id = '${org}')`

async function migrationsOf({ query }: Connection): Promise<Manifest['migrations']> {
  const { rows } = await query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM registry.migration ORDER BY name COLLATE "C"',
  )
  return rows.map(({ name, sha256 }) => ({ name, sha256 }))
}

/** One line a row, page by page, as the table's role. */
async function writeRows(
  { query, script }: Connection,
  table: Carried,
  file: string,
  where: string,
  org: string | undefined,
): Promise<{ readonly rows: number; readonly sha256: string }> {
  await mkdir(dirname(file), { recursive: true })
  await script(`SET LOCAL ROLE ${table.reads}${org ? `; SET LOCAL app.org = '${org}'` : ''};
    DECLARE carried NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${nameOf(table)} t WHERE ${where} ORDER BY ${table.order}`)
  const hash = createHash('sha256')
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  const failure = new Promise<never>((_, reject) => stream.once('error', reject))
  failure.catch(() => {})
  let count = 0
  for (;;) {
    const { rows } = await query<{ line: string }>(`FETCH ${PAGE} FROM carried`)
    if (rows.length === 0) break
    const text = rows.map(({ line }) => `${line}\n`).join('')
    hash.update(text)
    count += rows.length
    if (!stream.write(text))
      await Promise.race([new Promise<void>((resolve) => stream.once('drain', () => resolve())), failure])
  }
  stream.end()
  await Promise.race([finished(stream), failure])
  await script('CLOSE carried')
  return { rows: count, sha256: hash.digest('hex') }
}

async function writeEvidence(
  evidence: EvidenceStore,
  out: string,
  listed: readonly { readonly org: string; readonly sha256: string }[],
  onProgress: (what: string, rows: number) => void,
): Promise<Manifest['evidence']> {
  const missing: string[] = []
  let [files, bytes] = [0, 0]
  for (const { org, sha256 } of listed) {
    const stream = await evidence.get(org, sha256)
    if (stream === undefined) {
      missing.push(`${org}/${sha256}`)
      continue
    }
    const path = join(out, 'evidence', keyOf(org, sha256))
    await mkdir(dirname(path), { recursive: true })
    const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    await pipeline(stream, sink)
    bytes += sink.bytesWritten
    if (++files % 500 === 0) onProgress('evidence', files)
  }
  if (files > 0) onProgress('evidence', files)
  return { files, bytes, missing }
}

async function writeFiles(out: string, files: Readonly<Record<string, string>>): Promise<Manifest['files']> {
  const written: Manifest['files'][number][] = []
  for (const [file, from] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const to = join(out, file)
    await mkdir(dirname(to), { recursive: true })
    // made before it is filled, so that nobody else can read it in between
    await (await open(to, 'wx', 0o600)).close()
    await copyFile(from, to)
    written.push({ file, sha256: (await hashOfFile(to))! })
  }
  return written
}

const secretsLeft = (count: number): Problem =>
  warning(
    'secrets-left',
    {
      zh: '组织保存的密钥未导出：只有封存它们的安装能打开',
      en: 'Keys that organizations keep are left out: only the installation that sealed them can open them',
    },
    {
      got: String(count),
      next: { zh: '导入之后请各组织重新填写', en: 'after importing, have each organization enter them anew' },
    },
  )

const notEmpty = (file: string): Problem =>
  problem(
    'export-folder-not-empty',
    { zh: '导出的文件夹不是空的', en: 'The folder to export into is not empty' },
    { place: { file }, next: { zh: '另选一个文件夹', en: 'choose another folder' } },
  )

const unknownOrganization = (got: string): Problem =>
  problem('organization-unknown', { zh: '没有这个组织', en: 'There is no such organization' }, { got })

const evidenceMissing = (missing: readonly string[]): Problem =>
  warning(
    'evidence-missing',
    {
      zh: `${missing.length} 个证据文件在登记中列出，但不在存储里；其余都已导出`,
      en: `${missing.length} files of evidence are listed and not in the store; all else was exported`,
    },
    {
      got: missing.slice(0, 3).join(', '),
      next: { zh: '运行 plumbline doctor --deep 查看全部', en: 'plumbline doctor --deep lists them all' },
    },
  )
