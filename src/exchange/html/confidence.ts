import { showNumber, showShare } from '../text/numbers.ts'
import { type Result, shareName, sharesOf } from '../text/results.ts'
import { readAs } from '../text/values.ts'
import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { shown, table } from './parts.ts'
import { shareSvg } from './svg.ts'

/** How the result scattered over the draws: a bar and a percentage for each outcome, or quantiles of a number. */
export function confidence(view: View, r: Result): Html {
  const { draws } = view.words
  const given = view.report.draws
  if (!given || !r.drawn) return html`<p class="note">${draws.none}</p>`
  const note = html`<p class="note">${draws.note(showNumber(String(given.count)).text, draws.drawn(given.drawn.length))} <span class="seed">${draws.seed}${view.words.colon}<code>${given.seed}</code></span></p>`
  return html`<h3>${draws.title}</h3>
${r.drawn.kind === 'shares' ? shares(view, r) : quantiles(view, r)}${note}
`
}

function shares(view: View, r: Result): Html {
  const { words } = view
  const rows = sharesOf(r).map(({ key, share, chosen }) => {
    const name = shareName(view, r, key)
    const s = showShare(share)
    return html`<tr${chosen ? html` class="chosen"` : ''}><th scope="row">${name}${chosen && html` <span class="tag">${words.draws.chosen}</span>`}</th><td class="chart">${shareSvg(view, name, share, s.text)}</td><td class="num">${shown(s)}</td></tr>`
  })
  return html`<table class="shares"><caption class="sr">${words.draws.caption}</caption><thead class="sr"><tr><th scope="col">${words.draws.outcome}</th><th scope="col"></th><th scope="col">${words.draws.share}</th></tr></thead><tbody>${rows}</tbody></table>
`
}

function quantiles(view: View, r: Result): Html {
  if (r.drawn?.kind !== 'quantiles') return html``
  const { words } = view
  const { p05, p50, p95, unknown } = r.drawn
  const at = (x: string) => showNumber(x, readAs(r.node))
  return html`<p>${words.draws.quantiles(at(p05).text, at(p50).text, at(p95).text)}</p>
${table(
  words.draws.title,
  [{ title: words.draws.quantile }, { title: words.node.value, number: true }],
  [
    ['5 %', shown(at(p05))],
    ['50 %', shown(at(p50))],
    ['95 %', shown(at(p95))],
    [words.draws.unknown, shown(showShare(unknown))],
  ],
  { hideCaption: true },
)}`
}
