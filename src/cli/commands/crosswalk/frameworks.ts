import stringWidth from 'string-width'
import { frameworkLines } from '../../../crosswalk/answers/frameworks.ts'
import { frameworkNamed, nodeNamed } from '../../../crosswalk/named.ts'
import { possibleOf } from '../../../crosswalk/network.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { opened } from './open.ts'
import { confidenceIn, relationIn, whose } from './words.ts'

export async function frameworks(o: { with: readonly string[] }, common: Common): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with, 'all')
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const rows = frameworkLines(open.value.frameworks, open.value.sets)
  if (c.json) c.data(rows)
  else {
    const width = Math.max(...rows.map((r) => stringWidth(r.id)))
    for (const r of rows)
      c.out(
        `${r.id}${' '.repeat(width - stringWidth(r.id))}  ${c.say(`${r.testable} 条可检验，${r.mappings} 行映射`, `${r.testable} testable, ${r.mappings} mappings`)}  ${say(r.title, c.lang)}`,
      )
  }
  return exit.conforms
}

export async function show(reference: string, o: { with: readonly string[] }, common: Common): Promise<number> {
  const c = new Console(common)
  const name = reference.split('#')[0]!
  const open = await opened(o.with, [name])
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const { net } = open.value
  const f = frameworkNamed(open.value.frameworks, name)
  if (!f.ok) return c.refuse(f.problems)
  if (!reference.includes('#')) {
    if (c.json) c.data(f.value)
    else {
      c.out(`${say(f.value.title, c.lang)}\n${f.value.names.join(' | ')} · ${f.value.source ?? ''}`)
      for (const r of f.value.requirements)
        c.out(
          `  ${r.id} ${say(r.title, c.lang)}${r.testable ? '' : c.say('（不可单独检验）', ' (not tested by itself)')} [${r.known}]`,
        )
    }
    return exit.conforms
  }
  const node = nodeNamed(net, reference)
  if (!node.ok) return c.refuse(node.problems)
  const { requirement } = net.places[node.value]!
  const rows = net.rows.filter(
    ({ set, mapping }) =>
      (set.source === f.value.id && mapping.source.includes(requirement.id)) ||
      (set.target === f.value.id && mapping.target.includes(requirement.id)),
  )
  if (c.json)
    c.data({
      framework: f.value.id,
      requirement,
      mappings: rows.map(({ set, mapping }) => ({ set: set.id, ...mapping })),
    })
  else {
    c.out(`${f.value.id}#${requirement.id} ${say(requirement.title, c.lang)} [${requirement.known}]`)
    for (const row of rows) {
      const { set, mapping: m } = row
      c.out(
        `  ${set.source} ${m.source.join(' + ')} —${relationIn(possibleOf(m.relation), c.lang)}→ ${set.target} ${m.target.join(' + ')} [${confidenceIn(m.confidence, c.lang)}, ${whose(row, c.lang)}]`,
      )
      if (m.note) c.out(`    ${say(m.note, c.lang)}`)
    }
    if (rows.length === 0) c.out(c.say('  本目录中没有它的映射', '  No mapping of it in this catalogue'))
  }
  return exit.conforms
}
