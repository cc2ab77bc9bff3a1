import { chainAnswer } from '../../../crosswalk/answers/chain.ts'
import { chains, chainsBetween } from '../../../crosswalk/chain.ts'
import { nodeNamed } from '../../../crosswalk/named.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { opened } from './open.ts'
import { confidenceIn, placeIn, relationIn, whose } from './words.ts'

/** A requirement followed from its level up to the international ones, or to one that is named; the weakest link of each chain is marked. */
export async function chain(
  reference: string,
  o: { with: readonly string[]; most: number; hops: number; to?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const open = await opened(
    o.with,
    [reference, o.to ?? ''].map((name) => name.split('#')[0]!),
  )
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const { net } = open.value
  const node = nodeNamed(net, reference)
  if (!node.ok) return c.refuse(node.problems)
  const end = o.to === undefined ? undefined : nodeNamed(net, o.to)
  if (end?.ok === false) return c.refuse(end.problems)
  const found =
    end === undefined
      ? chains(net, node.value, o.most)
      : chainsBetween(net, node.value, end.value, o.hops, o.most).chains
  if (c.json) {
    c.data(found.map((f) => chainAnswer(net, f)))
    return exit.conforms
  }
  c.out(placeIn(net, node.value, c.lang))
  if (found.length === 0)
    c.out(
      end === undefined
        ? c.say('  本目录中没有通向更高层级的映射', '  No mapping to a higher level in this catalogue')
        : c.say(
            `  本目录中没有 ${o.hops} 行以内连到它的链`,
            `  No chain to it of up to ${o.hops} mappings in this catalogue`,
          ),
    )
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
