import { readNodes } from './named.ts'
import { type Shown, showEnds } from './numbers.ts'
import { at, nameOf, resolve, type View } from './view.ts'

/**
 * The coverage of a result. One without parts of its own is as covered as the groups that it reads,
 * each by name: the judge counts a lone node as all or nothing.
 */
export function coverageOf(view: View, path: string): readonly Shown[] {
  const found = at(view, path)
  const own = found?.judged.coverage
  if (!found || !own) return []
  const { node, judged } = found
  const show = (b: { readonly lo: string; readonly hi: string }) => showEnds(b.lo, b.hi, view.words, 'ratio')
  const rungs = judged.rungs?.flatMap((r) => r.conditions.flatMap((c) => c.nodes ?? [])) ?? []
  const read =
    judged.parts.length > 0 ? [] : [...new Set([...readNodes(node), ...rungs])].flatMap((id) => resolve(view, id, path))
  const groups = read.flatMap((p) => {
    const below = view.nodes[p]
    if (!below?.coverage || below.parts.length === 0) return []
    const s = show(below.coverage)
    return [{ ...s, text: `${nameOf(view, p)}${view.words.colon}${view.words.coverage(s.text)}` }]
  })
  if (groups.length > 0) return groups
  if (judged.parts.length === 0) return [{ text: own.lo === '1' ? view.words.determined : view.words.notDetermined }]
  const s = show(own)
  return [{ ...s, text: view.words.coverage(s.text) }]
}
