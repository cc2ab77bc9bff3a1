import { tops } from '../text/homes.ts'
import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { section } from './parts.ts'
import { treeHead, treeOf } from './tree.ts'
import { waterfalls } from './waterfall.ts'

/** The indicators as the standard nests them. */
export function indicatorsSection(view: View): Html {
  const { node, requirements } = view.words
  if (tops(view, 'indicators').length === 0)
    return section('indicators', node.indicators, html`<p>${requirements.none}</p>`)
  return section('indicators', node.indicators, [
    html`<p class="note">${node.indicatorsIntro}</p>`,
    waterfalls(view),
    treeHead(view),
    treeOf(view, 'indicators'),
  ])
}
