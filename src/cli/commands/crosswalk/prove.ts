import { proofAnswer } from '../../../crosswalk/answers/proof.ts'
import { elsewhere } from '../../../crosswalk/elsewhere.ts'
import { frameworkNamed, nameOf } from '../../../crosswalk/named.ts'
import type { Text } from '../../../language/text.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { findingsOf, type Given } from './findings.ts'
import { placeIn, relationIn, stepIn } from './words.ts'

const standings: Readonly<Record<string, Text>> = {
  proved: { zh: '证明满足', en: 'proved' },
  partly: { zh: '部分满足，其余未知', en: 'partly: the rest is unknown' },
  failed: { zh: '不满足', en: 'failed' },
  contradicted: { zh: '互相矛盾', en: 'contradicted' },
  unknown: { zh: '未知', en: 'unknown' },
}

/** What findings prove under another framework. What only may be so is listed apart, as candidates for a reviewer. */
export async function prove(o: Given & { in: string; hops: number }, common: Common): Promise<number> {
  const c = new Console(common)
  const found = await findingsOf(o, [o.in])
  if (!found.ok) return c.refuse(found.problems)
  c.problems(found.warnings)
  const { net, findings, frameworks } = found.value
  const target = frameworkNamed(frameworks, o.in)
  if (!target.ok) return c.refuse(target.problems)
  const told = elsewhere(net, findings, target.value.id, o.hops)
  const { nodes, conclusions, bounds, candidates } = told
  const standing = (n: number) => conclusions.get(n)?.standing ?? 'unknown'
  if (c.json) {
    c.data(proofAnswer(net, target.value.id, o.hops, told))
    return exit.conforms
  }
  c.out(
    `${say(target.value.title, c.lang)}: ${c.say(`证明满足 ${bounds.proved}，至多 ${bounds.atMost}，不满足 ${bounds.failed}，矛盾 ${bounds.contradicted}，共 ${bounds.of} 条可检验`, `proved ${bounds.proved}, at most ${bounds.atMost}, failed ${bounds.failed}, contradicted ${bounds.contradicted}, of ${bounds.of} testable`)}`,
  )
  for (const word of ['contradicted', 'failed', 'proved', 'partly'] as const) {
    const some = nodes.filter((n) => standing(n) === word)
    if (some.length === 0) continue
    c.out(`\n${say(standings[word]!, c.lang)} (${some.length})`)
    for (const n of some) {
      c.out(`  ${placeIn(net, n, c.lang)}`)
      for (const proof of conclusions.get(n)!.proofs.slice(0, 3))
        for (const step of proof.steps) c.out(`    ${stepIn(net, step, c.lang)}`)
    }
  }
  const unknown = nodes.filter((n) => standing(n) === 'unknown')
  if (unknown.length > 0)
    c.out(
      `\n${say(standings['unknown']!, c.lang)} (${unknown.length}): ${unknown.map((n) => net.places[n]!.requirement.id).join(', ')}`,
    )
  if (candidates.length > 0) {
    c.out(
      `\n${c.say('候选，不是结论，须人工评审', 'Candidates: not findings, a person has to look')} (${candidates.length})`,
    )
    for (const x of candidates.slice(0, 20))
      c.out(`  ? ${nameOf(net, x.source)} → ${placeIn(net, x.node, c.lang)}: ${relationIn(x.possible, c.lang)}`)
  }
  return exit.conforms
}
