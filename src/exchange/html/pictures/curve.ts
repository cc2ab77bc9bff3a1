import type { CurvePicture } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Html, html } from '../markup.ts'
import { axes, BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH } from './frame.ts'
import { placeLabels } from './labels.ts'
import { type Scale, scaleOf } from './scale.ts'

/** Lines over two axes, named beside the plot; each line has its own dash, so that colour is not needed to tell them apart. */
export function curveSvg(view: View, picture: CurvePicture): Html {
  const points = [...picture.lines.flatMap((l) => l.points), ...(picture.marks ?? []).map((m) => m.at)]
  const x = scaleOf(
    picture.x,
    points.map((p) => p[0]),
  )
  const y = scaleOf(
    picture.y,
    points.map((p) => p[1]),
  )
  const marks = (picture.marks ?? []).flatMap(({ name, at }) => {
    const place = placed(x, y, at)
    return place === undefined ? [] : [{ name: say(name, view.lang), at: place }]
  })
  const labels = placeLabels(
    marks,
    { x: LEFT, y: 0, width: WIDTH - LEFT, height: HEIGHT - BOTTOM },
    picture.lines.flatMap((l) => along(x, y, l.points)),
  )
  return html`<svg class="plot" role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}"><title>${say(picture.title, view.lang)}</title><desc>${describe(view, picture)}</desc>${axes(
    view,
    picture.x,
    x,
    picture.y,
    y,
  )}${picture.lines.map(
    (line, i) =>
      html`<path class="curve c${((line.style ?? i) % 6) + 1}${line.dashed ? ' dashed' : ''}" d="${path(x, y, line.points)}"/>`,
  )}${marks.map(({ name, at: [px, py] }, i) => {
    const label = labels[i]!
    return html`<path class="dot" d="M${n(px - 3.5)} ${n(py)}h7M${n(px)} ${n(py - 3.5)}v7"/>${
      label.leader &&
      html`<path class="leader" d="M${n(label.leader[0])} ${n(label.leader[1])}L${n(label.leader[2])} ${n(label.leader[3])}"/>`
    }<text class="label" x="${n(label.x)}" y="${n(label.y)}">${name}</text>`
  })}</svg>${legend(view, picture)}`
}

function describe(view: View, picture: CurvePicture): string {
  const names = picture.lines.map((l) => say(l.name, view.lang)).filter((s) => s !== '')
  return [`${say(picture.x.title, view.lang)} × ${say(picture.y.title, view.lang)}`, ...names].join(' · ')
}

function legend(view: View, picture: CurvePicture): Html | undefined {
  const named = picture.lines.flatMap((l, i) => (l.name === undefined ? [] : [{ name: say(l.name, view.lang), i, l }]))
  if (named.length === 0) return undefined
  return html`<ul class="legend">${named.map(
    ({ name, i, l }) =>
      html`<li><svg class="key" viewBox="0 0 24 8" aria-hidden="true"><path class="curve c${((l.style ?? i) % 6) + 1}${l.dashed ? ' dashed' : ''}" d="M0 4H24"/></svg>${name}</li>`,
  )}</ul>`
}

function placed(x: Scale, y: Scale, [px, py]: readonly [number, number]): readonly [number, number] | undefined {
  const [ax, ay] = [x.place(px), y.place(py)]
  if (ax === undefined || ay === undefined) return undefined
  return [LEFT + ax * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - ay * (HEIGHT - TOP - BOTTOM)]
}

/** Points along a line, close enough together that no label slips between them. */
function along(x: Scale, y: Scale, points: CurvePicture['lines'][number]['points']): (readonly [number, number])[] {
  const at = points.map((p) => placed(x, y, p))
  return at.flatMap((p, i) => {
    const before = at[i - 1]
    if (p === undefined) return []
    if (before === undefined) return [p]
    const steps = Math.ceil(Math.hypot(p[0] - before[0], p[1] - before[1]) / 5)
    return Array.from({ length: steps }, (_, k) => {
      const share = (k + 1) / steps
      return [before[0] + (p[0] - before[0]) * share, before[1] + (p[1] - before[1]) * share] as const
    })
  })
}

function path(x: Scale, y: Scale, points: CurvePicture['lines'][number]['points']): string {
  let open = false
  return points
    .map((p) => {
      const at = placed(x, y, p)
      if (at === undefined) {
        open = false
        return ''
      }
      const move = open ? 'L' : 'M'
      open = true
      return `${move}${n(at[0])} ${n(at[1])}`
    })
    .join('')
}

const n = (value: number) => String(Math.round(value * 100) / 100)
