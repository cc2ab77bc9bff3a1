import type { Clause } from './clauses.ts'

/** Words of a clause that somebody points at, with what stands around them (W3C Web Annotation, TextQuoteSelector). */
export interface Quote {
  readonly exact: string
  /** up to 32 characters before and behind */
  readonly prefix: string
  readonly suffix: string
}

/** A place in one edition that can be found again in another. Plain data: it is kept with the comment. */
export interface Anchor {
  readonly id: string
  readonly number?: string
  readonly parent?: string
  /** all words of the clause when the comment was written: what a clause that was rewritten or split is known by */
  readonly words: string
  /** absent for the clause as a whole */
  readonly quote?: Quote
}

/** A clause as anchors see it. */
export interface Place {
  readonly id: string
  readonly number?: string
  readonly parent?: string
  readonly words: string
}

export type Change = 'renumbered' | 'renamed' | 'moved' | 'reworded' | 'split'

/** Where an anchor is in a later edition. `changes` is empty where nothing moved; offsets are UTF-16 units of the clause's words. */
export type Located =
  | {
      readonly kind: 'found'
      readonly changes: readonly Change[]
      /** more than one only where the clause was split */
      readonly at: readonly { readonly id: string; readonly start: number; readonly end: number }[]
    }
  /** `nearest`: the clause that is most like it, too little to be taken for it */
  | { readonly kind: 'gone'; readonly nearest?: string }

const AROUND = 32
/** A clause is taken for another one with at least this part of their letters, by threes, in common. Ours. */
const ALIKE = 0.6
/** A part of a split clause holds at least this share of what it was, and all parts together at least that. Ours. */
const PART = 0.25
const WHOLE = 0.75

/** The words of a clause as one text: its titles and texts, a line each. */
export const placeOfClause = ({ id, number, parent, words }: Clause): Place => ({
  id,
  ...(number !== undefined ? { number } : {}),
  ...(parent !== undefined ? { parent } : {}),
  words: words
    .filter((w) => w.field !== 'note')
    .map((w) => w.raw.text.trim())
    .join('\n'),
})

/** An anchor on a clause, or on some of its words. */
export function anchorOn(place: Place, at?: { readonly start: number; readonly end: number }): Anchor {
  const { words } = place
  if (!at || at.end <= at.start) return place
  return {
    ...place,
    quote: {
      exact: words.slice(at.start, at.end),
      prefix: words.slice(Math.max(0, at.start - AROUND), at.start),
      suffix: words.slice(at.end, at.end + AROUND),
    },
  }
}

/**
 * Finds an anchor among the clauses of another edition. A clause with the same id is it, unless its words are now those of another one. A clause
 * that is nowhere is said to be gone, with the most similar one beside it; nothing is dropped.
 */
export function locate(anchor: Anchor, places: readonly Place[]): Located {
  const own = places.find((p) => p.id === anchor.id)
  const same = places.filter((p) => p.words === anchor.words && anchor.words !== '')
  const sameElsewhere = same.length === 1 && same[0]!.id !== anchor.id ? same[0] : undefined
  // ids were handed on: the words stand under another id, and this id has others
  const handedOn = own !== undefined && sameElsewhere !== undefined && likeness(anchor.words, own.words) < ALIKE
  const home = handedOn ? sameElsewhere : (own ?? sameElsewhere)
  if (home && (home.words === anchor.words || anchor.words === '')) return found(anchor, [home])
  const others = places.filter((p) => p !== home)
  const parts = splitOf(anchor, home, others)
  if (parts) return found(anchor, parts)
  if (home) return found(anchor, [home])
  const ranked = others
    .map((place) => ({ place, like: likeness(anchor.words, place.words) + (samePlace(anchor, place) ? 0.15 : 0) }))
    .sort((a, b) => b.like - a.like)
  const [best] = ranked
  if (best && best.like >= ALIKE) return found(anchor, [best.place])
  return best && best.like > 0.2 ? { kind: 'gone', nearest: best.place.id } : { kind: 'gone' }
}

const samePlace = (anchor: Anchor, place: Place): boolean =>
  anchor.number !== undefined && anchor.number === place.number && anchor.parent === place.parent

function found(anchor: Anchor, homes: readonly Place[]): Located {
  const at = homes.flatMap((home) => {
    const span = spanIn(anchor, home)
    return span ? [{ id: home.id, ...span }] : []
  })
  const [home] = homes
  const changes: Change[] = []
  if (homes.length > 1) changes.push('split')
  else if (home) {
    if (home.id !== anchor.id) changes.push('renamed')
    if (home.number !== anchor.number) changes.push('renumbered')
    if (home.parent !== anchor.parent) changes.push('moved')
    if (home.words !== anchor.words) changes.push('reworded')
  }
  return {
    kind: 'found',
    changes,
    at: at.length > 0 ? at : homes.map((h) => ({ id: h.id, start: 0, end: h.words.length })),
  }
}

/** Where the quoted words are now: as they were, else the stretch between what was around them, else the whole clause. */
function spanIn({ quote }: Anchor, { words }: Place): { readonly start: number; readonly end: number } | undefined {
  if (!quote) return { start: 0, end: words.length }
  const hits: number[] = []
  for (let i = words.indexOf(quote.exact); i >= 0; i = words.indexOf(quote.exact, i + 1)) hits.push(i)
  const nearness = (i: number) =>
    common(words.slice(0, i), quote.prefix, true) + common(words.slice(i + quote.exact.length), quote.suffix, false)
  const [start] = hits.sort((a, b) => nearness(b) - nearness(a) || a - b)
  if (start !== undefined) return { start, end: start + quote.exact.length }
  const before = quote.prefix === '' ? 0 : words.indexOf(quote.prefix)
  const from = before < 0 ? -1 : before + quote.prefix.length
  const to = quote.suffix === '' ? words.length : from < 0 ? -1 : words.indexOf(quote.suffix, from)
  return from >= 0 && to >= from ? { start: from, end: to } : undefined
}

/** Equal letters of two texts, from their ends or from their beginnings. */
function common(a: string, b: string, fromEnd: boolean): number {
  const at = (s: string, i: number) => (fromEnd ? s[s.length - 1 - i] : s[i])
  let n = 0
  while (n < a.length && n < b.length && at(a, n) === at(b, n)) n++
  return n
}

/**
 * The clauses that the words went to, where they are two or more: each holds a good part of what no other holds, and of its own words most are of
 * the old clause. With a quotation, those that have it come first.
 */
function splitOf(anchor: Anchor, home: Place | undefined, others: readonly Place[]): readonly Place[] | undefined {
  const left = new Set(threes(anchor.words))
  const all = left.size
  if (all < 8) return undefined
  const parts: Place[] = []
  const share = (p: Place) => [...threes(p.words)].filter((t) => left.has(t)).length / all
  const mostly = (p: Place) => {
    const own = threes(p.words)
    const old = threes(anchor.words)
    return own.size > 0 && [...own].filter((t) => old.has(t)).length / own.size >= 0.6
  }
  // a clause that still holds nearly everything was not split, whatever else looks like it
  if (home && share(home) >= WHOLE) return undefined
  const open = [...(home ? [home] : []), ...others].filter(mostly)
  for (;;) {
    const [best] = open
      .filter((p) => !parts.includes(p))
      .map((p) => ({ p, s: share(p) }))
      .sort((a, b) => b.s - a.s)
    if (!best || best.s < PART) break
    parts.push(best.p)
    for (const t of threes(best.p.words)) left.delete(t)
  }
  if (parts.length < 2 || 1 - left.size / all < WHOLE) return undefined
  const quote = anchor.quote?.exact
  const holding = quote === undefined ? [] : parts.filter((p) => p.words.includes(quote))
  return holding.length > 0 ? [...holding, ...parts.filter((p) => !holding.includes(p))] : parts
}

/** Runs of three letters; white space does not count. */
function threes(text: string): Set<string> {
  const letters = [...text.replaceAll(/\s+/g, '')]
  const out = new Set<string>()
  for (let i = 0; i + 2 < letters.length; i++) out.add(letters[i]! + letters[i + 1]! + letters[i + 2]!)
  if (out.size === 0 && letters.length > 0) out.add(letters.join(''))
  return out
}

/** Sørensen-Dice over runs of three letters, from 0 to 1. */
function likeness(a: string, b: string): number {
  const [x, y] = [threes(a), threes(b)]
  if (x.size + y.size === 0) return 1
  let both = 0
  for (const t of x) if (y.has(t)) both++
  return (2 * both) / (x.size + y.size)
}
