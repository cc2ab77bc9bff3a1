import { sql } from 'kysely'
import { subjectFrom } from '../assessment/subject.ts'
import type { NamedKey, NamedKeys } from '../instruments/llm/client/keys.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { House } from './house.ts'
import { type Actor, asTenant, type Unit } from './unit.ts'
import type { Vault } from './vault.ts'

/** What is shown of a secret; what it says is shown to nobody. */
export interface SecretRow {
  readonly name: string
  readonly hosts: readonly string[]
  readonly set_by: string
  readonly set_at: Date
  readonly last_used_at: Date | null
}

/** By name. */
export function secrets({ db, org }: Unit): Promise<readonly SecretRow[]> {
  return db
    .selectFrom('secret')
    .select(['name', 'hosts', 'set_by', 'set_at', 'last_used_at'])
    .where('org_id', '=', org)
    .orderBy('name')
    .execute()
}

/** Keeps a secret under a name, in place of the one before. The hosts are sealed with it: who would change them has to know it. Problems: wrong-value. */
export async function setSecret(
  unit: Unit,
  vault: Vault,
  { name, value, hosts: given }: { readonly name: string } & NamedKey,
): Promise<Outcome<void>> {
  const hosts = [...new Set(given.map(hostOf))]
  const wrong = given.filter((_, i) => hostOf(given[i]!) === undefined)
  if (wrong.length > 0) return failed(...wrong.map(wrongHost))
  const known = hosts as string[]
  const { db, org, person } = unit
  const row = {
    hosts: JSON.stringify(known),
    sealed: await vault.seal({ org, name, hosts: known }, value),
    set_by: person,
    set_at: sql<Date>`now()`,
    last_used_at: null,
  }
  await db
    .insertInto('secret')
    .values({ org_id: org, name, ...row })
    .onConflict((c) => c.columns(['org_id', 'name']).doUpdateSet(row))
    .execute()
  unit.record({ what: 'secret.set', name, hosts: known })
  return done(undefined)
}

/** False where there is none. */
export async function deleteSecret({ db, org, record }: Unit, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('secret')
    .where('org_id', '=', org)
    .where('name', '=', name)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  record({ what: 'secret.deleted', name })
  return true
}

/** The secrets that a description asks for by `key: NAME`, opened for the work that uses them; a name that is not kept is left out. Problems: secret-unopenable. */
export async function keysFor(
  { engine, vault }: House,
  actor: Actor,
  description: string,
): Promise<Outcome<NamedKeys>> {
  const read = subjectFrom('subject.yaml', description, '.')
  const names = read.ok ? [...namesIn(read.value.subject.access)] : []
  if (names.length === 0) return done({})
  const rows = await asTenant(engine, actor, async ({ db, org }) => {
    const found = await db
      .selectFrom('secret')
      .select(['name', 'hosts', 'sealed'])
      .where('org_id', '=', org)
      .where('name', 'in', names)
      .execute()
    await db
      .updateTable('secret')
      .set({ last_used_at: sql<Date>`now()` })
      .where('org_id', '=', org)
      .where('name', 'in', names)
      // many parts of one measure use it at once
      .where(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`)
      .execute()
    return found
  })
  const keys: [string, NamedKey][] = []
  const sealed: string[] = []
  for (const { name, hosts, sealed: text } of rows) {
    const value = await vault.open({ org: actor.org, name, hosts }, text)
    if (value === undefined) sealed.push(name)
    else keys.push([name, { value, hosts }])
  }
  return sealed.length > 0 ? failed(...sealed.map(unopenable)) : done(Object.fromEntries(keys))
}

/** Names of secrets that can no longer be opened here. */
export async function sealedSecrets(unit: Unit, vault: Vault): Promise<readonly string[]> {
  const { db, org } = unit
  const rows = await db
    .selectFrom('secret')
    .select(['name', 'hosts', 'sealed'])
    .where('org_id', '=', org)
    .orderBy('name')
    .execute()
  const names: string[] = []
  for (const { name, hosts, sealed } of rows)
    if ((await vault.open({ org, name, hosts }, sealed)) === undefined) names.push(name)
  return names
}

function* namesIn(section: unknown): Generator<string> {
  if (typeof section !== 'object' || section === null) return
  for (const [name, value] of Object.entries(section))
    if (name === 'key' && typeof value === 'string') yield value
    else yield* namesIn(value)
}

/** `Models.Example.org:443` as the address of a service has it: `models.example.org`; undefined where it is no host. */
function hostOf(text: string): string | undefined {
  if (!/^[^\s/@?#\\]+$/.test(text) || !URL.canParse(`https://${text}`)) return undefined
  const { host, pathname, search } = new URL(`https://${text}`)
  return pathname === '/' && search === '' ? host : undefined
}

const wrongHost = (got: string): Problem =>
  problem(
    'wrong-value',
    { zh: '这不是主机名', en: 'This is no host' },
    { place: { path: 'hosts' }, expected: 'models.example.org, 10.0.0.5:8080', got },
  )

export const unopenable = (got: string): Problem =>
  problem(
    'secret-unopenable',
    {
      zh: '保存的密钥无法打开：封存它的不是本安装现在的密钥',
      en: 'A key that is kept cannot be opened: it was sealed with another secret than this installation has now',
    },
    {
      got,
      next: {
        zh: '请组织重新填写这个密钥；或恢复原来的 secret 文件（PLUMBLINE_SECRET），所有工作机也用同一个',
        en: 'have the organization enter it anew; or bring back the secret file (PLUMBLINE_SECRET) of before, the same on every machine that works',
      },
    },
  )
