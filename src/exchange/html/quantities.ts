import type { MeasureReport } from '../../assessment/report.ts'
import { showShare } from '../text/numbers.ts'
import { inOrder, producedOf } from '../text/quantity-names.ts'
import type { View } from '../text/view.ts'
import { listTable } from './list-table.ts'
import { type Content, type Html, html } from './markup.ts'
import { table } from './parts.ts'
import { bounds, called, confidencesOf, isEstimate, isList, value } from './value.ts'

/** The numbers a measurement gave, with their one-sided bounds. */
export function quantities(view: View, m: MeasureReport): Html {
  const w = view.words.measurements
  const gives = view.standard.measures.get(m.measure)?.gives
  const confidences = confidencesOf(Object.values(m.quantities))
  const rows: Content[][] = []
  const lists: Html[] = []
  for (const [name, q] of inOrder(m.quantities, m.produces)) {
    const about = { type: gives?.get(name), produced: producedOf(m, name) }
    if (isList(q)) lists.push(listTable(view, name, q, about))
    else
      rows.push([
        called(view, name, about.produced),
        value(view, q, about),
        bounds(view, q, about, confidences.length > 1),
        isEstimate(q) && q.n !== undefined ? String(q.n) : '',
      ])
  }
  const heads = [
    { title: w.quantity },
    { title: w.value, number: true },
    { title: confidences.length === 1 ? w.boundsEach(showShare(confidences[0]!).text) : w.bounds, number: true },
    { title: 'n', number: true },
  ]
  // a column that nothing fills is left out
  const used = heads.map((_, i) => i < 2 || rows.some((r) => r[i] !== ''))
  const plain =
    rows.length > 0 &&
    table(
      w.quantities,
      heads.filter((_, i) => used[i]),
      rows.map((r) => r.filter((_, i) => used[i])),
    )
  return html`${plain}${lists}`
}
