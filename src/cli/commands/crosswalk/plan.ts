import { existsSync, readFileSync } from 'node:fs'
import { planAnswer } from '../../../crosswalk/answers/plan.ts'
import { type Cost, extraWork } from '../../../crosswalk/extra-work.ts'
import { frameworkNamed } from '../../../crosswalk/named.ts'
import { readCosts } from '../../../exchange/crosswalk/costs.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { findingsOf, type Given } from './findings.ts'
import { placeIn } from './words.ts'

/** The smallest extra work after which every testable requirement of a framework is proved. */
export async function plan(
  o: Given & { in: string; hops: number; work: readonly string[]; costs?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const found = await findingsOf(o, [o.in, ...o.work])
  if (!found.ok) return c.refuse(found.problems)
  c.problems(found.warnings)
  const { net, findings } = found.value
  const costs = o.costs === undefined ? done([]) : costsIn(o.costs)
  if (!costs.ok) return c.refuse(costs.problems)
  const target = frameworkNamed(net.frameworks, o.in)
  if (!target.ok) return c.refuse(target.problems)
  const asked = { framework: o.in, work: o.work, costs: costs.value, hops: o.hops }
  const priced = extraWork(net, findings, asked)
  if (!priced.ok) return c.refuse(priced.problems)
  const got = priced.value
  if (c.json) c.data(planAnswer(net, target.value.id, got))
  else {
    c.out(
      `${say(target.value.title, c.lang)}: ${c.say(`还须做 ${got.chosen.length} 条，代价 ${got.cost}`, `${got.chosen.length} more to do, cost ${got.cost}`)}${got.proven ? c.say('（已证明最小）', ' (proven least)') : c.say('（够用；未能证明最小）', ' (sufficient; not proven least)')}`,
    )
    for (const n of got.chosen) c.out(`  ${placeIn(net, n, c.lang)} (${got.costOf(n)})`)
    if (got.unpriced.length > 0) c.out(c.say('未给代价的每条按 1 计', 'What has no cost of its own counts 1'))
  }
  return exit.conforms
}

function costsIn(file: string): Outcome<readonly Cost[]> {
  if (existsSync(file)) return readCosts(readFileSync(file, 'utf8'), file)
  return failed(problem('file-unreadable', { zh: `没有文件 ${file}`, en: `There is no file ${file}` }, { got: file }))
}
