import { decisionShort } from '../text/decision.ts'
import { showShare } from '../text/numbers.ts'
import { resultOf } from '../text/results.ts'
import { nameOf, type View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { joined, nodeLink, resultMark, section, shown, table } from './parts.ts'
import { tree } from './tree.ts'

/** All results side by side, each with its kind, and how each came about. */
export function resultsSection(view: View): Html {
  const { words, standard } = view
  const rows = standard.results.flatMap((id) => {
    const r = resultOf(view, id)
    if (!r) return []
    const qualifies = r.node.qualifies.map((q) => nameOf(view, q))
    return [
      [
        nodeLink(view, id),
        qualifies.length > 0
          ? html`${shown(r.main)} <span class="note">${words.result.qualifies(joinText(qualifies, words.comma))}</span>`
          : resultMark(view, r),
        r.share === undefined ? '' : shown(showShare(r.share)),
        decisionShort(view, r.judged.decision),
      ],
    ]
  })
  return section('results', words.result.all, [
    table(
      words.result.all,
      [
        { title: words.result.result },
        { title: words.result.value },
        { title: words.result.confidence, number: true },
        { title: words.result.decision },
      ],
      rows,
      { hideCaption: true },
    ),
    tree(view, standard.results),
  ])
}

function joinText(items: readonly string[], by: string): string {
  return (joined(items, by) as readonly string[]).join('')
}
