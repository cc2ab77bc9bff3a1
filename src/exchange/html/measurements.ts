import type { MeasureReport } from '../../assessment/report.ts'
import { say } from '../../language/text.ts'
import type { View } from '../text/view.ts'
import { detail } from './detail.ts'
import { type Content, type Html, html } from './markup.ts'
import { mark, own, pairs, section } from './parts.ts'
import { pictures } from './pictures/pictures.ts'
import { quantities } from './quantities.ts'

/** What each instrument did: method, items, set-up errors apart, quantities with their bounds. */
export function measurementsSection(view: View): Html {
  const { measurements } = view.words
  const { measures } = view.report
  if (measures.length === 0) return section('measurements', measurements.title, html`<p>${measurements.none}</p>`)
  return section('measurements', measurements.title, [
    html`<p class="note">${measurements.errorsNote}</p>`,
    ...measures.map((m) => one(view, m)),
  ])
}

function one(view: View, m: MeasureReport): Html {
  const { words } = view
  const w = words.measurements
  const least = view.standard.measures.get(m.measure)?.minimum
  const size: Content = [
    String(m.n),
    least !== undefined && html` <span class="note">${w.minimum(least)}</span>`,
    least !== undefined && m.n < least && [' ', mark('no', w.tooSmall)],
  ]
  return html`<article class="measure" id="m-${m.measure.replace(/\W/g, '_')}"><h3><code>${m.measure}</code> ${own(view, m.method.title)}</h3>
${m.invalid && html`<p class="invalid">${mark('no', w.invalid)}${words.colon}${own(view, m.invalid.text)} <code>${m.invalid.code}</code>${m.invalid.next && html` ${say(m.invalid.next, view.lang)}`}</p>`}${pairs(
  [
    [w.instrument, html`<code>${m.instrument}</code> ${m.version}`],
    [w.source, m.method.source],
    [w.n, size],
    [w.evidence, words.evidenceClass[m.evidence]],
    [w.planned, String(m.items.planned)],
    [w.answered, String(m.items.answered)],
    [w.errors, errors(view, m)],
  ],
)}${pictures(view, m)}${quantities(view, m)}${m.detail && Object.keys(m.detail).length > 0 && html`<details class="detail"><summary>${w.detail}</summary>${detail(view, m.detail)}</details>`}</article>
`
}

function errors(view: View, m: MeasureReport): Content {
  const all = Object.entries(m.items.errors).filter(([, n]) => n > 0)
  if (all.length === 0) return view.words.measurements.noErrors
  return html`<ul class="plain">${all.map(([code, n]) => html`<li><code>${code}</code> ${n}</li>`)}</ul>`
}
