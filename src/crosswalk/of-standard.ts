import type { Node, Standard } from '../language/standard.ts'
import { type Framework, type Known, levels, type Requirement } from './framework.ts'

/**
 * The requirements of a standard that Plumbline runs, as a framework under the same id; a requirement keeps the id under which its report finds
 * it. Indicators and results are left out: they are read, not met. A group is whole where it only counts its parts.
 */
export function frameworkOf(standard: Standard): Framework {
  const known: Known = standard.authority === 'official' ? 'seen' : 'proposed'
  const level = levels.find((l) => l === standard.level)
  const requirements: Requirement[] = []
  const visit = (node: Node, parent?: string): void => {
    const parts = node.of.flatMap((id) => {
      const part = standard.nodes.get(id)
      return part !== undefined && part.parent === node.id ? [part] : []
    })
    requirements.push({
      id: node.id,
      ...(parent === undefined ? {} : { parent }),
      kind: parts.length > 0 ? 'group' : 'requirement',
      title: node.title.zh || node.title.en ? node.title : { en: node.id },
      testable: parts.length === 0 && (node.holds !== undefined || node.check !== undefined),
      ...(parts.length > 0 ? { whole: node.check === undefined && onlyCounts(node) } : {}),
      known,
      ...(node.clause ? { note: node.clause } : {}),
    })
    for (const part of parts) visit(part, node.id)
  }
  for (const id of standard.requirements) visit(standard.nodes.get(id)!)
  return {
    id: standard.id,
    names: [standard.designation ?? standard.id, standard.id],
    title: standard.title,
    ...(standard.body?.en || standard.body?.zh ? { publisher: standard.body.en ?? standard.body.zh ?? '' } : {}),
    version: standard.edition,
    source: standard.authority,
    ...(level ? { level } : {}),
    hash: standard.hash,
    requirements,
  }
}

/** It says nothing of its own beside `met(of)`. */
const onlyCounts = (node: Node): boolean =>
  node.holds === undefined || node.holds.text?.replaceAll(/\s/g, '') === 'met(of)'
