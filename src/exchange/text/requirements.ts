import type { RequirementOutcome } from '../../judge/judgement.ts'
import { at, type View } from './view.ts'
import { look } from './words.ts'

const order: readonly RequirementOutcome[] = [
  'satisfied',
  'not-satisfied',
  'inconclusive',
  'not-determined',
  'waived',
  'not-applicable',
]

/** Every judged node with an outcome, wherever in the standard it is written; results are shown with their kind elsewhere. */
export function requirementPaths(view: View): readonly string[] {
  return Object.keys(view.nodes).filter((p) => {
    const found = at(view, p)
    return found?.judged.outcome !== undefined && found.node.part !== 'results'
  })
}

/** How many requirements came to each outcome; outcomes that did not occur are left out. */
export function outcomes(view: View, paths: readonly string[]): readonly (readonly [RequirementOutcome, number])[] {
  return order
    .map((o) => [o, paths.filter((p) => view.nodes[p]?.outcome === o).length] as const)
    .filter(([, n]) => n > 0)
}

/** How a requirement is determined: by the methods it names, or computed from what was measured. */
export function methodOf(view: View, path: string): string {
  const node = at(view, path)?.node
  return node?.check
    ? node.check.map((c) => look(view.words.method, c)).join(view.words.comma)
    : (view.words.method['formula'] ?? '')
}
