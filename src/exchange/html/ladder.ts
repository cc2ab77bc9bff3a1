import type { ConditionTrace } from '../../judge/judgement.ts'
import { sidesOf } from '../text/conditions.ts'
import { decisionShort } from '../text/decision.ts'
import { at, levelName, resolve, type View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { joined, mark, nodeLink, shown, table } from './parts.ts'

/** Conditions with both sides of their comparison and whether they hold. */
export function conditionTable(view: View, caption: string, conditions: readonly ConditionTrace[]): Html {
  const { node } = view.words
  return table(
    caption,
    [
      { title: node.condition },
      { title: node.left, number: true },
      { title: '' },
      { title: node.right, number: true },
      { title: node.holds },
    ],
    conditions.map((c) => conditionCells(view, c)),
  )
}

function conditionCells(view: View, c: ConditionTrace): readonly Content[] {
  const s = sidesOf(view, c)
  return [
    html`<code>${c.text}</code>`,
    s && shown(s.left),
    s?.sign,
    s && shown(s.right),
    mark(c.holds, view.words.holds[c.holds]),
  ]
}

/** The levels that were tried, lowest first, each with its conditions. */
export function ladder(view: View, path: string): Html {
  const { judged, node } = at(view, path)!
  const w = view.words.node
  const rows = (judged.rungs ?? []).flatMap((r) => {
    const level = node.level ? levelName(view, node.level.scale, r.level) : r.level
    const held = Object.hasOwn(view.words.holds, r.holds)
      ? view.words.holds[r.holds as keyof typeof view.words.holds]
      : r.holds
    return [
      [
        html`<strong>${level}</strong>`,
        html`<span class="note">${decisionShort(view, r.decision)}</span>`,
        '',
        '',
        mark(r.holds, held),
      ],
      ...r.conditions.map((c) => {
        const links = joined(
          [...new Set((c.nodes ?? []).flatMap((id) => resolve(view, id, path)))]
            .slice(0, 8)
            .map((p) => nodeLink(view, p)),
          view.words.comma,
        )
        const [first, ...rest] = conditionCells(view, c)
        return [
          html`<span class="inset">${first}${c.nodes && html` <span class="touches">${links}</span>`}</span>`,
          ...rest,
        ]
      }),
    ]
  })
  return table(
    w.ladder,
    [
      { title: `${w.level}${view.words.comma}${w.condition}` },
      { title: w.left, number: true },
      { title: '' },
      { title: w.right, number: true },
      { title: w.holds },
    ],
    rows,
  )
}
