import { nearestName } from '../language/names.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { type Framework, keyOf } from './framework.ts'
import type { Network } from './network.ts'

/** By id or by any of its names, whatever their case and width. Problem: unknown-framework. */
export function frameworkNamed(frameworks: readonly Framework[], name: string): Outcome<Framework> {
  const plain = (s: string) => s.normalize('NFKC').toLowerCase()
  const found = frameworks.find((f) => f.id === name || f.names.some((n) => plain(n) === plain(name)))
  if (found) return done(found)
  const near = nearestName(
    name,
    frameworks.map((f) => f.id),
  )
  return failed(
    problem(
      'unknown-framework',
      { zh: `本目录中没有框架“${name}”的记录`, en: `No record of a framework "${name}" in this catalogue` },
      {
        expected: frameworks.map((f) => f.id).join(', '),
        got: name,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    ),
  )
}

/** `framework#id` as a node. Problems: unknown-framework, unknown-requirement. */
export function nodeNamed({ nodeOf, frameworks }: Network, key: string): Outcome<number> {
  const at = key.indexOf('#')
  const framework = frameworkNamed(frameworks, at < 0 ? key : key.slice(0, at))
  if (!framework.ok) return framework
  const id = at < 0 ? '' : key.slice(at + 1)
  const node = nodeOf(framework.value.id, id)
  if (node !== undefined) return done(node)
  const near = nearestName(
    id,
    framework.value.requirements.map((r) => r.id),
  )
  return failed(
    problem(
      'unknown-requirement',
      {
        zh: `框架 ${framework.value.id} 中没有“${id}”`,
        en: `The framework ${framework.value.id} has no "${id}"`,
      },
      {
        expected: `${framework.value.id}#…`,
        got: key,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    ),
  )
}

/** A node as `framework#id`; null for one that stands for several requirements together. */
export function nameOf({ places }: Network, node: number): string | null {
  const place = places[node]
  return place === undefined ? null : keyOf(place.framework.id, place.requirement.id)
}
