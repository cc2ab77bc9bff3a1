import { statSync } from 'node:fs'
import { WorkFolder } from '../../assessment/assess.ts'
import { drawsFile, samplesFile } from '../../assessment/report-of.ts'
import { names } from '../../attestation/layout.ts'
import { problem } from '../../language/problem.ts'
import { type Common, Console } from '../console.ts'
import { finish, type SigningOptions } from './finish.ts'
import { judgeable, readSource } from './sources.ts'

export async function attestFolder(
  path: string,
  o: SigningOptions & { out?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  if (statSync(path, { throwIfNoEntry: false })?.isFile())
    return c.refuse([
      problem(
        'not-a-folder',
        { zh: '签署的是测量所得的文件夹', en: 'What is signed is the folder that measuring made' },
        {
          place: { file: path },
          next: { zh: '核验报告包用 plumbline verify', en: 'to check a bundle run plumbline verify' },
        },
      ),
    ])
  const files = readSource(path)
  if (!files.ok) return c.refuse(files.problems)
  for (const made of [
    names.envelope,
    names.manifest,
    names.judgement,
    names.reports.zh,
    names.reports.en,
    drawsFile,
    samplesFile,
  ]) {
    if (made !== names.manifest) files.value.delete(made)
  }
  const ready = judgeable(files.value)
  if (!ready.ok) return c.refuse(ready.problems)
  files.value.delete(names.manifest)
  const folder = new WorkFolder(path)
  const taken = await folder.take()
  if (!taken.ok) return c.refuse(taken.problems)
  try {
    return await finish(c, ready.value.standard, ready.value.evidence, files.value, folder, {
      ...o,
      ...(o.out ? { bundle: o.out } : {}),
    })
  } finally {
    await folder.release()
  }
}
