import { resolve } from 'node:path'
import { problem } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { exportAll } from '../../registry/portable/export.ts'
import { filesToCarry } from '../../server/keeping/carry.ts'
import { storeOf } from '../../server/open-house.ts'
import type { Place } from '../../server/place.ts'
import type { Common, Console } from '../console.ts'
import { withEngine } from './with-engine.ts'

export interface ExportCommand {
  readonly data: string
  readonly out: string
  readonly org?: string
  readonly withAccounts?: boolean
}

export function exportTo(o: ExportCommand, common: Common): Promise<number> {
  return withEngine(o.data, common, (c, engine, place) => exported(c, engine, place, o))
}

/** 0, also where evidence was missing, which is said. */
export async function exported(
  c: Console,
  engine: Engine,
  place: Place,
  { out, org, withAccounts = false }: Omit<ExportCommand, 'data'>,
): Promise<number> {
  if (org !== undefined && withAccounts)
    return c.refuse([
      problem('accounts-not-of-one', {
        zh: '用户可属于多个组织，因此用户只随整个登记库导出',
        en: 'People may belong to several organizations, so they are exported with the whole registry alone',
      }),
    ])
  const made = await exportAll({
    engine,
    evidence: await storeOf(place),
    out: resolve(out),
    accounts: withAccounts,
    onProgress: (what, rows) => {
      if (!c.json && rows > 0) c.note(`  ${what}  ${rows}`)
    },
    ...(org === undefined ? { files: await filesToCarry(place.folder, withAccounts) } : { org }),
  })
  if (!made.ok) return c.refuse(made.problems)
  c.problems(made.warnings)
  const { organizations, tables, evidence } = made.value
  const rows = tables.reduce((n, table) => n + table.rows, 0)
  if (c.json) c.data({ out: resolve(out), organizations, rows, evidence })
  else
    c.out(
      c.say(
        `已导出 ${organizations.length} 个组织、${rows} 行、${evidence.files} 个证据文件：${resolve(out)}`,
        `Exported ${organizations.length} organizations, ${rows} rows and ${evidence.files} files of evidence: ${resolve(out)}`,
      ),
    )
  if (org === undefined && !withAccounts)
    c.note(
      c.say(
        '口令未导出：导入之后用 plumbline set-password 为用户设置口令（或导出时加 --with-accounts）',
        'Passwords are not in it: after importing give people new ones with plumbline set-password, or export --with-accounts',
      ),
    )
  if (withAccounts)
    c.note(
      c.say(
        '其中有密钥与口令散列值，请像密钥一样保管',
        'It holds keys and hashes of passwords: keep it as you keep a key',
      ),
    )
  return 0
}
