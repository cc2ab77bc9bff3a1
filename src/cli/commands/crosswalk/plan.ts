import { existsSync, readFileSync } from 'node:fs'
import { testableOf } from '../../../crosswalk/elsewhere.ts'
import { leastWork } from '../../../crosswalk/plan.ts'
import { readTable } from '../../../instruments/records/table.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { findingsOf, type Given } from './findings.ts'
import { frameworkNamed, nodeNamed } from './open.ts'
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
  const { net, findings, frameworks } = found.value
  const costs = o.costs === undefined ? done([]) : costsIn(o.costs)
  if (!costs.ok) return c.refuse(costs.problems)
  const costOf = new Map<number, number>()
  for (const { key, cost } of costs.value) {
    const node = nodeNamed(found.value, key)
    if (!node.ok) return c.refuse(node.problems)
    costOf.set(node.value, cost)
  }
  const workNodes = new Set<number>(costOf.keys())
  for (const name of [o.in, ...o.work]) {
    const framework = frameworkNamed(frameworks, name)
    if (!framework.ok) return c.refuse(framework.problems)
    for (const node of testableOf(net, framework.value.id)) workNodes.add(node)
  }
  const target = frameworkNamed(frameworks, o.in)
  if (!target.ok) return c.refuse(target.problems)
  const satisfied = [...findings].flatMap(([node, f]) => (f === 'satisfied' ? [node] : []))
  const targets = testableOf(net, target.value.id)
  const got = leastWork(
    net.graph,
    satisfied,
    targets,
    [...workNodes].map((node) => ({ node, cost: costOf.get(node) ?? 1 })),
    o.hops,
  )
  const key = (n: number) => `${net.places[n]!.framework.id}#${net.places[n]!.requirement.id}`
  if (c.json)
    c.data({
      framework: target.value.id,
      cost: got.cost,
      proven: got.proven,
      chosen: got.chosen.map((n) => ({ requirement: key(n), cost: costOf.get(n) ?? 1 })),
      beyond: got.beyond.map(key),
    })
  else {
    c.out(
      `${say(target.value.title, c.lang)}: ${c.say(`还须做 ${got.chosen.length} 条，代价 ${got.cost}`, `${got.chosen.length} more to do, cost ${got.cost}`)}${got.proven ? c.say('（已证明最小）', ' (proven least)') : c.say('（够用；未能证明最小）', ' (sufficient; not proven least)')}`,
    )
    for (const n of got.chosen) c.out(`  ${placeIn(net, n, c.lang)} (${costOf.get(n) ?? 1})`)
    if (costOf.size < got.chosen.length) c.out(c.say('未给代价的每条按 1 计', 'What has no cost of its own counts 1'))
  }
  return exit.conforms
}

function costsIn(file: string): Outcome<readonly { key: string; cost: number }[]> {
  if (!existsSync(file))
    return failed(problem('file-unreadable', { zh: `没有文件 ${file}`, en: `There is no file ${file}` }, { got: file }))
  return readTable<'requirement' | 'cost', { key: string; cost: number }>(
    readFileSync(file, 'utf8'),
    file,
    { requirement: '条款', cost: '代价' },
    ({ cell }) => {
      const cost = Number(cell('cost'))
      return cell('cost') !== '' && cost > 0 && Number.isFinite(cost)
        ? { key: cell('requirement'), cost }
        : { expected: 'requirement: framework#id, cost > 0' }
    },
  )
}
