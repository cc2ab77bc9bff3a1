import type { Change, WayTo, WhatIf } from '../../judge/what-if/document.ts'
import { Exact } from '../../language/exact.ts'
import type { Node } from '../../language/standard.ts'
import { say } from '../../language/text.ts'
import { wrap } from './columns.ts'
import { reasonOf } from './reasons.ts'
import { clean } from './text.ts'
import { levelName, nameOf, type View, wordName } from './view.ts'
import { look } from './words.ts'

interface Telling {
  readonly view: View
  readonly width: number
  /** what people call the thing at a path; the path itself where nobody said */
  readonly called: (path: string) => string
}

/** The smallest changes as plain text of at most `width` cells a line, ending in a line break. */
export function whatIfText(view: View, found: WhatIf, called: (path: string) => string, width = 80): string {
  const t: Telling = { view, called, width: Math.max(40, width) }
  const { standard, lang } = view
  const { whatIf, semicolon, authority } = view.words
  const node = standard.nodes.get(found.result)!
  const kind = standard.authority
  const reasons = found.open.map((raw) => reasonOf(view, raw).text).join(semicolon)
  const blocks: (readonly string[])[] = [
    wrap(`[${authority.name[kind]}] ${authority.banner[kind]}`, t.width),
    [
      ...wrap(`${say(standard.title, lang)}  ${standard.id}@${standard.edition}`, t.width),
      ...wrap(whatIf.now(nameOf(view, found.result), verdictName(t, node, found.now)), t.width),
      ...(found.open.length > 0 ? wrap(whatIf.open(reasons), t.width) : []),
    ],
    ...found.ways.map((w) => wayLines(t, node, w)),
    wrap(whatIf.judged, t.width),
  ]
  return `${blocks.map((b) => b.map(clean).join('\n')).join('\n\n')}\n`
}

function wayLines(t: Telling, node: Node, way: WayTo): readonly string[] {
  const { whatIf, comma } = t.view.words
  const item = (text: string): readonly string[] => {
    const [first = '', ...rest] = wrap(text, t.width - 4, '  ')
    return [`  - ${first.trimStart()}`, ...rest.map((l) => `  ${l}`)]
  }
  return [
    ...wrap(whatIf[way.direction](verdictName(t, node, way.verdict)), t.width),
    ...(way.changes.length > 0 ? [`  ${whatIf.alone}`, ...way.changes.flatMap((c) => item(changeText(t, c)))] : []),
    ...(way.pairs.length > 0
      ? [
          ...wrap(whatIf.together, t.width, '  '),
          ...way.pairs.flatMap(([a, b]) => item(`${changeText(t, a)}${whatIf.and}${changeText(t, b)}`)),
        ]
      : []),
    ...(way.together.length > 0
      ? [...wrap(whatIf.set, t.width, '  '), ...way.together.flatMap((c) => item(changeText(t, c)))]
      : []),
    ...(way.changes.length + way.pairs.length + way.together.length === 0 ? wrap(whatIf.none, t.width, '  ') : []),
    ...(way.pairsUnfinished ? wrap(whatIf.pairsUnfinished, t.width, '  ') : []),
    ...(way.unsearched.length > 0 ? wrap(whatIf.unsearched(way.unsearched.join(comma)), t.width, '  ') : []),
  ]
}

function changeText(t: Telling, c: Change): string {
  const { whatIf } = t.view.words
  const answer = (a: string) => (a === 'yes' || a === 'no' ? whatIf[a] : a)
  if (c.kind === 'answer') return whatIf.answer(t.called(c.path), answer(c.from), answer(c.to))
  const unit = c.unit === undefined ? '' : ` ${c.unit}`
  const by = c.by.startsWith('-') ? c.by : `+${c.by}`
  return whatIf.number(t.called(c.path), c.from, `${c.to}${unit}`, `${by}${unit}${shareOf(t, c.from, c.by)}`)
}

/** By how much of itself a number changes, to two decimals; nothing is said of a number that is 0. */
function shareOf({ view: { words } }: Telling, from: string, by: string): string {
  const [now, change] = [Exact.parse(from), Exact.parse(by)]
  if (!now || !change || now.sign === 0) return ''
  const size = now.sign < 0 ? now.negated() : now
  const percent = change.over(size).times(Exact.whole(100n)).round(2)
  return percent.sign === 0 ? '' : `${words.comma}${percent.sign > 0 ? '+' : ''}${percent} %`
}

/** A verdict of a node as people read it; a range of levels or several words stand as the judge writes them. */
function verdictName({ view }: Telling, node: Node, verdict: string): string {
  if (node.level?.scale.levels.some((l) => l.id === verdict)) return levelName(view, node.level.scale, verdict)
  return node.gives?.includes(verdict) ? wordName(view, node, verdict) : look(view.words.outcome, verdict)
}
