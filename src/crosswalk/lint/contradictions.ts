import { problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import type { Framework } from '../framework.ts'
import { Inference } from '../infer.ts'
import type { MappingSet } from '../mapping.ts'
import { network } from '../network.ts'
import { at, type Lint, told } from './told.ts'

/** X6: chains of mappings that cannot all be true. */
export function contradictions(frameworks: readonly Framework[], sets: readonly MappingSet[], hops: number): Lint[] {
  const net = network(frameworks, sets)
  const inference = new Inference(net.graph)
  const found: Lint[] = []
  const seen = new Set<string>()
  const sources = new Set(net.rows.map(({ set, mapping }) => net.nodeOf(set.source, mapping.source[0]!) ?? -1))
  for (const source of sources) {
    if (source < 0) continue
    for (const { target, possible, paths } of inference.from(source, hops)) {
      if (possible !== 0) continue
      const involved = [...new Set(paths.flatMap((p) => p.steps.flatMap((s) => (s.row === null ? [] : [s.row]))))].sort(
        (a, b) => a - b,
      )
      const key = involved.join()
      // two rows of the same pair are told by X4 and X5
      if (involved.length < 3 || seen.has(key)) continue
      seen.add(key)
      const [first, ...others] = involved.map((row) => net.rows[row]!)
      const between = [source, target].map(
        (n) => `${net.places[n]!.framework.names[0]} ${net.places[n]!.requirement.id}`,
      )
      const text: Text = {
        zh: `这些行不能同时成立:它们使 ${between[0]} 与 ${between[1]} 之间没有任何可能的关系`,
        en: `These rows cannot all be true: they leave no relation possible between ${between[0]} and ${between[1]}`,
      }
      found.push(told('X6', first!, problem('mapping-contradiction', text, { place: at(first!) }), others))
    }
  }
  return found
}
