import { judge } from '../../judge/judge.ts'
import type { Judgement } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import type { LevelDef, Node, Standard } from '../../language/standard.ts'
import { tops } from '../text/homes.ts'
import { showEnds, showNumber } from '../text/numbers.ts'
import { at, isCode, levelName, nameOf, type View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { nodeLink, shown, table } from './parts.ts'
import { round, spaced, WIDTH } from './pictures/frame.ts'
import { cut } from './pictures/labels.ts'
import { scaleOf, tickText } from './pictures/scale.ts'

const NAMES = 150
const SAID = 66
const ROW = 22
const TOP = 18
const FEWEST = 3
const MOST = 40

/** A part of a sum: what it gives for certain and at best, and the most that it could give. */
interface Leaf {
  readonly path: string
  readonly lo: Exact
  readonly hi: Exact
  readonly most: Exact
}

/**
 * An indicator that is the plain sum of its parts, as a waterfall: each part begins where the parts before it ended, what it lost is light, what the
 * evidence leaves open is outlined, and the total stands beneath with the lines of the levels that are read from it. Indicators of the standard
 * that are no such sum, or of which a part has no greatest value or may take away, are not drawn.
 */
export function waterfalls(view: View): Content {
  const sums = tops(view, 'indicators').filter((path) => isSum(at(view, path)?.node))
  if (sums.length === 0) return undefined
  const open = nothingKnown(view.standard, view.report.assessment)
  return open && sums.map((path) => waterfall(view, path, open))
}

/** What the standard says of nothing at all: the ends of each node's range are the least and the most it can come to. */
function nothingKnown(standard: Standard, assessment: View['report']['assessment']): Judgement | undefined {
  const judged = judge(standard, { facts: {}, measures: {}, findings: {}, assessment })
  return judged.ok ? judged.value : undefined
}

function isSum(node: Node | undefined): boolean {
  return (
    node?.value?.text === 'sum(of)' &&
    node.score === undefined &&
    node.level === undefined &&
    node.adjust.length === 0 &&
    node.each === undefined
  )
}

function waterfall(view: View, path: string, open: Judgement): Content {
  const { judged, node } = at(view, path)!
  const leaves = judged.parts.flatMap((part): readonly Leaf[] => {
    const [own, free] = [at(view, part)?.judged, open.nodes[part]?.number]
    const [lo, hi, least, most] = [own?.number?.lo, own?.number?.hi, free?.lo, free?.hi].map((t) =>
      Exact.parse(t ?? ''),
    )
    return lo?.finite && hi?.finite && most?.finite && least && least.sign >= 0 ? [{ path: part, lo, hi, most }] : []
  })
  const applying = judged.parts.filter((p) => at(view, p)?.judged.applies !== 'no')
  if (leaves.length < FEWEST || leaves.length > MOST || leaves.length < applying.length) return undefined
  return picture(view, path, leaves, levelsOf(view.standard, node))
}

/** The levels of a result that is read from this indicator, each with the points it begins at. */
function levelsOf(
  standard: Standard,
  node: Node,
): readonly { readonly from: number; readonly level: LevelDef; readonly result: Node }[] {
  const result = [...standard.nodes.values()].find(
    (n) => n.value?.text === `${node.id}.value` && n.level?.ladder !== undefined,
  )
  return (result?.level?.ladder ?? []).flatMap(({ level, holds }) => {
    const from = /^value >= (\S+)$/.exec(holds.text ?? '')?.[1]
    const points = from === undefined ? undefined : Exact.parse(from)
    return points === undefined || result === undefined ? [] : [{ from: points.toNumber(), level, result }]
  })
}

function picture(view: View, path: string, leaves: readonly Leaf[], levels: ReturnType<typeof levelsOf>): Html {
  const words = view.words.pictures
  const name = nameOf(view, path)
  const add = (of: (leaf: Leaf) => Exact) => leaves.reduce((sum, l) => sum.plus(of(l)), Exact.zero)
  const total: Leaf = { path, lo: add((l) => l.lo), hi: add((l) => l.hi), most: add((l) => l.most) }
  const axis = { title: { zh: '', en: '' }, scale: 'linear' as const }
  const scale = scaleOf(axis, [0, total.most.toNumber()])
  const x = (points: Exact | number) =>
    round(NAMES + (scale.place(typeof points === 'number' ? points : points.toNumber()) ?? 0) * (WIDTH - NAMES - SAID))
  const bottom = TOP + (leaves.length + 1) * ROW + 6
  let before = Exact.zero
  const rows = leaves.map((leaf, i) => {
    const from = before
    before = before.plus(leaf.lo)
    return bar(view, leaf, from, TOP + i * ROW, x)
  })
  const isOpen = leaves.some((l) => !l.lo.equals(l.hi))
  return html`<figure class="picture"><svg class="plot" role="img" viewBox="0 0 ${WIDTH} ${bottom + 22}"><title>${name}</title><desc>${[
    ...leaves,
    total,
  ]
    .map((l) => `${nameOf(view, l.path)} ${said(view, l)}`)
    .join(' · ')}</desc>${spaced(scale, 40, WIDTH - NAMES - SAID).map(
    ({ tick }) =>
      html`<path class="grid" d="M${x(tick)} ${TOP}V${bottom}"/><text class="tick" text-anchor="middle" x="${x(tick)}" y="${bottom + 14}">${tickText(axis, tick)}</text>`,
  )}${levels.map(
    ({ from, level, result }) =>
      html`<path class="reference" d="M${x(from)} ${TOP}V${bottom}"/><text class="tick" text-anchor="middle" x="${x(from)}" y="${TOP - 6}">${isCode(level.id) ? level.id : levelName(view, result.level!.scale, level.id)}</text>`,
  )}${rows}${bar(view, total, Exact.zero, TOP + leaves.length * ROW + 4, x, true)}<path class="frame" d="M${NAMES} ${TOP}V${bottom}H${WIDTH - SAID}"/></svg><figcaption>${words.waterfall(name)}${isOpen && html`<br><span class="note">${words.waterfallOpen}</span>`}</figcaption>${beneath(view, leaves, total)}</figure>
`
}

/** Name at the left, points and most at the right; filled what is certain, outlined what is possible, light what is lost. */
function bar(view: View, leaf: Leaf, from: Exact, top: number, x: (points: Exact) => number, whole = false): Html {
  const [a, b, c, d] = [from, from.plus(leaf.lo), from.plus(leaf.hi), from.plus(leaf.most)].map(x) as [
    number,
    number,
    number,
    number,
  ]
  const box = (kind: string, left: number, right: number) =>
    right > left &&
    html`<rect class="${kind}" x="${left}" y="${top + 4}" width="${round(right - left)}" height="${ROW - 8}"/>`
  return html`<text class="${whole ? 'axis' : 'tick'}" text-anchor="end" x="${NAMES - 8}" y="${top + 15}">${cut(nameOf(view, leaf.path))}</text>${box('points', a, b)}${box('lost', c, d)}${box('points may', b, c)}<text class="${whole ? 'axis' : 'tick'}" text-anchor="end" x="${WIDTH - 2}" y="${top + 15}">${said(view, leaf)}</text>`
}

const said = (view: View, { lo, hi, most }: Leaf) =>
  `${ends(view, lo, hi).text} / ${showNumber(most.toString(), 'number').text}`
const ends = (view: View, lo: Exact, hi: Exact) => showEnds(lo.toString(), hi.toString(), view.words, 'number')

/** The same as a table, for whoever does not see the picture or wants the numbers. */
function beneath(view: View, leaves: readonly Leaf[], total: Leaf): Html {
  const w = view.words.pictures
  const cells = (l: Leaf, name: Content): readonly Content[] => [
    name,
    shown(ends(view, l.lo, l.hi)),
    shown(showNumber(l.most.toString(), 'number')),
    shown(ends(view, l.most.minus(l.hi), l.most.minus(l.lo))),
  ]
  return html`<details class="record"><summary>${w.waterfallTable}</summary>${table(
    w.waterfallTable,
    [
      { title: w.part },
      { title: w.points, number: true },
      { title: w.most, number: true },
      { title: w.lost, number: true },
    ],
    [...leaves.map((l) => cells(l, nodeLink(view, l.path))), cells(total, nodeLink(view, total.path))],
    { hideCaption: true },
  )}</details>`
}
