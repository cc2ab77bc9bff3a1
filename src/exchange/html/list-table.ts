import type { Quantity } from '../../judge/evidence.ts'
import { Exact } from '../../language/exact.ts'
import { showShare } from '../text/numbers.ts'
import { calledOf, inOrder } from '../text/quantity-names.ts'
import type { View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { table } from './parts.ts'
import { type About, bounds, called, confidencesOf, isEstimate, type List, value } from './value.ts'

const mostRows = 100
/** more rows than this stand behind a line to open: a list of eighty classes is for looking one up */
const openRows = 12

/** A list of records as a table: a row for each class, stratum or rank, a column for each of its quantities, bounds below their value. */
export function listTable(view: View, name: string, list: List, about: About): Html {
  const w = view.words.measurements
  const fields = fieldsOf(list, about)
  if (fields.length === 0)
    return html`<p>${called(view, name, about.produced)} ${list.filter((i) => typeof i === 'string').join(view.words.comma)}</p>`
  const confidences = confidencesOf(list.flatMap((item) => (typeof item === 'string' ? [] : Object.values(item))))
  const rows = list.slice(0, mostRows).map((item) =>
    fields.map(([field, its]): Content => {
      const q = typeof item === 'string' ? undefined : item[field]
      return q === undefined ? '' : [value(view, q, its), bounds(view, q, its, confidences.length > 1)]
    }),
  )
  const long = list.length > openRows
  const title = called(view, name, about.produced)
  const body = html`${confidences.length > 0 && html`<p class="note">${w.boundsBelow(confidences.map((c) => showShare(c).text))}</p>`}${table(
    calledOf(view, about.produced, name),
    fields.map(([field, its]) => ({ title: called(view, field, its.produced), number: isNumber(list, field, its) })),
    rows,
    { hideCaption: true, records: true },
  )}${list.length > mostRows && html`<p class="note">${w.more(list.length - mostRows)}</p>`}`
  return long
    ? html`<details class="list"><summary>${title} <span class="count">${w.rows(list.length)}</span></summary>${body}</details>
`
    : html`<div class="list"><p class="caption">${title}</p>${body}</div>
`
}

/** The quantities of the items in the order of the instrument; where it is not known, what an item is called comes first. */
function fieldsOf(list: List, { type, produced }: About): readonly (readonly [string, About])[] {
  const all: Record<string, Quantity> = {}
  for (const item of list) if (typeof item !== 'string') Object.assign(all, item)
  const of = type?.k === 'list' && type.of.k === 'record' ? type.of.fields : undefined
  const names = inOrder(all, produced?.fields).map(([name]) => name)
  const sorted = produced?.fields
    ? names
    : [...names.filter((f) => isName(list, f)), ...names.filter((f) => !isName(list, f))]
  return sorted.map((f) => [f, { type: of?.get(f), produced: produced?.fields?.find((p) => p.name === f) }])
}

function isName(list: List, field: string): boolean {
  return list.every(
    (item) => typeof item !== 'string' && typeof item[field] === 'string' && Exact.parse(item[field]) === undefined,
  )
}

function isNumber(list: List, field: string, { type, produced }: About): boolean {
  if (produced) return ['ratio', 'number', 'integer'].includes(produced.kind)
  return type?.k === 'number' || list.every((item) => typeof item !== 'string' && isEstimate(item[field] ?? null))
}
