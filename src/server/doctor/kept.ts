import { createHash } from 'node:crypto'
import { knownKeys } from '../../attestation/keys.ts'
import { type Problem, problem, warning } from '../../language/problem.ts'
import { auditHeads, verifyAll } from '../../registry/audit.ts'
import { auditProblem } from '../../registry/audit-fault.ts'
import { headsOf, readSeals } from '../../registry/checkpoints.ts'
import { sealedSecrets, unopenable } from '../../registry/secrets.ts'
import { asTenant } from '../../registry/unit.ts'
import { backupsIn } from '../keeping/backups.ts'
import { vaultIn } from '../open-house.ts'
import { folders } from '../place.ts'
import type { Check, OpenPatient } from './check.ts'

/** files of evidence looked at of each organization, unless all are */
const SAMPLE = 200

/** Evidence, audit chains and backups. */
export const keptChecks: readonly Check[] = [
  {
    id: 'evidence',
    title: { zh: '证据文件', en: 'files of evidence' },
    of: 'database',
    look: async (patient) => {
      const [missing, changed]: [string[], string[]] = [[], []]
      for (const { org } of await auditHeads(patient.engine))
        for (const file of await listed(patient, org)) {
          const state = await stateOf(patient, org, file)
          if (state !== 'whole') (state === 'missing' ? missing : changed).push(`${org}/${file.sha256}`)
        }
      const next = {
        zh: '从备份的 evidence 文件夹把这些文件放回原处',
        en: 'put these files back from the evidence folder of a backup',
      }
      const problems: Problem[] = []
      if (missing.length > 0)
        problems.push(
          problem(
            'evidence-lost',
            { zh: '登记中列出的证据文件不在存储里', en: 'Files of evidence that are listed are not in the store' },
            { got: `${missing.length}: ${missing.slice(0, 3).join(', ')}`, next },
          ),
        )
      if (changed.length > 0)
        problems.push(
          problem(
            'evidence-changed',
            { zh: '证据文件与其散列值或大小不符', en: 'Files of evidence are not what their hash or size says' },
            { got: `${changed.length}: ${changed.slice(0, 3).join(', ')}`, next },
          ),
        )
      return problems
    },
  },
  {
    id: 'audit',
    title: { zh: '审计链与检查点', en: 'audit chains and checkpoints' },
    of: 'database',
    look: async ({ engine, place: { folder } }) => {
      const keys = await knownKeys(folders.keys(folder))
      const read = await readSeals(folders.checkpoints(folder), keys.ok ? keys.value : [])
      const chains = await verifyAll(engine, headsOf(read.seals))
      const none =
        read.seals.length === 0 && chains.length > 0
          ? [
              warning(
                'no-checkpoints',
                { zh: '还没有审计检查点', en: 'There are no audit checkpoints yet' },
                {
                  next: {
                    zh: '服务每天签署一个；也可用 plumbline audit checkpoint',
                    en: 'the server signs one a day; or plumbline audit checkpoint',
                  },
                },
              ),
            ]
          : []
      return [
        ...read.problems,
        ...(keys.ok ? [] : keys.problems),
        ...chains.flatMap(({ fault, name }) => (fault ? [auditProblem(fault, name)] : [])),
        ...none,
      ]
    },
  },
  {
    id: 'secrets',
    title: { zh: '组织保存的密钥', en: 'keys that organizations keep' },
    of: 'database',
    look: async ({ engine, place }) => {
      const vault = vaultIn(place)
      const closed: string[] = []
      for (const { org } of await auditHeads(engine)) {
        const names = await asTenant(engine, { org, person: 'doctor' }, (unit) => sealedSecrets(unit, vault))
        closed.push(...names.map((name) => `${org}/${name}`))
      }
      return closed.map(unopenable)
    },
  },
  {
    id: 'backups',
    title: { zh: '备份', en: 'backups' },
    of: 'machine',
    look: async ({ place, now }) => {
      if (place.databaseUrl) return []
      const last = (await backupsIn(place.folder)).at(-1)
      const hours = last && (now() - last.at.getTime()) / 3600_000
      return hours !== undefined && hours < 48
        ? []
        : [
            warning(
              'backup-old',
              { zh: '两天之内没有备份', en: 'There is no backup of the last two days' },
              {
                ...(last ? { got: last.at.toISOString() } : {}),
                next: {
                  zh: '运行 plumbline backup，并存到另一块磁盘',
                  en: 'run plumbline backup, and keep it on another disk',
                },
              },
            ),
          ]
    },
  },
]

interface Listed {
  readonly sha256: string
  readonly size: number
}

function listed({ engine, deep }: OpenPatient, org: string): Promise<readonly Listed[]> {
  return asTenant(engine, { org, person: 'doctor' }, async ({ query }) => {
    const { rows } = await query<Listed>(
      `SELECT sha256, size::float8 AS size FROM registry.evidence WHERE org_id = $1 ORDER BY ${deep ? 'sha256' : 'random()'} ${deep ? '' : `LIMIT ${SAMPLE}`}`,
      [org],
    )
    return rows
  })
}

async function stateOf(
  { evidence, deep }: OpenPatient,
  org: string,
  { sha256, size }: Listed,
): Promise<'whole' | 'missing' | 'changed'> {
  const found = await evidence.size(org, sha256)
  if (found === undefined) return 'missing'
  if (found !== size) return 'changed'
  if (!deep) return 'whole'
  const hash = createHash('sha256')
  for await (const part of (await evidence.get(org, sha256)) ?? []) hash.update(part as Uint8Array)
  return hash.digest('hex') === sha256 ? 'whole' : 'changed'
}
