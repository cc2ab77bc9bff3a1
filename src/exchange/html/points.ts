import { showNumber } from '../text/numbers.ts'
import type { View } from '../text/view.ts'
import { type Content, html } from './markup.ts'
import { shown } from './parts.ts'

/** Points of a piecewise linear score, as the standard writes them. */
export function points(
  view: View,
  score: readonly (readonly [{ readonly text?: string }, { readonly text?: string }])[],
): Content {
  const n = (text: string | undefined) => shown(showNumber(text ?? '', 'number'))
  return score.map(([x, y], i) => html`${i > 0 && view.words.semicolon}${n(x.text)} → ${n(y.text)}`)
}
