import type { RequirementOutcome } from '../../judge/judgement.ts'
import { tops } from '../text/homes.ts'
import { methodOf, outcomes, requirementPaths } from '../text/requirements.ts'
import { at, type View } from '../text/view.ts'
import { saysOf } from './card.ts'
import { type Html, html } from './markup.ts'
import { mark, nodeLink, section, table } from './parts.ts'
import { treeOf } from './tree.ts'

/** Every requirement with its outcome, counted, listed, and explained. */
export function requirementsSection(view: View): Html {
  const { requirements } = view.words
  const paths = requirementPaths(view)
  const tree = tops(view, 'requirements').length > 0 && [
    html`<h3>${requirements.details}</h3>`,
    treeOf(view, 'requirements'),
  ]
  if (paths.length === 0) return section('requirements', requirements.title, html`<p>${requirements.none}</p>`)
  return section('requirements', requirements.title, [counts(view, paths), list(view, paths), tree])
}

function counts(view: View, paths: readonly string[]): Html {
  const { words } = view
  const rows = outcomes(view, paths).map(([o, n]) => [mark(o, words.outcome[o]), n])
  return table(
    words.requirements.counts,
    [{ title: words.node.outcome }, { title: words.requirements.count, number: true }],
    rows,
  )
}

function list(view: View, paths: readonly string[]): Html {
  const { words } = view
  const rows = paths.map((p) => {
    const { judged, node } = at(view, p)!
    const outcome: RequirementOutcome = judged.outcome ?? 'not-determined'
    return [
      html`${node.clause ?? node.id}`,
      nodeLink(view, p),
      mark(outcome, words.outcome[outcome]),
      saysOf(view, p),
      methodOf(view, p),
    ]
  })
  return table(
    words.requirements.list,
    [
      { title: words.node.clause },
      { title: words.requirements.requirement },
      { title: words.node.outcome },
      { title: words.node.requires },
      { title: words.node.method },
    ],
    rows,
  )
}
