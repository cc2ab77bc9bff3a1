import { invalidFile, withManifest } from '../../assessment/files.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { here } from './finish.ts'
import { type MeasuringOptions, measuring } from './measuring.ts'
import { type AssessOptions, prepare } from './prepare.ts'
import { smoke } from './smoke.ts'

export async function measure(subject: string, o: AssessOptions & MeasuringOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const prepared = await prepare(subject, o)
  if (!prepared.ok) return c.refuse(prepared.problems)
  c.problems(prepared.warnings)
  if (o.smoke === true) return smoke(c, prepared.value, o)
  return measuring(c, prepared.value, o, async ({ folder, files, evidence }) => {
    await folder.write(withManifest(files, prepared.value.plan.standard))
    if (c.json) c.data({ folder: folder.path, measures: evidence.measures })
    else
      c.out(
        `${c.say('测量已写入', 'Measured into')} ${here(folder.path)}\n${c.say('下一步', 'Next')}: plumbline judge ${here(folder.path)}`,
      )
    return files.has(invalidFile) ? exit.open : exit.conforms
  })
}
