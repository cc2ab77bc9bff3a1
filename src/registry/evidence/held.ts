import { createHash } from 'node:crypto'
import { type Problem, problem } from '../../language/problem.ts'
import type { House } from '../house.ts'
import { asTenant, type Unit } from '../unit.ts'
import type { EvidenceStore } from './store.ts'

/** A file that somebody relies on, and where they name it, such as `finding E6`. */
export interface Reliance {
  readonly sha256: string
  readonly place: string
}

/** Files that are named and not kept for the organization, or not as large as they were, each with who names it. Code: evidence-not-held. */
export async function unheld(
  { db, org }: Unit,
  store: EvidenceStore,
  named: readonly Reliance[],
): Promise<readonly Problem[]> {
  if (named.length === 0) return []
  const rows = await db
    .selectFrom('evidence')
    .select(['sha256', 'size'])
    .where('org_id', '=', org)
    .where('sha256', 'in', [...new Set(named.map(({ sha256 }) => sha256))])
    .execute()
  const held = new Set<string>()
  for (const { sha256, size } of rows) if ((await store.size(org, sha256)) === Number(size)) held.add(sha256)
  return named.filter(({ sha256 }) => !held.has(sha256)).map(notHeld)
}

/**
 * The same with every byte read: what was removed or damaged since. It is the fault of whoever keeps the files, and never of the object under test.
 * Codes: evidence-not-held, evidence-damaged.
 */
export async function damaged(
  { engine, evidence }: House,
  org: string,
  named: readonly Reliance[],
): Promise<readonly Problem[]> {
  const gone = await asTenant(engine, { org, person: 'worker' }, (unit) => unheld(unit, evidence, named))
  if (gone.length > 0) return gone
  const faults = new Map<string, boolean>()
  for (const { sha256 } of named)
    if (!faults.has(sha256)) faults.set(sha256, (await hashOf(evidence, org, sha256)) !== sha256)
  return named.filter(({ sha256 }) => faults.get(sha256)).map(changed)
}

async function hashOf(store: EvidenceStore, org: string, sha256: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of (await store.get(org, sha256)) ?? []) hash.update(part as Uint8Array)
  return hash.digest('hex')
}

export const notHeld = ({ sha256, place }: Reliance): Problem =>
  problem(
    'evidence-not-held',
    { zh: '引用的证据文件不在本登记库中', en: 'The evidence that is named is not kept here' },
    {
      place: { path: place },
      got: sha256,
      next: { zh: '上传这个文件后再引用', en: 'upload this file, then name it' },
    },
  )

const changed = ({ sha256, place }: Reliance): Problem =>
  problem(
    'evidence-damaged',
    {
      zh: '引用的证据文件已损坏；与被测对象无关',
      en: 'The evidence that is named is damaged; the object under test is not to blame',
    },
    {
      place: { path: place },
      got: sha256,
      next: {
        zh: '请管理员运行 plumbline doctor --deep，并从备份恢复这个文件',
        en: 'have the administrator run plumbline doctor --deep, and restore this file from a backup',
      },
    },
  )
