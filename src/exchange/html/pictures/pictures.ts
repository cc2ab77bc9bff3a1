import type { MeasureReport, Picture } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Content, type Html, html } from '../markup.ts'
import { barsSvg } from './bars.ts'
import { curveSvg } from './curve.ts'
import { matrixTable } from './matrix.ts'

/** The pictures of one measurement, each with its title and, where there is one, its note. */
export function pictures(view: View, m: MeasureReport): Content {
  if (m.pictures === undefined || m.pictures.length === 0) return undefined
  return html`<div class="pictures">${m.pictures.map((p) => figure(view, p))}</div>
`
}

function figure(view: View, picture: Picture): Html {
  const note = picture.kind === 'curve' ? say(picture.note, view.lang) : ''
  return html`<figure class="picture">${drawn(view, picture)}<figcaption>${say(picture.title, view.lang)}${note !== '' && html`<br><span class="note">${note}</span>`}</figcaption></figure>
`
}

function drawn(view: View, picture: Picture): Html {
  switch (picture.kind) {
    case 'curve':
      return curveSvg(view, picture)
    case 'bars':
      return barsSvg(view, picture)
    case 'matrix':
      return matrixTable(view, picture)
  }
}
