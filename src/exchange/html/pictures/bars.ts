import type { BarsPicture } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Html, html } from '../markup.ts'
import { round, spaced, WIDTH } from './frame.ts'
import { cut } from './labels.ts'
import { scaleOf, tickText } from './scale.ts'

const NAMES = 150
const EDGE = 20
const ROW = 24
/** of many bars, each has less room: the whole still fits a screen */
const CLOSE_ROW = 14
const MANY = 20
export const MOST_BARS = 60

/** Values with intervals, one row each; the names stand at the left, the axis below. */
export function barsSvg(view: View, picture: BarsPicture): Html {
  const bars = picture.bars.slice(0, MOST_BARS)
  const row = bars.length > MANY ? CLOSE_ROW : ROW
  const scale = scaleOf(picture.axis, [
    ...bars.flatMap((b) => [b.value, b.lower ?? b.value, b.upper ?? b.value]),
    ...(picture.reference === undefined ? [] : [picture.reference]),
  ])
  const at = (value: number) => {
    const place = scale.place(value)
    return place === undefined ? undefined : round(NAMES + place * (WIDTH - NAMES - EDGE))
  }
  const bottom = bars.length * row + 6
  const reference = picture.reference === undefined ? undefined : at(picture.reference)
  return html`<svg class="plot" role="img" viewBox="0 0 ${WIDTH} ${bottom + 42}"><title>${say(picture.title, view.lang)}</title><desc>${bars
    .map((b) => `${say(b.name, view.lang)} ${tickText(picture.axis, b.value)}`)
    .join(' · ')}</desc>${spaced(scale, 46, WIDTH - NAMES - EDGE).map(
    ({ tick }) =>
      html`<path class="grid" d="M${at(tick)!} 0V${bottom}"/><text class="tick" text-anchor="middle" x="${at(tick)!}" y="${bottom + 14}">${tickText(picture.axis, tick)}</text>`,
  )}${reference !== undefined && html`<path class="reference" d="M${reference} 0V${bottom}"/>`}${bars.map((b, i) => {
    const y = i * row + row / 2 + 2
    const [x, lo, hi] = [at(b.value), at(b.lower ?? b.value), at(b.upper ?? b.value)]
    return html`<text class="tick" text-anchor="end" x="${NAMES - 8}" y="${y + 3.5}">${cut(say(b.name, view.lang))}</text>${
      lo !== undefined &&
      hi !== undefined &&
      lo !== hi &&
      html`<path class="whisker" d="M${lo} ${y}H${hi}M${lo} ${y - 4}v8M${hi} ${y - 4}v8"/>`
    }${x !== undefined && html`<path class="point" d="M${x - 4} ${y}l4 -4l4 4l-4 4z"/>`}`
  })}<path class="frame" d="M${NAMES} 0V${bottom}H${WIDTH - EDGE}"/><text class="axis" text-anchor="middle" x="${(NAMES + WIDTH - EDGE) / 2}" y="${bottom + 34}">${say(picture.axis.title, view.lang)}</text></svg>`
}
