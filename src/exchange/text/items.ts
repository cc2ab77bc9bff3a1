import { formulasOf } from '../../language/assemble/dependencies.ts'
import { type Expr, walk } from '../../language/formula/tree.ts'
import type { Node } from '../../language/standard.ts'
import type { Type } from '../../language/types.ts'
import { at, levelName, type View } from './view.ts'

type Item = string | { readonly [field: string]: unknown }

/** The places of the items that a node with `each` was judged at, in order: `tasks[0]`, `tasks[1]`. */
export function framesOf(view: View, path: string): readonly string[] {
  const frames = (at(view, path)?.judged.parts ?? []).map((p) => p.slice(0, p.lastIndexOf('.')))
  return [...new Set(frames)].filter((f) => f.startsWith(`${path}[`) && f.endsWith(']'))
}

/** The items themselves, where they were declared or measured; undefined for a list that a formula makes. */
export function itemsOf({ report }: View, { each }: Node): readonly Item[] | undefined {
  if (each?.op !== 'field') return undefined
  const { of, name } = each
  const list =
    of.op === 'subject'
      ? report.subject.facts[name]
      : of.op === 'measure'
        ? report.measures.find((m) => m.measure === of.measure)?.quantities[name]
        : undefined
  return Array.isArray(list) ? list : undefined
}

/** What the items are called: as the standard lists them, else by their first field of text. */
export function itemNames(view: View, node: Node): readonly (string | undefined)[] {
  if (node.each?.op === 'list') return node.each.items.map((item) => listed(view, item))
  const field = [...fieldsOf(node)].find(([, type]) => type.k === 'text')?.[0]
  return (itemsOf(view, node) ?? []).map((item) => {
    if (typeof item === 'string') return item
    const name = field === undefined ? undefined : item[field]
    return typeof name === 'string' ? name : undefined
  })
}

/** The fields that the parts are judged from, in the order of the item, without those that no item has. */
export function fieldsRead(view: View, node: Node): ReadonlyMap<string, Type> {
  const { nodes } = view.standard
  const read = new Set<string>()
  for (const id of node.of)
    for (const top of formulasOf(nodes.get(id)!))
      for (const e of walk(top))
        if (e.op === 'field' && e.of.op === 'variable' && e.of.name === node.as) read.add(e.name)
  const items = itemsOf(view, node) ?? []
  const given = (name: string) => items.some((i) => typeof i !== 'string' && i[name] !== undefined && i[name] !== null)
  return new Map([...fieldsOf(node)].filter(([name]) => read.has(name) && given(name)))
}

function fieldsOf({ each }: Node): ReadonlyMap<string, Type> {
  const type = each?.type
  return type?.k === 'list' && type.of.k === 'record' ? type.of.fields : new Map()
}

function listed(view: View, item: Expr): string | undefined {
  if (item.op === 'word') return item.value
  const scale = item.type.k === 'number' && item.type.scale ? view.standard.scales.get(item.type.scale) : undefined
  const level = item.op === 'number' ? scale?.levels.find((l) => l.number.equals(item.value)) : undefined
  return scale && level && levelName(view, scale, level.id)
}
