import { basename, dirname, resolve } from 'node:path'
import { readFilingFile } from '../../../instruments/enterprise/filing/files/read.ts'
import { filingRemarks } from '../../../instruments/enterprise/filing/remarks.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'

/** Says whether a filing can be read, and what in it has to be explained: 0 nothing, 1 queries or a wrong code, 2 errors of form. */
export async function check(file: string, common: Common): Promise<number> {
  const c = new Console(common)
  const found = await readFilingFile(dirname(resolve(file)), basename(file))
  if (!found.ok) {
    c.problems(found.problems)
    c.note(
      c.say(
        `${found.problems.length} 处格式错误，没有读入`,
        `${found.problems.length} errors of form: it was not read`,
      ),
    )
    return exit.usage
  }
  const { read, sha256 } = found.value
  const remarks = filingRemarks(found.value)
  c.problems(remarks)
  const { queries, warnings, codeValid } = read.quantities as Record<string, number | boolean>
  if (c.json) c.data({ file, sha256, quantities: read.quantities, queries: read.queries, warnings: read.warnings })
  else
    c.out(
      c.say(
        `${read.filing.name}：已读入；未答复的疑问 ${queries} 项，提示 ${warnings} 项`,
        `${read.filing.name}: read; ${queries} queries not answered, ${warnings} hints`,
      ),
    )
  return queries === 0 && codeValid === true ? exit.conforms : exit.doesNotConform
}
