import { type Lack, lacks } from '../text/lacks.ts'
import type { Cause } from '../text/reasons.ts'
import { sampleLines } from '../text/samples.ts'
import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { joined, nodeLink, section } from './parts.ts'

const causes: readonly Cause[] = ['missing', 'pending', 'uncertain', 'other']
const mostLinks = 6

/** What was not given, has not happened yet or is too uncertain, and what it touches. */
export function missingSection(view: View): Html {
  const { missing } = view.words
  const all = lacks(view)
  const groups = causes
    .map((cause) => [cause, all.filter((l) => l.cause === cause)] as const)
    .filter(([, ls]) => ls.length > 0)
  if (groups.length === 0) return section('missing', missing.title, html`<p>${missing.nothing}</p>`)
  return section('missing', missing.title, [
    samplesBlock(view),
    html`<p class="note">${missing.intro}</p>`,
    ...groups.map(
      ([
        cause,
        ls,
      ]) => html`<h3>${missing[cause]} <span class="count">${ls.reduce((n, l) => n + l.count, 0)}</span></h3><ul class="plain">${ls.map((l) => line(view, l))}</ul>
`,
    ),
  ])
}

function samplesBlock(view: View): Html | false {
  const { missing, colon, comma } = view.words
  const lines = sampleLines(view)
  if (lines.length === 0) return false
  return html`<h3>${missing.samples}</h3><p class="note">${missing.samplesIntro}</p><ul class="plain">${lines.map((l) => html`<li>${nodeLink(view, l.path)}${colon}${l.sizes.join(comma)}</li>`)}</ul>`
}

function line(view: View, l: Lack): Html {
  const { words } = view
  const links = l.touches.slice(0, mostLinks).map((p) => nodeLink(view, p))
  const rest = l.touches.length - links.length
  return html`<li>${l.text} <code class="raw">${l.raw}</code> <span class="touches">${words.missing.touches}${words.colon}${joined(links, words.comma)}${rest > 0 && ` ${words.held.more(rest)}`}</span>${
    l.measure !== undefined &&
    view.report.measures.some((m) => m.measure === l.measure) &&
    html` <a href="#m-${l.measure.replace(/\W/g, '_')}">${words.measurements.measure} ${l.measure}</a>`
  }</li>`
}
