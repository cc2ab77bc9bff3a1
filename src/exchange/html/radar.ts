import type { Result } from '../text/results.ts'
import { ends } from '../text/values.ts'
import { at, isCode, levelName, levelNumber, nameOf, type View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { round } from './pictures/frame.ts'

const WIDTH = 480
const HEIGHT = 340
const RADIUS = 118
const CENTRE = [WIDTH / 2, HEIGHT / 2 + 4] as const
const FEWEST = 3
const MOST = 12

interface Spoke {
  readonly name: string
  readonly said: string
  /** places on the scale from 0 (lowest) to 1 (highest) */
  readonly cautious: number
  readonly best: number
}

/**
 * A result whose parts stand on its own scale, as a radar: a ring for each level, a spoke for each part, the cautious ends filled and what is
 * possible dashed. Nothing where there are fewer than three such parts. Parts that do not apply are left out, as they are of the result.
 */
export function radar(view: View, r: Result): Content {
  const scale = r.node.level?.scale
  if (scale === undefined || r.judged.level === undefined) return undefined
  const [least, most] = [scale.levels[0]!, scale.levels.at(-1)!].map((l) => l.number.toNumber()) as [number, number]
  const place = (id: string) => (levelNumber(scale, id) - least) / (most - least)
  const spokes = r.judged.parts.flatMap((path): readonly Spoke[] => {
    const part = at(view, path)
    if (part?.judged.level === undefined || part.node.level?.scale.id !== scale.id) return []
    const { cautious, best } = ends(part.node, part.judged.level)
    const [lo, hi] = [levelName(view, scale, cautious), levelName(view, scale, best)]
    const said = cautious === best ? lo : `${lo} – ${hi}`
    return [{ name: nameOf(view, path), said, cautious: place(cautious), best: place(best) }]
  })
  const applying = r.judged.parts.filter((path) => at(view, path)?.judged.applies !== 'no')
  if (spokes.length < FEWEST || spokes.length > MOST || spokes.length < applying.length) return undefined
  const n = spokes.length
  const ring = (of: (s: Spoke) => number) => `M${spokes.map((s, i) => point(i, n, of(s))).join('L')}Z`
  const open = spokes.some((s) => s.best !== s.cautious)
  const rings = scale.levels.filter((l) => l.number.toNumber() > least)
  return html`<figure class="picture"><svg class="plot" role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}"><title>${r.name}</title><desc>${spokes
    .map((s) => `${s.name} ${s.said}`)
    .join(' · ')}</desc>${rings.map((l) => {
    const share = (l.number.toNumber() - least) / (most - least)
    return html`<path class="grid" d="${ring(() => share)}"/>`
  })}${spokes.map((_, i) => html`<path class="grid" d="M${CENTRE[0]} ${CENTRE[1]}L${point(i, n, 1)}"/>`)}<path class="radar" d="${ring((s) => s.cautious)}"/>${
    open && html`<path class="radar may" d="${ring((s) => s.best)}"/>`
  }${rings.map((l) => {
    const y = round(CENTRE[1] - ((l.number.toNumber() - least) / (most - least)) * RADIUS)
    return html`<text class="tick label" x="${CENTRE[0] + 4}" y="${y + 3.5}">${isCode(l.id) ? l.id : levelName(view, scale, l.id)}</text>`
  })}${spokes.map((s, i) => spokeText(s, i, n))}</svg><figcaption>${view.words.pictures.radar}${open && html`<br><span class="note">${view.words.pictures.radarOpen}</span>`}</figcaption></figure>
`
}

const angle = (i: number, n: number) => (2 * Math.PI * i) / n - Math.PI / 2

function point(i: number, n: number, share: number): string {
  const a = angle(i, n)
  return `${round(CENTRE[0] + share * RADIUS * Math.cos(a))} ${round(CENTRE[1] + share * RADIUS * Math.sin(a))}`
}

function spokeText(s: Spoke, i: number, n: number): Html {
  const a = angle(i, n)
  const [x, y] = [CENTRE[0] + (RADIUS + 12) * Math.cos(a), CENTRE[1] + (RADIUS + 14) * Math.sin(a)]
  const side = Math.abs(Math.cos(a)) < 0.2 ? 'middle' : Math.cos(a) > 0 ? 'start' : 'end'
  // above the centre both lines stand over the corner, below it under it
  const top = round(Math.sin(a) < -0.5 ? y - 12 : y)
  return html`<text class="axis" text-anchor="${side}" x="${round(x)}" y="${top}">${s.name}</text><text class="tick" text-anchor="${side}" x="${round(x)}" y="${round(top + 13)}">${s.said}</text>`
}
