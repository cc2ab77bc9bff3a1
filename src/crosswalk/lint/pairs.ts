import { problem, warning } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import { keyOf, type Requirement } from '../framework.ts'
import type { MappingSet } from '../mapping.ts'
import { possibleOf, type Row } from '../network.ts'
import { converse } from '../relation.ts'
import { at, type Lint, told } from './told.ts'

/** Rows held against each other: X4, X5, X7, X9. */
export function ofPairs(sets: readonly MappingSet[], requirements: ReadonlyMap<string, Requirement>): Lint[] {
  const found: Lint[] = []
  const rows = sets.flatMap((set) => set.mappings.map((mapping) => ({ set, mapping })))
  const place = new Map(rows.map((row, i) => [row, i]))
  const side = (row: Row, of: 'source' | 'target') => keyOf(row.set[of], [...row.mapping[of]].sort().join(' '))
  const byPair = groupedBy(rows, (row) => `${side(row, 'source')} > ${side(row, 'target')}`)
  const bySource = groupedBy(rows, (row) => side(row, 'source'))
  for (const same of byPair.values()) {
    const [first, ...others] = same as [Row, ...Row[]]
    for (const other of others)
      if (other.mapping.relation !== first.mapping.relation) {
        const text: Text = { zh: '同一对要求有两种关系', en: 'The same two requirements stand here with two relations' }
        const said = { expected: first.mapping.relation, got: other.mapping.relation }
        found.push(told('X4', other, problem('mapping-twice', text, { place: at(other), ...said }), [first]))
      }
  }
  for (const row of rows) {
    const back = byPair.get(`${side(row, 'target')} > ${side(row, 'source')}`) ?? []
    for (const other of back)
      if (
        place.get(other)! > place.get(row)! &&
        (possibleOf(row.mapping.relation) & converse(possibleOf(other.mapping.relation))) === 0
      ) {
        const text: Text = {
          zh: '正反两个方向的关系不能同时成立;若互为子集,应为等同',
          en: 'There and back do not go together; two that are each a subset of the other are equal',
        }
        const said = { expected: row.mapping.relation, got: other.mapping.relation }
        found.push(told('X5', other, problem('mapping-converse', text, { place: at(other), ...said }), [row]))
      }
    if (row.mapping.relation === 'none') {
      const others = (bySource.get(side(row, 'source')) ?? []).filter(
        (o) =>
          o.mapping.relation !== 'none' &&
          o.set.target === row.set.target &&
          (row.mapping.target.join() === '*' || side(o, 'target') === side(row, 'target')),
      )
      if (others.length > 0) {
        const text: Text = {
          zh: '一处说无关系,另一处说有',
          en: 'One row says that there is no relation, another gives one',
        }
        found.push(told('X9', row, problem('mapping-none-and-some', text, { place: at(row) }), others))
      }
    }
  }
  return [...found, ...parentAndChildren(bySource, requirements)]
}

/** X7: a requirement is mapped to another and to each of its parts, and stands to no part as to the whole. */
function parentAndChildren(
  bySource: ReadonlyMap<string, readonly Row[]>,
  requirements: ReadonlyMap<string, Requirement>,
): Lint[] {
  const children = groupedBy(
    [...requirements].filter(([, r]) => r.parent !== undefined),
    ([key, r]) => keyOf(key.slice(0, key.indexOf('#')), r.parent!),
  )
  const found: Lint[] = []
  for (const rows of bySource.values()) {
    const to = new Map(
      rows.filter((r) => r.mapping.target.length === 1).map((r) => [keyOf(r.set.target, r.mapping.target[0]!), r]),
    )
    for (const [target, row] of to) {
      const parts = children.get(target)?.map(([key]) => to.get(key))
      if (
        parts === undefined ||
        parts.length < 2 ||
        parts.some((p) => p === undefined || p.mapping.relation === row.mapping.relation)
      )
        continue
      const text: Text = {
        zh: '与整体的关系和与其各部分的关系都不同,请核对',
        en: 'It stands to the whole as to none of its parts: look again',
      }
      found.push(
        told(
          'X7',
          row,
          warning('mapping-parent-child', text, { place: at(row), got: row.mapping.relation }),
          parts as Row[],
        ),
      )
    }
  }
  return found
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
