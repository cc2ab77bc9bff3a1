import { coverages, mappedFrameworks } from '../../../crosswalk/answers/coverage.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { opened } from './open.ts'

/** Of each framework by each: how many requirements are proved, and at most satisfied, when all of the other are. */
export async function matrix(o: { with: readonly string[]; hops: number }, common: Common): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with)
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const { net } = open.value
  const ids = mappedFrameworks(net)
  const cells = coverages(net, ids, ids, o.hops)
  if (c.json) c.data({ hops: o.hops, cells })
  else {
    c.out(
      c.say(
        '满足源框架全部可检验条款时，目标框架：证明满足 – 至多满足 / 可检验',
        'With every testable requirement of the source satisfied, of the target: proved – at most / testable',
      ),
    )
    for (const source of ids) {
      c.out(`\n${source}`)
      for (const cell of cells)
        if (cell.source === source && cell.atMost > 0)
          c.out(`  → ${cell.target}: ${cell.proved} – ${cell.atMost} / ${cell.of}`)
    }
  }
  return exit.conforms
}
