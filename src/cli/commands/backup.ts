import { constants } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { backUp } from '../../server/keeping/backup.ts'
import { askForBackup } from '../../server/keeping/backups.ts'
import { copyEvidence } from '../../server/keeping/evidence-copy.ts'
import { openKept } from '../../server/open-engine.ts'
import { folders, type Place, placeFrom } from '../../server/place.ts'
import { type Common, Console } from '../console.ts'
import { exported } from './export.ts'

/** 0 where the backup is there. */
export async function backup(o: { readonly data: string; readonly out: string }, common: Common): Promise<number> {
  const c = new Console(common)
  const place = placeFrom(resolve(o.data), process.env)
  const out = resolve(o.out)
  if (place.databaseUrl) return ofServer(c, place, out)
  const made = await dumped(place, out)
  if (!made.ok) return c.refuse(made.problems)
  const evidence = place.s3
    ? undefined
    : await copyEvidence(folders.evidence(place.folder), join(dirname(out), 'evidence'), (n) => {
        if (!c.json && n % 500 === 0) c.note(`  evidence  ${n}`)
      })
  if (c.json) c.data({ file: out, evidence: evidence ?? null })
  else
    c.out(
      evidence === undefined
        ? c.say(
            `已备份：${out}；证据在 S3 里，请用它的工具备份`,
            `Backed up: ${out}; the evidence lies in S3 and is backed up with its own tools`,
          )
        : c.say(
            `已备份：${out}；${evidence} 个新的证据文件在 ${join(dirname(out), 'evidence')}`,
            `Backed up: ${out}; ${evidence} new files of evidence in ${join(dirname(out), 'evidence')}`,
          ),
    )
  c.note(
    c.say(
      '其中有密钥与口令散列值，请像密钥一样保管',
      'It holds keys and hashes of passwords: keep it as you keep a key',
    ),
  )
  return 0
}

/** By ourselves, or where a server holds the database by that one. */
async function dumped(place: Place, out: string): Promise<Outcome<void>> {
  const engine = await openKept(place)
  if (engine.ok)
    try {
      return await backUp(engine.value, place.folder, out)
    } finally {
      await engine.value.close()
    }
  if (engine.problems[0]?.code !== 'folder-in-use') return engine
  const asked = await askForBackup(place.folder)
  if (asked === undefined) return engine
  await mkdir(dirname(out), { recursive: true })
  try {
    await copyFile(asked.file, out, constants.COPYFILE_EXCL)
    return done(undefined)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return failed(
      problem(
        'backup-exists',
        { zh: '已有同名文件，不会覆盖', en: 'There is a file of this name, and none is written over' },
        { place: { file: out } },
      ),
    )
  }
}

async function ofServer(c: Console, place: Place, out: string): Promise<number> {
  c.note(
    c.say(
      '数据库服务器用它自己的工具备份（pg_dump、pg_basebackup）；现在写出一份可导入的导出',
      'A database server is backed up with its own tools (pg_dump, pg_basebackup); here is an export that can be imported',
    ),
  )
  const engine = await openKept(place)
  if (!engine.ok) return c.refuse(engine.problems)
  try {
    return await exported(c, engine.value, place, { out, withAccounts: true })
  } finally {
    await engine.value.close()
  }
}
