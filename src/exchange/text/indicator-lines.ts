import { setApart } from './apart.ts'
import { table } from './columns.ts'
import { homes, tops } from './homes.ts'
import { readAs, showMain, showRaw } from './values.ts'
import { at, labelOf, type View } from './view.ts'

/** The indicators as an aligned table, nested by indentation. */
export function indicatorLines(view: View, width: number): readonly string[] {
  const { node } = view.words
  const rows: (readonly string[])[] = []
  const visit = (path: string, depth: number): void => {
    const found = at(view, path)
    if (!found) return
    const { judged } = found
    const n = judged.level && judged.applies !== 'no' ? judged.number : undefined
    const measured = n ? showRaw(view, n.lo === n.hi ? n.lo : `[${n.lo}..${n.hi}]`, readAs(found.node)).text : ''
    rows.push([
      `${'  '.repeat(depth)}${labelOf(view, path)}`,
      measured,
      judged.weight === undefined ? '' : showRaw(view, judged.weight).text,
      `${showMain(view, judged, found.node).text}${judged.assumed ? view.words.inBrackets(view.words.result.assumed) : ''}`,
    ])
    visitAll(
      judged.parts.filter((p) => homes(view).get(p) === path),
      depth + 1,
    )
  }
  const visitAll = (paths: readonly string[], depth: number): void => {
    const { here, apart } = setApart(view, paths)
    for (const path of here) visit(path, depth)
    if (apart.length > 0) rows.push([`${'  '.repeat(depth)}${node.apart(apart.length)}`, '', '', ''])
  }
  visitAll(tops(view, 'indicators'), 0)
  if (rows.length === 0) return []
  const columns = [
    { title: node.indicators, flexible: true },
    { title: node.measured, align: 'right' },
    { title: node.weight, align: 'right' },
    { title: node.score, align: 'right' },
  ] as const
  const used = columns.map((_, i) => i !== 1 || rows.some((r) => r[1] !== ''))
  return table(
    columns.filter((_, i) => used[i]),
    rows.map((r) => r.filter((_, i) => used[i])),
    width,
  )
}
