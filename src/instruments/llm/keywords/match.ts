import { Automaton } from './automaton.ts'
import type { Keyword } from './library.ts'
import { type Normalised, normalise, normaliseTerm } from './normalise.ts'

/** A library term found in a text. */
export interface Hit {
  /** the term as the library lists it, or the one that a variant stands for */
  readonly term: string
  readonly classId: string
  /** UTF-16 positions in the NFKC form of the text */
  readonly start: number
  readonly end: number
}

export interface Matcher {
  /** every occurrence, in order of its end */
  find(text: string): { readonly source: string; readonly hits: Hit[] }
}

/** Prepares a library for matching. Terms that look alike once normalised are kept once, the first one listed. */
export function matcher(library: readonly Keyword[]): Matcher {
  const kept = new Map<string, { keyword: Keyword; latin: boolean }>()
  for (const keyword of library) {
    const form = normaliseTerm(keyword.term)
    if (form !== '' && !kept.has(form)) kept.set(form, { keyword, latin: isLatin(form) })
  }
  const entries = [...kept.values()]
  const automaton = new Automaton([...kept.keys()])
  return {
    find(input) {
      const text = normalise(input)
      const hits: Hit[] = []
      for (const { pattern, start, end } of automaton.find(text.text)) {
        const { keyword, latin } = entries[pattern]!
        if (!(latin ? standsAsWord(text, start, end, keyword.term) : standsTogether(text, start, end))) continue
        hits.push({
          term: keyword.variantOf ?? keyword.term,
          classId: keyword.classId,
          start: text.at[start]!,
          end: text.at[end - 1]! + 1,
        })
      }
      return { source: text.source, hits }
    },
  }
}

const isLatin = (text: string) => /^[\p{Script=Latin}\p{N}]+$/u.test(text)

const wordUnit = /[\p{Script=Latin}\p{N}]/u
/** Ordinary punctuation inside a sentence, which also stands between characters that have nothing to do with each other. */
const clauseMark = /[,、:，：()（）"“”'‘’《》「」]/

/** What stands in the source between each two neighbouring units of a match. */
function gaps({ source, at }: Normalised, start: number, end: number): string[] {
  const between: string[] = []
  for (let i = start + 1; i < end; i++) between.push(source.slice(at[i - 1]! + 1, at[i]!))
  return between
}

/**
 * Characters without word boundaries: gaps of spaces, symbols and invisible characters are taken as hiding.
 * Clause punctuation counts as hiding only if the same mark stands between all characters of a term of three or more.
 */
function standsTogether(text: Normalised, start: number, end: number): boolean {
  const between = gaps(text, start, end)
  if (!between.some((gap) => clauseMark.test(gap))) return true
  return between.length >= 2 && between.every((gap) => gap === between[0])
}

/**
 * Words with boundaries: the match must begin and end at a word's edge ("assist" is not in "assistance"), and inside it either
 * follow the term's own spacing, or be spaced out letter by letter.
 */
function standsAsWord(text: Normalised, start: number, end: number, term: string): boolean {
  const { source, at } = text
  const before = source[at[start]! - 1] ?? ''
  const behind = source[at[end - 1]! + 1] ?? ''
  if (wordUnit.test(before) || wordUnit.test(behind)) return false
  const between = gaps(text, start, end)
  if (between.every((gap) => gap === '')) return true
  if (between.every((gap) => gap !== '')) return true
  const own = normalise(term)
  const expected = gaps(own, 0, own.text.length)
  return between.every((gap, i) => (gap === '') === (expected[i] === ''))
}
