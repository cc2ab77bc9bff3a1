import { showRaw } from '../text/values.ts'
import type { View } from '../text/view.ts'
import { type Content, html } from './markup.ts'
import { shown, table } from './parts.ts'

const deepest = 5
const mostRows = 60
const mostFields = 8

/** Plain JSON of any shape, as lists of pairs and tables: what an instrument wants to say, and facts that are lists. */
export function detail(view: View, x: unknown, depth = 0): Content {
  const { words } = view
  if (x === null || x === undefined) return words.facts.unknown
  if (typeof x === 'boolean') return words.truth[String(x)]
  if (typeof x === 'string') return depth === 0 ? x : scalar(view, x)
  if (typeof x === 'number') return scalar(view, String(x))
  if (typeof x !== 'object') return ''
  if (depth >= deepest) return html`<code>${JSON.stringify(x)}</code>`
  if (Array.isArray(x)) return list(view, x, depth)
  return html`<dl class="deep">${Object.entries(x).map(([k, v]) => html`<div><dt>${k}</dt><dd>${detail(view, v, depth + 1)}</dd></div>`)}</dl>`
}

function scalar(view: View, text: string): Content {
  return /^-?\d/.test(text) && !/^\d{4}-\d\d/.test(text) ? shown(showRaw(view, text)) : text
}

function list(view: View, items: readonly unknown[], depth: number): Content {
  const { measurements, comma } = view.words
  if (items.length === 0) return view.words.measurements.noErrors
  const cut = items.slice(0, mostRows)
  const rest = items.length > mostRows && html`<p class="note">${measurements.more(items.length - mostRows)}</p>`
  if (cut.every((i) => typeof i !== 'object' || i === null))
    return [cut.map((i, k) => [k > 0 && comma, detail(view, i, depth + 1)]), rest]
  const records = cut.map((i) =>
    typeof i === 'object' && i !== null && !Array.isArray(i) ? (i as Record<string, unknown>) : { '': i },
  )
  const fields = [...new Set(records.flatMap((r) => Object.keys(r)))]
  const wide =
    fields.length > mostFields || records.some((r) => Object.values(r).some((v) => typeof v === 'object' && v !== null))
  if (wide)
    return [
      records.map(
        (r, i) =>
          html`<details class="record"><summary>${view.words.node.item(i + 1)}</summary>${detail(view, r, depth + 1)}</details>`,
      ),
      rest,
    ]
  return [
    table(
      measurements.rows(items.length),
      fields.map((title) => ({ title })),
      records.map((r) => fields.map((f) => (Object.hasOwn(r, f) ? detail(view, r[f], depth + 1) : ''))),
      { hideCaption: true },
    ),
    rest,
  ]
}
