import { chains } from '../../../crosswalk/chain.ts'
import { spelled } from '../../../crosswalk/relation.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { nodeNamed, opened } from './open.ts'
import { confidenceIn, placeIn, relationIn, whose } from './words.ts'

/** A requirement followed from its level up to the international ones, the weakest link of each chain marked. */
export async function chain(
  reference: string,
  o: { with: readonly string[]; most: number },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with, [reference.split('#')[0]!])
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const node = nodeNamed(open.value, reference)
  if (!node.ok) return c.refuse(node.problems)
  const { net } = open.value
  const key = (n: number) => `${net.places[n]!.framework.id}#${net.places[n]!.requirement.id}`
  const found = chains(net, node.value, o.most)
  if (c.json) {
    c.data(
      found.map((f) => ({
        possible: spelled(f.possible),
        weakest: f.weakest,
        links: f.links.map((l) => ({
          from: key(l.from),
          to: key(l.to),
          level: net.places[l.to]!.framework.level ?? null,
          possible: spelled(l.possible),
          set: l.row.set.id,
          mapping: l.row.mapping,
        })),
      })),
    )
    return exit.conforms
  }
  c.out(placeIn(net, node.value, c.lang))
  if (found.length === 0)
    c.out(c.say('  本目录中没有通向更高层级的映射', '  No mapping to a higher level in this catalogue'))
  for (const f of found) {
    c.out('')
    for (const [i, l] of f.links.entries()) {
      const mark = f.links.length > 1 && i === f.weakest ? c.say('  ◀ 最弱环节', '  ◀ weakest link') : ''
      c.out(
        `${'  '.repeat(i + 1)}—${relationIn(l.possible, c.lang)}→ ${placeIn(net, l.to, c.lang)} [${confidenceIn(l.row.mapping.confidence, c.lang)}, ${whose(l.row, c.lang)}]${mark}`,
      )
      if (l.row.mapping.note) c.out(`${'  '.repeat(i + 2)}${say(l.row.mapping.note, c.lang)}`)
    }
    if (f.links.length > 1) c.out(`  ${c.say('整条链', 'the whole chain')}: ${relationIn(f.possible, c.lang)}`)
  }
  return exit.conforms
}
