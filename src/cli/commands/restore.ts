import { resolve } from 'node:path'
import { restore } from '../../server/keeping/restore.ts'
import { placeFrom } from '../../server/place.ts'
import { type Common, Console } from '../console.ts'

/** 0 where the backup is in its place, 2 where all is as it was. */
export async function restoreFrom(file: string, { data }: { readonly data: string }, common: Common): Promise<number> {
  const c = new Console(common)
  const restored = await restore(resolve(file), placeFrom(resolve(data), process.env))
  if (!restored.ok) return c.refuse(restored.problems)
  c.problems(restored.warnings)
  const { at, organizations, entries, evidence, aside } = restored.value
  if (c.json) c.data(restored.value)
  else {
    c.out(
      c.say(
        `已恢复 ${at} 的备份：${organizations} 个组织、${entries} 条审计记录、${evidence} 个证据文件`,
        `Restored the backup of ${at}: ${organizations} organizations, ${entries} audit entries, ${evidence} files of evidence`,
      ),
    )
    for (const path of aside) c.note(c.say(`原有的保留在 ${path}`, `what was there is kept: ${path}`))
    c.note(c.say('运行 plumbline doctor 核查', 'check it with plumbline doctor'))
  }
  return 0
}
