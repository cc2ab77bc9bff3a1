import type { Produced } from '../../assessment/report.ts'
import type { Estimate, Quantity } from '../../judge/evidence.ts'
import { say } from '../../language/text.ts'
import type { Type } from '../../language/types.ts'
import { type As, showNumber, showShare } from '../text/numbers.ts'
import { calledOf, wordOf } from '../text/quantity-names.ts'
import { ratioType, showRaw } from '../text/values.ts'
import { langOf, type View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { htmlLang, shown } from './parts.ts'

export type List = Extract<Quantity, readonly unknown[]>

/** What is known of a quantity beside its value: what the standard reads it as, and what the instrument said of it. */
export interface About {
  readonly type: Type | undefined
  readonly produced: Produced | undefined
}

/** The instrument knows what its number is, so that rates of one table are read alike; where it is not known, the standard's reading holds. */
function as({ type, produced }: About): As {
  if (produced) return produced.kind === 'ratio' ? 'ratio' : 'number'
  return type && ratioType(type) ? 'ratio' : 'number'
}

/** What people call a quantity, and its name in the files, by which it can be looked up. */
export function called(view: View, name: string, produced: Produced | undefined): Html {
  if (produced === undefined) return html`<code>${name}</code>`
  const title = calledOf(view, produced, name)
  const code = title !== name && html` <code class="raw">${name}</code>`
  const lang = langOf(produced?.title, view.lang)
  return html`${lang === view.lang ? title : html`<span lang="${htmlLang[lang]}">${title}</span>`}${code}`
}

export function value(view: View, q: Quantity, about: About): Content {
  if (q === null) return view.words.measurements.notGiven
  if (isEstimate(q)) return shown(showNumber(String(q.value), as(about)))
  const word = typeof q === 'string' ? say(wordOf(about.produced, q), view.lang) : ''
  if (word !== '') return html`<span title="${String(q)}">${word}</span>`
  return isList(q) ? '' : shown(showRaw(view, String(q), as(about)))
}

/** The one-sided bounds, lower and upper, in as little room as a cell has; `which` writes their confidence where a table has several. */
export function bounds(view: View, q: Quantity, about: About, which: boolean): Content {
  if (!isEstimate(q)) return ''
  const { words } = view
  const n = (x: string | number) => showNumber(String(x), as(about)).text
  const given = q.bounds ?? []
  const line = (lower: string | number, upper: string | number, confidence?: string) =>
    html`<span class="bounds" title="${lower} .. ${upper}">${which && confidence !== undefined && `${showShare(confidence).text}${words.colon}`}${n(lower)} ${words.to} ${n(upper)}</span>`
  if (given.length > 0) return given.map((b) => line(b.lower, b.upper, b.confidence))
  return q.lower === undefined && q.upper === undefined ? '' : line(q.lower ?? q.value, q.upper ?? q.value)
}

/** The confidences that bounds are given at: where there is one, a table says it once. */
export function confidencesOf(quantities: readonly Quantity[]): readonly string[] {
  return [
    ...new Set(quantities.flatMap((q) => (isEstimate(q) ? (q.bounds ?? []).map((b) => b.confidence) : []))),
  ].sort()
}

export function isList(q: Quantity): q is List {
  return Array.isArray(q)
}

export function isEstimate(q: Quantity): q is Estimate {
  return typeof q === 'object' && q !== null && !Array.isArray(q) && 'value' in q
}
