import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { done, failed, type Outcome, type Problem, ProblemError, problem } from '../../language/problem.ts'
import { verifyChain } from '../audit.ts'
import { auditProblem } from '../audit-fault.ts'
import type { Connection, Engine } from '../engine.ts'
import type { EvidenceStore } from '../evidence/store.ts'
import type { Jobs } from '../jobs.ts'
import { roles } from '../roles.ts'
import { checkFiles, linesOf } from './check.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { requeue } from './requeue.ts'
import { type Carried, nameOf, people, secrets, shared, tenants } from './tables.ts'

export interface Importing {
  readonly engine: Engine
  readonly evidence: EvidenceStore
  readonly jobs: Jobs
  readonly folder: string
  readonly onProgress?: (what: string, rows: number) => void
}

export interface Imported {
  readonly manifest: Manifest
  readonly rows: number
  /** assessments that were under way and go on */
  readonly resumed: number
}

/** rows and characters of one statement at most */
const [ROWS, LENGTH] = [1000, 4_000_000]

/**
 * Brings an export into a database and a store, all or nothing: every file is read against its hash first, then the evidence is put (the
 * same bytes again do no harm), then all rows in one transaction in which they are counted and every audit chain is walked. The rows are
 * written as the tenants that they belong to, so that no file can put a row among another's.
 * Problems: not-an-export, export-damaged, schema-differs, import-org-exists, import-conflict, rights-missing, audit-fault.
 */
export async function importAll(options: Importing): Promise<Outcome<Imported>> {
  const { engine, evidence, jobs, folder, onProgress = () => {} } = options
  const read = await readManifest(folder)
  if (!read.ok) return read
  const manifest = read.value
  const checked = await checkFiles(folder, manifest, onProgress)
  if (!checked.ok) return checked
  const refused = await engine.install((connection) => obstacles(connection, manifest))
  if (refused.length > 0) return failed(...refused)
  for (const [i, { org, sha256, size, path }] of checked.value.entries()) {
    await evidence.put(org, createReadStream(path), { sha256, size })
    if ((i + 1) % 500 === 0) onProgress('evidence', i + 1)
  }
  try {
    return await engine.install(async (connection) => {
      await connection.script(`BEGIN; SET LOCAL timezone = 'UTC'`)
      try {
        const imported = await write(connection, folder, manifest, jobs, onProgress)
        await connection.script('COMMIT')
        return done({ manifest, ...imported })
      } catch (error) {
        await connection.script('ROLLBACK')
        throw error
      }
    })
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    const found = conflict(error)
    if (found) return failed(found)
    throw error
  }
}

async function write(
  connection: Connection,
  folder: string,
  { organizations, tables, scope, accounts }: Manifest,
  jobs: Jobs,
  onProgress: (what: string, rows: number) => void,
): Promise<Omit<Imported, 'manifest'>> {
  const { query, script } = connection
  const rowsIn = new Map(tables.map((table) => [table.file, table.rows]))
  let total = 0
  const put = async (table: Carried, file: string, org?: string) => {
    await script(`SET LOCAL ROLE ${table.writes ?? table.reads}${org ? `; SET LOCAL app.org = '${org}'` : ''}`)
    const count = await writeRows(connection, table, join(folder, file))
    if (count !== rowsIn.get(file)) throw new ProblemError([lost(file, rowsIn.get(file) ?? 0, count)])
    total += count
    onProgress(file, count)
  }
  for (const table of shared) await put(table, `${table.name}.ndjson`)
  if (scope === 'installation')
    for (const table of accounts ? [...people, ...secrets] : people) await put(table, `auth/${table.name}.ndjson`)
  let resumed = 0
  for (const org of organizations) {
    for (const table of tenants) await put(table, `organizations/${org}/${table.name}.ndjson`, org)
    await script(`SET LOCAL ROLE ${roles.app}; SET LOCAL app.org = '${org}'`)
    const { fault } = await verifyChain(query, org)
    if (fault) throw new ProblemError([auditProblem(fault)])
    resumed += await requeue(query, { jobs: asJobs(connection) }, jobs, org)
    if (scope === 'organization') {
      await script(`SET LOCAL ROLE ${roles.app}`)
      const { rows } = await query<{ kind: string; at: string }>(
        'SELECT kind, created_at::text AS at FROM registry.organization WHERE org_id = $1',
        [org],
      )
      await script(`SET LOCAL ROLE ${roles.auth}`)
      for (const { kind, at } of rows)
        await query('INSERT INTO auth.organization (org_id, kind, created_at) VALUES ($1, $2, $3::timestamptz)', [
          org,
          kind,
          at,
        ])
    }
  }
  return { rows: total, resumed }
}

async function writeRows({ query }: Connection, table: Carried, path: string): Promise<number> {
  let count = 0
  let [batch, length]: [string[], number] = [[], 0]
  const flush = async () => {
    if (batch.length === 0) return
    const { affected } = await query(insertOf(table), [`[${batch.join(',')}]`])
    // what all share may be here already: by its hash it is the same
    count += table.name === 'standard' ? batch.length : affected
    ;[batch, length] = [[], 0]
  }
  for await (const line of linesOf(path)) {
    batch.push(line)
    length += line.length
    if (batch.length >= ROWS || length >= LENGTH) await flush()
  }
  await flush()
  return count
}

/** What all share may be here already, in another edition that is the one in force. */
const insertOf = (table: Carried): string =>
  table.name === 'standard'
    ? `INSERT INTO registry.standard (hash, id, edition, title, authority, files, current, added_at)
       SELECT hash, id, edition, title, authority, files,
         current AND NOT EXISTS (SELECT 1 FROM registry.standard s WHERE s.id = r.id AND s.current), added_at
       FROM json_populate_recordset(NULL::registry.standard, $1::json) r ON CONFLICT (hash) DO NOTHING`
    : `INSERT INTO ${nameOf(table)} SELECT * FROM json_populate_recordset(NULL::${nameOf(table)}, $1::json)`

/** The queue inside the transaction of an installation. */
const asJobs = ({ query, script }: Connection) => ({
  executeSql: async (text: string, values?: unknown[]) => {
    await script(`SET LOCAL ROLE ${roles.jobs}`)
    const { rows } = await query(text, values)
    await script(`SET LOCAL ROLE ${roles.app}`)
    return { rows: [...rows] }
  },
})

/** What speaks against it before a byte is written. */
async function obstacles(
  { query, script }: Connection,
  { migrations, organizations }: Manifest,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  await script(`BEGIN; SET LOCAL ROLE ${roles.jobs}`)
  try {
    const own = await query<{ name: string; sha256: string }>('SELECT name, sha256 FROM registry.migration')
    const text = (list: readonly { name: string; sha256: string }[]) =>
      [...list]
        .map(({ name, sha256 }) => `${name} ${sha256.slice(0, 8)}`)
        .sort()
        .join(', ')
    if (text(own.rows) !== text(migrations)) problems.push(schemaDiffers(text(own.rows), text(migrations)))
    const heads = await query<{ org: string }>('SELECT org_id::text AS org FROM registry.audit_heads()')
    const here = new Set(heads.rows.map(({ org }) => org))
    problems.push(...organizations.filter((org) => here.has(org)).map(exists))
  } finally {
    await script('ROLLBACK')
  }
  return problems
}

function conflict(error: unknown): Problem | undefined {
  const { code, detail, constraint, message } = error as {
    code?: string
    detail?: string
    constraint?: string
    message?: string
  }
  if (code === '42501')
    return problem(
      'rights-missing',
      { zh: '数据库用户的权限不足以导入', en: 'The database user may not do what an import needs' },
      {
        got: message,
        next: {
          zh: '把 DATABASE_INSTALL_URL 设为超级用户的地址',
          en: 'set DATABASE_INSTALL_URL to the address of a superuser',
        },
      },
    )
  if (code !== '23505') return undefined
  return problem(
    'import-conflict',
    {
      zh: '此处已有相同的一行，例如同一邮箱的用户；没有导入任何内容',
      en: 'A row is here already, such as a user with the same address; nothing was imported',
    },
    {
      got: `${constraint ?? ''} ${detail ?? ''}`.trim(),
      next: {
        zh: '导入到空的登记库，或只导出一个组织（--org）',
        en: 'import into an empty registry, or export one organization alone (--org)',
      },
    },
  )
}

const exists = (org: string): Problem =>
  problem(
    'import-org-exists',
    {
      zh: '此处已有这个组织；不会合并两份登记',
      en: 'This organization is here already; two registries of one are not merged',
    },
    { got: org, next: { zh: '导入到另一个登记库', en: 'import into another registry' } },
  )

const schemaDiffers = (expected: string, got: string): Problem =>
  problem(
    'schema-differs',
    { zh: '导出的数据出自另一个版本的结构', en: 'The export is of another version of the schema' },
    {
      expected,
      got,
      next: { zh: '用导出时的版本导入，然后升级', en: 'import with the version that exported, then upgrade' },
    },
  )

const lost = (file: string, expected: number, got: number): Problem =>
  problem(
    'import-rows-lost',
    {
      zh: '写入的行数与导出的行数不同；没有导入任何内容',
      en: 'Not as many rows were written as were exported; nothing was imported',
    },
    { place: { file }, expected: `${expected}`, got: `${got}` },
  )
