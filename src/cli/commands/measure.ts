import { withManifest } from '../../assessment/files.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { here } from './finish.ts'
import { type MeasuringOptions, measuring } from './measuring.ts'
import { type AssessOptions, prepare } from './prepare.ts'

export async function measure(subject: string, o: AssessOptions & MeasuringOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const prepared = await prepare(subject, o)
  if (!prepared.ok) return c.refuse(prepared.problems)
  const measured = await measuring(c, prepared.value, o)
  if (typeof measured === 'number') return measured
  await measured.folder.write(withManifest(measured.files, prepared.value.plan.standard))
  if (c.json) c.data({ folder: measured.folder.path, measures: measured.evidence.measures })
  else
    c.out(
      `${c.say('测量已写入', 'Measured into')} ${here(measured.folder.path)}\n${c.say('下一步', 'Next')}: plumbline judge ${here(measured.folder.path)}`,
    )
  return exit.conforms
}
