import { identifier, nearestName } from '../names.ts'
import type { NodeShape, StandardShape } from '../shape.ts'
import type { Part } from '../standard.ts'
import { badName } from './facts.ts'
import type { Path, Report } from './report.ts'

/** A node as written, with its place in the tree; formulas are not read yet. */
export interface Draft {
  readonly id: string
  readonly shape: NodeShape
  readonly path: Path
  readonly part: Part
  readonly parent?: string
  readonly scope?: string
  readonly of: string[]
  readonly from: readonly string[]
}

const lists: readonly Part[] = ['requirements', 'indicators', 'results']

/** All nodes by id, inline children included, and the ids of the three lists. */
export function collectDrafts(
  shape: StandardShape,
  report: Report,
): { drafts: Map<string, Draft>; lists: Record<Part, string[]> } {
  const drafts = new Map<string, Draft>()
  const tops: Record<Part, string[]> = { requirements: [], indicators: [], results: [] }

  const collect = (node: NodeShape, path: Path, part: Part, from: readonly string[], parent?: Draft): string => {
    if (!identifier.test(node.id)) badName(node.id, [...path, 'id'], report)
    const scope = parent ? (parent.shape.each !== undefined ? parent.id : parent.scope) : undefined
    const draft: Draft = {
      id: node.id,
      shape: node,
      path,
      part,
      of: [],
      from: node.from ?? from,
      ...(parent ? { parent: parent.id } : {}),
      ...(scope ? { scope } : {}),
    }
    const first = drafts.get(node.id)
    if (first) {
      report.error(
        [...path, 'id'],
        'twice',
        { zh: `编号“${node.id}”已被使用`, en: `The id "${node.id}" is used already` },
        { got: node.id, expected: first.path.join('.') },
      )
    } else drafts.set(node.id, draft)
    for (const [i, part_] of (node.of ?? []).entries()) {
      draft.of.push(typeof part_ === 'string' ? part_ : collect(part_, [...path, 'of', i], part, draft.from, draft))
    }
    return node.id
  }

  for (const part of lists) {
    for (const [i, node] of (shape[part] ?? []).entries())
      tops[part].push(collect(node, [part, i], part, shape.from ?? []))
  }
  for (const d of drafts.values()) checkParts(d, drafts, report)
  return { drafts, lists: tops }
}

function checkParts(d: Draft, drafts: ReadonlyMap<string, Draft>, report: Report): void {
  d.of.forEach((id, i) => {
    const part = drafts.get(id)
    const path = [...d.path, 'of', i]
    if (!part) {
      const near = nearestName(id, drafts.keys())
      report.error(
        path,
        'unknown-name',
        { zh: `没有名为“${id}”的节点`, en: `There is no node named "${id}"` },
        { got: id, next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined },
      )
    } else if (part.scope !== undefined && part.scope !== d.id && !scopes(d, drafts).includes(part.scope)) {
      report.error(path, 'out-of-scope', {
        zh: `“${id}”按“${part.scope}”的每一项判定，此处不可引用`,
        en: `"${id}" is judged for each item of "${part.scope}" and cannot be a part here`,
      })
    }
    if (d.of.indexOf(id) !== i) report.error(path, 'twice', { zh: `“${id}”列了两次`, en: `"${id}" is listed twice` })
  })
}

/** The `each` nodes around a node, nearest first. */
export function scopes(d: Draft, drafts: ReadonlyMap<string, Draft>): string[] {
  const found: string[] = []
  for (let s = d.scope; s !== undefined; s = drafts.get(s)?.scope) found.push(s)
  return found
}
