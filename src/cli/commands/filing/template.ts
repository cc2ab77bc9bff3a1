import { writeFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { filledFrom } from '../../../exchange/enterprise/filled.ts'
import { filingWorkbook } from '../../../exchange/enterprise/template.ts'
import { readFilingFile } from '../../../instruments/enterprise/filing/files/read.ts'
import { problem } from '../../../language/problem.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { free } from '../bank-files.ts'

export interface TemplateOptions {
  readonly out: string
  readonly year?: string
  readonly from?: string
  readonly force?: boolean
}

/** Writes the workbook that an enterprise fills in, empty or with what another filing says. */
export async function template(o: TemplateOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const year = o.year ?? String(new Date().getUTCFullYear() - 1)
  if (!/^(19[5-9]\d|2\d{3})$/.test(year))
    return c.refuse([
      problem('wrong-value', { zh: '年度写得不对', en: 'This is no year' }, { expected: '--year 2025', got: year }),
    ])
  const taken = free(o.out, o.force)
  if (!taken.ok) return c.refuse(taken.problems)
  const from = o.from === undefined ? undefined : await readFilingFile(dirname(resolve(o.from)), basename(o.from))
  if (from !== undefined && !from.ok) return c.refuse(from.problems)
  try {
    writeFileSync(o.out, await filingWorkbook(Number(year), from && filledFrom(from.value.record)))
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error)
    return c.refuse([
      problem(
        'file-not-written',
        { zh: '写不了文件', en: 'The file cannot be written' },
        { place: { file: o.out }, got },
      ),
    ])
  }
  if (c.json) c.data({ file: o.out })
  else
    c.out(
      c.say(
        `已写出 ${o.out}；填好后运行：plumbline filing check ${o.out}`,
        `Wrote ${o.out}; fill it in, then run: plumbline filing check ${o.out}`,
      ),
    )
  return exit.conforms
}
