import type { DrawnResult } from '../../judge/draws-result.ts'
import type { JudgedNode } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import type { Node, Scale } from '../../language/standard.ts'
import type { Shown } from './numbers.ts'
import { ends, showMain } from './values.ts'
import { at, isCode, levelName, nameOf, type View, wordName } from './view.ts'

export interface Kind {
  readonly path: string
  readonly name: string
  /** `verified`, `declared or verified`, `not yet determined` */
  readonly text: string
  readonly exact?: string
}

/** A result and its kind, which are never shown one without the other (language.md, 1.11). */
export interface Result {
  readonly path: string
  readonly name: string
  readonly node: Node
  readonly judged: JudgedNode
  /** the cautious end, large: `AA`, `87.1`, `satisfied` */
  readonly main: Shown
  /** the level's title, if it has one */
  readonly title?: string
  /** `AAA possible`, when the evidence leaves a range */
  readonly possible?: string
  readonly range?: { readonly cautious: string; readonly best: string }
  /** the same as a sentence */
  readonly rangeNote?: string
  readonly kinds: readonly Kind[]
  /** share of draws that came to the cautious end */
  readonly share?: string
  readonly drawn?: DrawnResult
}

/** The kinds of result that qualify a node; empty if the standard defines none. */
export function kindsOf(view: View, id: string): readonly Kind[] {
  return [...view.standard.nodes.values()]
    .filter((n) => n.qualifies.includes(id))
    .map((n) => {
      const judged = at(view, n.id)?.judged
      const shown =
        judged && (judged.applies === 'no' || judged.words || judged.value || judged.outcome || judged.level)
          ? showMain(view, judged, n)
          : { text: view.words.result.openKind }
      return { path: n.id, name: nameOf(view, n.id), ...shown }
    })
}

/** The kind of a result in a few words, for wherever the result is printed. Never empty. */
export function kindText(view: View, kinds: readonly Kind[]): string {
  return kinds.length === 0 ? view.words.result.noKind : kinds.map((k) => k.text).join(view.words.semicolon)
}

export function resultOf(view: View, path: string): Result | undefined {
  const found = at(view, path)
  if (!found) return undefined
  const { node, judged } = found
  const drawn =
    view.report.draws && Object.hasOwn(view.report.draws.results, path) ? view.report.draws.results[path] : undefined
  const base = {
    path,
    name: nameOf(view, path),
    node,
    judged,
    kinds: kindsOf(view, node.id),
    ...(drawn ? { drawn } : {}),
  }
  if (judged.applies !== 'no' && judged.level && node.level) {
    const { cautious, best } = ends(node, judged.level)
    const { scale } = node.level
    const whole = levelName(view, scale, cautious)
    const title = isCode(cautious) ? whole.slice(cautious.length).trim() : ''
    return {
      ...base,
      main: { text: isCode(cautious) ? cautious : whole },
      ...(title ? { title } : {}),
      ...(cautious === best
        ? {}
        : {
            possible: view.words.result.possible(levelName(view, scale, best)),
            range: { cautious, best },
            rangeNote: rangeNote(view, scale, cautious, best),
          }),
      ...shareOf(drawn, cautious),
    }
  }
  return {
    ...base,
    main: showMain(view, judged, node),
    ...shareOf(drawn, judged.outcome ?? judged.words?.[0] ?? judged.value ?? ''),
  }
}

function rangeNote(view: View, scale: Scale, cautious: string, best: string): string {
  const name = (id: string) => (isCode(id) ? id : levelName(view, scale, id))
  return view.words.result.rangeNote(name(cautious), name(best))
}

function shareOf(drawn: DrawnResult | undefined, key: string): { share?: string } {
  return drawn?.kind === 'shares' && Object.hasOwn(drawn.shares, key) ? { share: drawn.shares[key]! } : {}
}

/** Shares in the order of the scale, best first; words by share. */
export function sharesOf(
  result: Result,
): readonly { readonly key: string; readonly share: string; readonly chosen: boolean }[] {
  if (result.drawn?.kind !== 'shares') return []
  const scale = result.node.level?.scale
  const place = (id: string) => scale?.levels.findIndex((l) => l.id === id) ?? -1
  const number = (s: string) => Exact.parse(s)?.toNumber() ?? 0
  const chosen = result.range?.cautious ?? result.judged.level?.lo ?? result.judged.outcome ?? result.judged.words?.[0]
  return Object.entries(result.drawn.shares)
    .map(([key, share]) => ({ key, share, chosen: key === chosen }))
    .sort(
      (a, b) =>
        (scale
          ? (place(b.key) - place(a.key)) * (scale.better === 'lower' ? -1 : 1)
          : number(b.share) - number(a.share)) || (a.key < b.key ? -1 : 1),
    )
}

/** What a share of the draws is the share of: a level, an outcome, a word; or that the draw could not be decided. */
export function shareName(view: View, r: Result, key: string): string {
  const { words } = view
  if (Object.hasOwn(words.drawn, key)) return words.drawn[key as keyof typeof words.drawn]
  return r.node.level ? levelName(view, r.node.level.scale, key) : wordName(view, r.node, key)
}
