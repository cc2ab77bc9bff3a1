import type { MeasureReport } from '../../assessment/report.ts'
import type { Estimate, Quantity } from '../../judge/evidence.ts'
import { Exact } from '../../language/exact.ts'
import type { Type } from '../../language/types.ts'
import { type As, showNumber, showShare } from '../text/numbers.ts'
import { ratioType, showRaw } from '../text/values.ts'
import type { View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { joined, shown, table } from './parts.ts'

/** The numbers a measurement gave, with their one-sided bounds. */
export function quantities(view: View, m: MeasureReport): Html {
  const w = view.words.measurements
  const gives = view.standard.measures.get(m.measure)?.gives
  const rows: Content[][] = []
  const lists: Html[] = []
  for (const [name, q] of Object.entries(m.quantities)) {
    const type = gives?.get(name)
    if (isList(q)) lists.push(listTable(view, name, q, type))
    else
      rows.push([
        html`<code>${name}</code>`,
        value(view, q, type),
        bounds(view, q, type),
        isEstimate(q) && q.n !== undefined ? String(q.n) : '',
      ])
  }
  const heads = [
    { title: w.quantity },
    { title: w.value, number: true },
    { title: w.bounds },
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

function as(type: Type | undefined): As {
  return type && ratioType(type) ? 'ratio' : 'number'
}

function value(view: View, q: Quantity, type: Type | undefined): Content {
  if (q === null) return view.words.measurements.notGiven
  if (isEstimate(q)) return shown(showNumber(String(q.value), as(type)))
  return isList(q) ? '' : shown(showRaw(view, String(q), as(type)))
}

function bounds(view: View, q: Quantity, type: Type | undefined): Content {
  if (!isEstimate(q)) return ''
  const w = view.words.measurements
  const n = (x: string | number) => showNumber(String(x), as(type)).text
  if (q.bounds && q.bounds.length > 0)
    return joined(
      q.bounds.map(
        (b) =>
          html`<span title="${b.lower} .. ${b.upper}">${w.boundsAt(showShare(b.confidence).text, n(b.lower), n(b.upper))}</span>`,
      ),
      html`<br>`,
    )
  if (q.lower === undefined && q.upper === undefined) return ''
  return w.boundsAny(n(q.lower ?? q.value), n(q.upper ?? q.value))
}

type List = Extract<Quantity, readonly unknown[]>
const mostRows = 100

function listTable(view: View, name: string, list: List, type: Type | undefined): Html {
  const w = view.words.measurements
  const of = type?.k === 'list' ? type.of : undefined
  const named = [...new Set(list.flatMap((item) => (typeof item === 'string' ? [] : Object.keys(item))))]
  // what an item is called comes before what was found of it
  const fields = [...named.filter((f) => isName(list, f)), ...named.filter((f) => !isName(list, f))]
  const fieldType = (f: string) => (of?.k === 'record' ? of.fields.get(f) : undefined)
  if (fields.length === 0)
    return html`<p><code>${name}</code> ${list.filter((i) => typeof i === 'string').join(view.words.comma)}</p>`
  const rows = list.slice(0, mostRows).map((item) =>
    fields.map((f): Content => {
      const q = typeof item === 'string' ? undefined : item[f]
      return q === undefined
        ? ''
        : [
            value(view, q, fieldType(f)),
            isEstimate(q) && html` <span class="note">${bounds(view, q, fieldType(f))}</span>`,
          ]
    }),
  )
  return html`${table(
    name,
    fields.map((title) => ({ title, number: fieldType(title)?.k === 'number' })),
    rows,
  )}${list.length > mostRows && html`<p class="note">${w.more(list.length - mostRows)}</p>`}`
}

function isName(list: List, field: string): boolean {
  return list.every(
    (item) => typeof item !== 'string' && typeof item[field] === 'string' && Exact.parse(item[field]) === undefined,
  )
}

function isList(q: Quantity): q is List {
  return Array.isArray(q)
}

function isEstimate(q: Quantity): q is Estimate {
  return typeof q === 'object' && q !== null && !Array.isArray(q) && 'value' in q
}
