import { type Expr, walk } from '../../language/formula/tree.ts'
import type { Node } from '../../language/standard.ts'

/** The nodes that a node's formula, condition or table reads. */
export function readNodes(node: Node): readonly string[] {
  const formulas = [node.value, node.holds, ...(node.table?.inputs ?? [])].filter((e) => e !== undefined)
  return [...new Set(formulas.flatMap(namedNodes))]
}

/** The requirements that the conditions of a node's table name, down to the last rule that may have matched. */
export function requirementsAsked(node: Node, matched: readonly number[], nodes: ReadonlyMap<string, Node>) {
  const rules = node.table?.rules.slice(0, Math.max(-1, ...matched) + 1) ?? []
  const named = rules.flatMap((r) => (r.test ? namedNodes(r.test) : []))
  return [...new Set(named)].filter((id) => nodes.get(id)?.part === 'requirements')
}

/** The nodes whose properties a formula reads, each once. */
export function namedNodes(e: Expr): readonly string[] {
  const ids = new Set<string>()
  for (const x of walk(e))
    if (x.op === 'property' && x.of.type.k === 'node') for (const id of x.of.type.ids) ids.add(id)
  return [...ids]
}

/** Whether a formula speaks of its node's own parts. */
export function usesParts(e: Expr): boolean {
  for (const x of walk(e)) if (x.op === 'own' && (x.what === 'of' || x.what === 'leaves')) return true
  return false
}
