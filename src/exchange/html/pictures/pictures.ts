import type { MeasureReport, Picture } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Content, type Html, html } from '../markup.ts'
import { barsSvg, MOST_BARS } from './bars.ts'
import { curveSvg } from './curve.ts'
import { MOST_CLASSES, matrixTable } from './matrix.ts'

/** The pictures of one measurement, each with its title and, where there is one, its note. */
export function pictures(view: View, m: MeasureReport): Content {
  if (m.pictures === undefined || m.pictures.length === 0) return undefined
  return html`<div class="pictures">${m.pictures.map((p) => figure(view, p))}</div>
`
}

function figure(view: View, picture: Picture): Html {
  const note = noteOf(view, picture)
  return html`<figure class="picture">${drawn(view, picture)}<figcaption>${say(picture.title, view.lang)}${note !== '' && html`<br><span class="note">${note}</span>`}</figcaption></figure>
`
}

/** What the picture itself says of how it was drawn, or that not all of it is. */
function noteOf(view: View, picture: Picture): string {
  const w = view.words.pictures
  switch (picture.kind) {
    case 'curve':
      return say(picture.note, view.lang)
    case 'bars':
      return picture.bars.length > MOST_BARS ? w.firstBars(MOST_BARS, picture.bars.length) : ''
    case 'matrix': {
      const most = Math.max(picture.rows.length, picture.columns.length)
      return most > MOST_CLASSES ? w.firstClasses(MOST_CLASSES, most) : ''
    }
  }
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
