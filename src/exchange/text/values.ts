import type { JudgedNode } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import type { Expr } from '../../language/formula/tree.ts'
import type { Node } from '../../language/standard.ts'
import type { Type } from '../../language/types.ts'
import { type As, type Shown, showEnds, showNumber } from './numbers.ts'
import { isCode, levelName, type View, wordName } from './view.ts'

/** The end of a range that is least favourable, and the other. `better: lower` turns them. */
export function ends(node: Node, b: { readonly lo: string; readonly hi: string }): { cautious: string; best: string } {
  return node.level?.scale.better === 'lower' ? { cautious: b.hi, best: b.lo } : { cautious: b.lo, best: b.hi }
}

/**
 * Whether a formula gives a share: a `ratio`, or the least, greatest or mean of ratios.
 * Anything else, such as a score of 0..100, is not.
 */
export function isRatio(e: Expr | undefined): boolean {
  if (!e) return false
  if (ratioType(e.type)) return e.op === 'field' || e.op === 'variable' || e.op === 'index'
  switch (e.op) {
    case 'call':
      return (e.fn === 'min' || e.fn === 'max' || e.fn === 'mean') && e.args.length > 0 && e.args.every(isRatio)
    case 'list':
      return e.items.length > 0 && e.items.every(isRatio)
    case 'macro':
      return e.macro === 'map' ? isRatio(e.body) : e.macro === 'filter' && isRatio(e.list)
    default:
      return e.type.k === 'list' && ratioType(e.type.of)
  }
}

export function ratioType(t: Type): boolean {
  return t.k === 'number' && !t.scale && !t.unit && !t.integer && t.lo.equals(Exact.zero) && t.hi.equals(Exact.one)
}

/** How the number of a node is read. */
export function readAs(node: Node): As {
  return !node.score && isRatio(node.value) ? 'ratio' : 'number'
}

/**
 * What a node came to, in one line: level, number, word or outcome; the cautious end of a range first.
 * Results are shown through `resultOf`, which adds their kind.
 */
export function showMain(view: View, judged: JudgedNode, node: Node): Shown {
  const { words } = view
  if (judged.applies === 'no') return { text: words.outcome['not-applicable'] }
  if (judged.outcome) return { text: words.outcome[judged.outcome] }
  if (judged.level && node.level) return showLevels(view, node, judged.level)
  if (judged.number) return showEnds(judged.number.lo, judged.number.hi, words, readAs(node))
  if (judged.words)
    return { text: judged.words.map((w) => wordName(view, node, w)).join(words.or), exact: judged.words.join(' | ') }
  return judged.value === undefined ? { text: '' } : showRaw(view, judged.value)
}

function showLevels(view: View, node: Node, level: { readonly lo: string; readonly hi: string }): Shown {
  const { cautious, best } = ends(node, level)
  const name = (id: string) => (node.level ? levelName(view, node.level.scale, id) : id)
  if (cautious === best) return { text: name(cautious) }
  return {
    text: `${name(cautious)}${view.words.pause}${view.words.result.possible(name(best))}`,
    exact: `${level.lo}..${level.hi}`,
  }
}

/** A result before or after a step, as the judge writes it: a level or a range of levels by its name where its key is a word, else a number. */
export function showStep(view: View, node: Node | undefined, text: string): Shown {
  const scale = node?.level?.scale
  if (!scale) return showRaw(view, text)
  const [lo, hi = lo] = text.split('..')
  const name = (id: string) => (isCode(id) ? id : levelName(view, scale, id))
  if (![lo, hi].every((id) => scale.levels.some((l) => l.id === id))) return showRaw(view, text)
  return lo === hi
    ? { text: name(lo!), exact: text }
    : { text: `${name(lo!)} ${view.words.to} ${name(hi!)}`, exact: text }
}

/** A value as the judge writes it (`[0.2..1]`, `L3..L5`, `true`, `a | b`, `3 items`), in the reader's words. */
export function showRaw(view: View, text: string, as: As = 'number'): Shown {
  const { words } = view
  if (Object.hasOwn(words.truth, text)) return { text: words.truth[text]!, exact: text }
  const items = /^(\d+) items$/.exec(text)
  if (items) return { text: words.items(items[1]!) }
  const range = /^\[([^[\]]+)\.\.([^[\]]+)\]$/.exec(text)
  if (range && isEnd(range[1]!) && isEnd(range[2]!)) return showEnds(range[1]!, range[2]!, words, as)
  if (Exact.parse(text)) return showNumber(text, as)
  const open = /^(\d{4}-\d\d-\d\d)\.\.inf$/.exec(text)
  if (open) return { text: words.notBefore(open[1]!), exact: text }
  const span = /^([^\s[\]]+)\.\.([^\s[\]]+)$/.exec(text)
  if (span && isEnd(span[1]!) && isEnd(span[2]!)) return showEnds(span[1]!, span[2]!, words, as)
  if (span) return { text: `${span[1]} ${words.to} ${span[2]}`, exact: text }
  return { text: text.split(' | ').join(words.or) }
}

function isEnd(text: string): boolean {
  return text === 'inf' || text === '-inf' || Exact.parse(text) !== undefined
}

/** How an input such as `content.pass` or `total.value` is read: by what it names. */
export function inputAs(view: View, text: string): As {
  const [, head = '', tail = ''] = /^([A-Za-z_]\w*)\.([A-Za-z_]\w*)$/.exec(text) ?? []
  const { measures, facts, nodes } = view.standard
  const type = head === 'subject' ? facts.get(tail) : measures.get(head)?.gives.get(tail)
  if (type) return ratioType(type) ? 'ratio' : 'number'
  const node = tail === 'value' ? nodes.get(head) : undefined
  return node && readAs(node) === 'ratio' ? 'ratio' : 'number'
}
