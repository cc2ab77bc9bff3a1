import { nearestHash } from '../../../metrics/hamming/nearest.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { Likeness, Pair, PartResult } from './params.ts'
import type { HashedItems } from './read.ts'

const SHOWN = 20

/** Says of test items which training items they are like. */
export type Comparer = (items: HashedItems) => PartResult

/** Of training items that are alike in the same way the first by id is named, so that the order of the tables does not matter. */
export function comparer(train: HashedItems, distance: number): Comparer {
  const before = (a: number, b: number) => byText(train.ids[a]!, train.ids[b]!) < 0
  const nearest = nearestHash(train, distance, before)
  const ids = new Set(train.ids)
  const contents = new Map<string, number>()
  for (const [row, content] of train.sha256.entries()) {
    const known = contents.get(content)
    if (content !== '' && (known === undefined || before(row, known))) contents.set(content, row)
  }
  return (items) => {
    const byDistance = new Array<number>(distance + 1).fill(0)
    const pairs: Pair[] = []
    let [equal, sameId, sameContent] = [0, 0, 0]
    for (const [i, id] of items.ids.entries()) {
      const content = contents.get(items.sha256[i]!)
      const near = nearest(items.high[i]!, items.low[i]!)
      if (near !== undefined) byDistance[near.distance]!++
      if (ids.has(id)) sameId++
      if (content !== undefined) sameContent++
      if (ids.has(id) || content !== undefined) equal++
      const like = likest(train, id, ids.has(id), content, near)
      if (like !== undefined) pairs.push([id, ...like])
    }
    return {
      kind: 'part',
      distance,
      items: items.ids.length,
      near: pairs.length,
      equal,
      sameId,
      sameContent,
      byDistance,
      pairs: pairs.sort((a, b) => byText(a[0], b[0])).slice(0, SHOWN),
    }
  }
}

/** The plainest likeness: content, then id, then the hash. */
function likest(
  train: HashedItems,
  id: string,
  known: boolean,
  content: number | undefined,
  near: { readonly row: number; readonly distance: number } | undefined,
): readonly [train: string, like: Likeness] | undefined {
  if (content !== undefined) return [train.ids[content]!, 'sha256']
  if (known) return [id, 'id']
  return near === undefined ? undefined : [train.ids[near.row]!, near.distance]
}
