import type { Change, WayTo, WhatIf } from '../../judge/what-if/document.ts'
import { Exact } from '../../language/exact.ts'
import type { Node, Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import { wrap } from './columns.ts'
import { clean } from './text.ts'
import { look, type Words, wordsOf } from './words.ts'

interface Reading {
  readonly standard: Standard
  readonly lang: Lang
  readonly words: Words
  readonly width: number
  /** what people call the thing at a path; the path itself where nobody said */
  readonly called: (path: string) => string
}

/** The smallest changes as plain text of at most `width` cells a line, ending in a line break. */
export function whatIfText(
  standard: Standard,
  found: WhatIf,
  lang: Lang,
  called: (path: string) => string,
  width = 80,
): string {
  const r: Reading = { standard, lang, called, words: wordsOf(lang), width: Math.max(40, width) }
  const { whatIf, comma, authority } = r.words
  const node = standard.nodes.get(found.result)!
  const name = say(node.title, lang) || node.clause || node.id
  const kind = standard.authority
  const blocks: (readonly string[])[] = [
    wrap(`[${authority.name[kind]}] ${authority.banner[kind]}`, r.width),
    [
      ...wrap(`${say(standard.title, lang)}  ${standard.id}@${standard.edition}`, r.width),
      ...wrap(whatIf.now(name, verdictName(r, node, found.now)), r.width),
      ...(found.open.length > 0 ? wrap(whatIf.open(found.open.join(comma)), r.width) : []),
    ],
    ...found.ways.map((w) => wayLines(r, node, w)),
    wrap(whatIf.judged, r.width),
  ]
  return `${blocks.map((b) => b.map(clean).join('\n')).join('\n\n')}\n`
}

function wayLines(r: Reading, node: Node, way: WayTo): readonly string[] {
  const { whatIf, comma } = r.words
  const item = (text: string): readonly string[] => {
    const [first = '', ...rest] = wrap(text, r.width - 4, '  ')
    return [`  - ${first.trimStart()}`, ...rest.map((l) => `  ${l}`)]
  }
  return [
    ...wrap(whatIf[way.direction](verdictName(r, node, way.verdict)), r.width),
    ...(way.changes.length > 0 ? [`  ${whatIf.alone}`, ...way.changes.flatMap((c) => item(changeText(r, c)))] : []),
    ...(way.pairs.length > 0
      ? [
          ...wrap(whatIf.together, r.width, '  '),
          ...way.pairs.flatMap(([a, b]) => item(`${changeText(r, a)}${whatIf.and}${changeText(r, b)}`)),
        ]
      : []),
    ...(way.together.length > 0
      ? [...wrap(whatIf.set, r.width, '  '), ...way.together.flatMap((c) => item(changeText(r, c)))]
      : []),
    ...(way.changes.length + way.pairs.length + way.together.length === 0 ? wrap(whatIf.none, r.width, '  ') : []),
    ...(way.pairsLeftOut === undefined ? [] : wrap(whatIf.pairsLeftOut(way.pairsLeftOut), r.width, '  ')),
    ...(way.unsearched.length > 0 ? wrap(whatIf.unsearched(way.unsearched.join(comma)), r.width, '  ') : []),
  ]
}

function changeText(r: Reading, c: Change): string {
  const { whatIf } = r.words
  const answer = (a: string) => (a === 'yes' || a === 'no' ? whatIf[a] : a)
  if (c.kind === 'answer') return whatIf.answer(r.called(c.path), answer(c.from), answer(c.to))
  const unit = c.unit === undefined ? '' : ` ${c.unit}`
  const by = c.by.startsWith('-') ? c.by : `+${c.by}`
  return whatIf.number(r.called(c.path), c.from, `${c.to}${unit}`, `${by}${unit}${shareOf(r, c.from, c.by)}`)
}

/** By how much of itself a number changes, to two decimals; nothing is said of a number that is 0. */
function shareOf({ words }: Reading, from: string, by: string): string {
  const [now, change] = [Exact.parse(from), Exact.parse(by)]
  if (!now || !change || now.sign === 0) return ''
  const size = now.sign < 0 ? now.negated() : now
  const percent = change.over(size).times(Exact.whole(100n)).round(2)
  return percent.sign === 0 ? '' : `${words.comma}${percent.sign > 0 ? '+' : ''}${percent} %`
}

/** A verdict of a node as people read it; a range of levels or several words stand as the judge writes them. */
function verdictName({ lang, words }: Reading, node: Node, verdict: string): string {
  const level = node.level?.scale.levels.find((l) => l.id === verdict)
  if (level) return [level.id, say(level.title, lang)].filter((t, i, all) => t && all.indexOf(t) === i).join(' ')
  return say(node.wordTitles?.get(verdict), lang) || look(words.outcome, verdict)
}
