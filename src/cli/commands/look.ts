import { basename, dirname, resolve } from 'node:path'
import { table } from '../../exchange/text/columns.ts'
import { lookAt } from '../../instruments/look.ts'
import { ProblemError } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

const WIDTH = 110

/** Says what a file holds and how a subject could name it; 2 where it cannot be read. */
export async function look(path: string, common: Common): Promise<number> {
  const c = new Console(common)
  try {
    const found = await lookAt(dirname(resolve(path)), basename(resolve(path)))
    if (c.json) {
      c.data(found)
      return exit.conforms
    }
    c.out(`${path}  ${say(found.form, c.lang)}`)
    for (const [label, value] of found.facts) c.out(`${say(label, c.lang)}${c.say('：', ': ')}${value}`)
    if (found.table !== undefined && found.table.rows.length > 0) {
      const { heads, numbers, rows } = found.table
      const columns = heads.map((h, i) => ({
        title: say(h, c.lang),
        align: numbers.includes(i) ? ('right' as const) : ('left' as const),
      }))
      c.out(`\n${table(columns, rows, WIDTH).join('\n')}`)
    }
    if (found.access !== undefined)
      c.out(
        `\n${c.say('# 可写进对象描述，先核对每一行', '# for the subject file; read every line before you use it')}\n${found.access}`,
      )
    return exit.conforms
  } catch (error) {
    if (error instanceof ProblemError) return c.refuse(error.problems)
    throw error
  }
}
