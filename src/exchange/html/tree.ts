import { setApart } from '../text/apart.ts'
import { barOf } from '../text/bars.ts'
import { homes, tops } from '../text/homes.ts'
import type { Shown } from '../text/numbers.ts'
import { resultOf } from '../text/results.ts'
import { inputAs, readAs, showMain, showRaw } from '../text/values.ts'
import { at, frameOf, nameOf, type View } from '../text/view.ts'
import { card } from './card.ts'
import { itemTable } from './item-table.ts'
import { anchor, type Content, type Html, html } from './markup.ts'
import { mark, own, resultMark, shown } from './parts.ts'
import { barSvg } from './svg.ts'

/** Nodes as nested lists: each a line with value, weight and result that opens to its card and its parts. */
export function tree(view: View, paths: readonly string[]): Html {
  const { here, apart } = setApart(view, paths)
  return html`<ul class="tree">${here.map((p) => entry(view, p))}${
    apart.length > 0 &&
    html`<li><details class="apart"><summary><span class="count">${view.words.node.apart(apart.length)}</span></summary><ul class="tree">${apart.map((p) => entry(view, p))}</ul></details></li>`
  }</ul>
`
}

/** The line that names the columns of a tree. */
export function treeHead(view: View): Html {
  const { node } = view.words
  return html`<div class="line head" aria-hidden="true"><span class="name"></span><span class="num">${node.measured}</span><span class="num">${node.weight}</span><span class="main">${node.score}${view.words.inBrackets(`${node.level}${view.words.comma}${node.outcome}`)}</span></div>
`
}

/** Everything of one part of the standard, also what stands in a group that does not apply. */
export function treeOf(view: View, part: 'requirements' | 'indicators'): Html {
  return tree(view, tops(view, part))
}

function entry(view: View, path: string): Html {
  const found = at(view, path)
  if (!found) return html``
  const { judged } = found
  const inner = judged.parts.filter((p) => homes(view).get(p) === path)
  return html`<li><details class="node" id="${anchor(path)}"><summary>${line(view, path)}</summary>
<div class="inside">${card(view, path)}${inner.length > 0 && below(view, inner)}</div></details>${itemTable(view, path)}</li>
`
}

/** Parts of a list are told apart by item. */
function below(view: View, paths: readonly string[]): Html {
  const byFrame = new Map<string, string[]>()
  for (const p of paths) byFrame.set(frameOf(p), [...(byFrame.get(frameOf(p)) ?? []), p])
  return html`${[...byFrame].map(([frame, ps]) => html`${itemTitle(view, frame, byFrame.size > 1 || /\]$/.test(frame))}${tree(view, ps)}`)}`
}

function itemTitle(view: View, frame: string, needed: boolean): Content {
  const n = /\[(\d+)\]$/.exec(frame)?.[1]
  return needed && n !== undefined && html`<p class="item">${view.words.node.item(Number(n) + 1)}</p>`
}

function line(view: View, path: string): Html {
  const { judged, node } = at(view, path)!
  const { words } = view
  const gist = node.value?.text ?? node.holds?.text
  const titled = node.title.zh !== undefined || node.title.en !== undefined
  const name = titled ? own(view, node.title) : gist ? html`<code>${gist}</code>` : undefined
  const measured = measuredOf(view, path)
  return html`<span class="line"><span class="name"><span class="clause">${node.clause ?? node.id}</span> ${name}</span><span class="num">${measured && html`<span class="k">${words.node.measured}</span>${shown(measured)}`}</span><span class="num">${
    judged.weight !== undefined &&
    html`<span class="k">${words.node.weight}</span>${shown(showRaw(view, judged.weight))}`
  }</span><span class="main">${mainOf(view, path)}</span></span>`
}

function mainOf(view: View, path: string): Content {
  const { judged, node } = at(view, path)!
  const { words } = view
  const r = node.part === 'results' && node.qualifies.length === 0 ? resultOf(view, path) : undefined
  if (r) return resultMark(view, r)
  if (judged.outcome) return mark(judged.outcome, words.outcome[judged.outcome])
  if (judged.applies === 'no') return mark('not-applicable', words.outcome['not-applicable'])
  const main = showMain(view, judged, node)
  const bar = barOf(view, path)
  return html`${bar && barSvg(view, nameOf(view, path), main.text, bar)}${shown(main)}${judged.assumed && html` <span class="tag">${words.result.assumed}</span>`}`
}

/** What was measured, where the result is a score or a level made from it. */
function measuredOf(view: View, path: string): Shown | undefined {
  const { judged, node } = at(view, path)!
  if (judged.applies === 'no') return undefined
  if (judged.level && judged.number)
    return showRaw(
      view,
      judged.number.lo === judged.number.hi ? judged.number.lo : `[${judged.number.lo}..${judged.number.hi}]`,
      readAs(node),
    )
  const read = judged.inputs.filter((i) => node.value?.text?.includes(i.text))
  if (!node.score || read.length === 0 || read.length > 2) return undefined
  const all = read.map((i) => showRaw(view, i.value, inputAs(view, i.text)))
  return {
    text: all.map((s) => s.text).join(' · '),
    exact: read.map((i) => `${i.text} = ${i.value}`).join(', '),
  }
}
