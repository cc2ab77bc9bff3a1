import type { Declared, Quantity } from '../../judge/evidence.ts'
import type { Type } from '../../language/types.ts'
import { fieldsRead, framesOf, itemNames, itemsOf } from '../text/items.ts'
import { showMain } from '../text/values.ts'
import { at, nameOf, type View } from '../text/view.ts'
import { declared } from './facts.ts'
import { anchor, type Content, html } from './markup.ts'
import { mark, shown, table } from './parts.ts'
import { isEstimate, value } from './value.ts'

const mostRows = 100
/** more rows than this stand behind a line to open */
const openRows = 40

/**
 * The items of an `each` as a table: a row for each item, with what it was judged from and what every part came to; each result leads to
 * how it came about. Nothing for a single item.
 */
export function itemTable(view: View, path: string): Content {
  const node = at(view, path)?.node
  const frames = node?.each ? framesOf(view, path) : []
  if (!node || frames.length < 2) return undefined
  const parts = node.of.filter((id) => frames.some((f) => at(view, `${f}.${id}`)))
  const { words } = view
  const fields = [...fieldsRead(view, node)]
  const items = itemsOf(view, node)
  const names = itemNames(view, node)
  const title = nameOf(view, path)
  const rows = frames
    .slice(0, mostRows)
    .map((frame, i): readonly Content[] => [
      names[i] ?? words.node.item(i + 1),
      ...fields.map(([name, type]) => field(view, items?.[i], name, type)),
      ...parts.map((id) => part(view, `${frame}.${id}`)),
    ])
  const heads = [
    { title: words.node.items },
    ...fields.map(([name, type]) => ({ title: name, number: type.k === 'number' && !type.scale })),
    ...parts.map((id) => ({
      title: nameOf(view, `${frames[0]}.${id}`).replace(words.inBrackets(words.node.item(1)), ''),
    })),
  ]
  const body = html`${table(title, heads, rows, { hideCaption: true, records: true })}${
    frames.length > mostRows && html`<p class="note">${words.measurements.more(frames.length - mostRows)}</p>`
  }`
  return frames.length > openRows
    ? html`<details class="list"><summary>${title} <span class="count">${words.measurements.rows(frames.length)}</span></summary>${body}</details>`
    : html`<div class="list">${body}</div>`
}

function field(view: View, item: unknown, name: string, type: Type): Content {
  const given = typeof item === 'object' && item !== null ? (item as Record<string, Quantity>)[name] : undefined
  if (given === undefined || given === null) return ''
  return isEstimate(given) ? value(view, given, { type, produced: undefined }) : declared(view, given as Declared, type)
}

function part(view: View, path: string): Content {
  const found = at(view, path)
  if (!found) return ''
  const { judged, node } = found
  const said = judged.outcome
    ? mark(judged.outcome, view.words.outcome[judged.outcome])
    : shown(showMain(view, judged, node))
  return html`<a href="#${anchor(path)}">${said}</a>`
}
