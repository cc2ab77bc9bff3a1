import type { MatrixPicture } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Html, html } from '../markup.ts'

/** a matrix of more classes is read from the evidence, not from a page */
export const MOST_CLASSES = 40

/** A confusion matrix as a table: the counts are text, their shade within the row repeats them. */
export function matrixTable(view: View, picture: MatrixPicture): Html {
  const { words } = view
  const rows = picture.rows.slice(0, MOST_CLASSES)
  const columns = picture.columns.slice(0, MOST_CLASSES)
  return html`<div class="scroll" role="region" aria-label="${say(picture.title, view.lang)}" tabindex="0"><table class="matrix"><caption>${words.pictures.matrix}</caption><thead><tr><td></td>${columns.map(
    (c) => html`<th scope="col" class="num">${c}</th>`,
  )}</tr></thead><tbody>${rows.map((name, r) => {
    const counts = picture.counts[r] ?? []
    const total = counts.reduce((a, b) => a + b, 0)
    return html`<tr><th scope="row">${name}</th>${columns.map((c, k) => {
      const count = counts[k] ?? 0
      const shade = total === 0 ? 0 : Math.ceil((count / total) * 5)
      return html`<td class="num s${shade}${c === name ? ' same' : ''}">${count}</td>`
    })}</tr>`
  })}</tbody></table></div>
`
}
