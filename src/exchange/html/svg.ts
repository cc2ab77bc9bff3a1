import { Exact } from '../../language/exact.ts'
import type { Bar } from '../text/bars.ts'
import { showNumber } from '../text/numbers.ts'
import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'

/** A position from 0 to 100 on the axis, with two decimals: the same text for the same number everywhere. */
function place(text: string, max: number): string {
  const x = Exact.parse(text) ?? Exact.zero
  return x
    .times(Exact.whole(100n))
    .over(Exact.whole(BigInt(max)))
    .round(2)
    .toString()
}

function less(a: string, b: string): string {
  return (Exact.parse(a) ?? Exact.zero).minus(Exact.parse(b) ?? Exact.zero).toString()
}

/** A node's number as a bar; the text beside it says the same. */
export function barSvg(view: View, name: string, value: string, bar: Bar): Html {
  const { words } = view
  const as = bar.max === 1 ? 'ratio' : 'number'
  const text = (x: string) => showNumber(x, as).text
  const [lo, hi] = [place(bar.lo, bar.max), place(bar.hi, bar.max)]
  const w = bar.whisker
  const desc = [
    words.bar.desc(text(String(bar.max))),
    bar.lo === bar.hi ? '' : words.bar.range(text(bar.lo), text(bar.hi)),
    w ? words.bar.whisker(text(w.lo), text(w.hi)) : '',
  ].filter((s) => s !== '')
  return html`<svg class="bar" role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>${words.bar.title(name, value)}</title><desc>${desc.join(' ')}</desc><rect class="track" x="0" y="3" width="100" height="6"/><rect class="may" x="${lo}" y="3" width="${less(hi, lo)}" height="6"/><rect class="is" x="0" y="3" width="${lo}" height="6"/>${
    w && whiskers(place(w.lo, bar.max), place(w.hi, bar.max))
  }</svg>`
}

function whiskers(lo: string, hi: string): Html {
  return html`<path class="whisker" d="M${lo} 6H${hi}M${lo} 2V10M${hi} 2V10"/>`
}

/** A share of the draws as a bar. */
export function shareSvg(view: View, what: string, share: string, text: string): Html {
  const { draws } = view.words
  return html`<svg class="bar" role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>${draws.bar(what, text)}</title><desc>${draws.desc(text)}</desc><rect class="track" x="0" y="2" width="100" height="8"/><rect class="is" x="0" y="2" width="${place(share, 1)}" height="8"/></svg>`
}
