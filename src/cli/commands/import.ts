import { resolve } from 'node:path'
import { problem } from '../../language/problem.ts'
import { importAll } from '../../registry/portable/import.ts'
import { putCarried } from '../../server/keeping/carry.ts'
import { mayInstall } from '../../server/open-engine.ts'
import { openHouse } from '../../server/open-house.ts'
import { placeFrom } from '../../server/place.ts'
import { type Common, Console } from '../console.ts'

/** 0 where all is in, 2 where nothing is. */
export async function importFrom(folder: string, { data }: { readonly data: string }, common: Common): Promise<number> {
  const c = new Console(common)
  const place = placeFrom(resolve(data), process.env)
  if (!mayInstall(place))
    return c.refuse([
      problem(
        'rights-missing',
        { zh: '导入需要安装数据库的权限', en: 'An import needs the rights of an installation' },
        { next: { zh: '设置 DATABASE_INSTALL_URL', en: 'set DATABASE_INSTALL_URL' } },
      ),
    ])
  // the library is added by the server's next start: what the export says of standards comes first
  const opened = await openHouse(place, { library: false })
  if (!opened.ok) return c.refuse(opened.problems)
  const { house, close } = opened.value
  try {
    const imported = await importAll({
      ...house,
      folder: resolve(folder),
      onProgress: (what, rows) => {
        if (!c.json && rows > 0) c.note(`  ${what}  ${rows}`)
      },
    })
    if (!imported.ok) return c.refuse(imported.problems)
    const { manifest, rows, resumed } = imported.value
    c.problems(await putCarried(resolve(folder), manifest, place.folder))
    const { organizations, evidence, accounts, scope } = manifest
    if (c.json) c.data({ organizations, rows, evidence, resumed })
    else
      c.out(
        c.say(
          `已导入 ${organizations.length} 个组织、${rows} 行、${evidence.files} 个证据文件；${resumed} 次评价将继续进行`,
          `Imported ${organizations.length} organizations, ${rows} rows and ${evidence.files} files of evidence; ${resumed} assessments go on`,
        ),
      )
    if (!accounts && scope === 'installation')
      c.note(
        c.say(
          '没有导入口令：用 plumbline set-password 为用户设置口令',
          'No passwords came along: give people new ones with plumbline set-password',
        ),
      )
    return 0
  } finally {
    await close()
  }
}
