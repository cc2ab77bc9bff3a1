import { Automaton } from './automaton.ts'
import type { Keyword } from './library.ts'
import { alphabet, compatible, keptPositions, normaliseTerm } from './normalise.ts'

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

interface Entry {
  /** the term that is reported */
  readonly term: string
  readonly classId: string
  /** the term as listed */
  readonly listed: string
  /** whether it is a word with edges */
  readonly latin: boolean
  /** units of its normalised form */
  readonly length: number
}

/** Prepares a library for matching. Terms that look alike once normalised are kept once, the first one listed. */
export function matcher(library: readonly Keyword[]): Matcher {
  const kept = new Map<string, Entry>()
  for (const { term, variantOf = term, classId } of library) {
    const form = normaliseTerm(term)
    if (form === '' || kept.has(form)) continue
    kept.set(form, { term: variantOf, classId, listed: term, latin: isLatin(form), length: form.length })
  }
  const entries = [...kept.values()]
  const automaton = new Automaton([...kept.keys()], alphabet)
  return {
    find(input) {
      const source = compatible(input)
      const hits: Hit[] = []
      automaton.each(source, (pattern, start, end) => {
        const { term, classId, listed, latin, length } = entries[pattern]!
        if (latin && !atEdges(source, start, end)) return
        if (end - start !== length) {
          if (!(latin ? spacedAsWord(source, start, end, listed) : standsTogether(source, start, end))) return
        }
        hits.push({ term, classId, start, end })
      })
      return { source, hits }
    },
  }
}

const isLatin = (text: string) => /^[\p{Script=Latin}\p{N}]+$/u.test(text)

const wordUnit = /[\p{Script=Latin}\p{N}]/u
/** Ordinary punctuation inside a sentence, which also stands between characters that have nothing to do with each other. */
const clauseMark = /[,、:，：()（）"“”'‘’《》「」]/

/** What stands in the source between each two neighbouring units of a match. */
function gaps(source: string, start: number, end: number): string[] {
  const at = keptPositions(source, start, end)
  return at.slice(1).map((position, i) => source.slice(at[i]! + 1, position))
}

/**
 * Characters without word boundaries: gaps of spaces, symbols and invisible characters are taken as hiding.
 * Clause punctuation counts as hiding only if the same mark stands between all characters of a term of three or more.
 */
function standsTogether(source: string, start: number, end: number): boolean {
  // the units kept are no marks
  if (!clauseMark.test(source.slice(start, end))) return true
  const between = gaps(source, start, end)
  return between.length >= 2 && between.every((gap) => gap === between[0])
}

/** Words have edges: "assist" is not in "assistance". */
function atEdges(source: string, start: number, end: number): boolean {
  return !wordUnit.test(source[start - 1] ?? '') && !wordUnit.test(source[end] ?? '')
}

/** A word with gaps follows the term's own spacing, or is spaced out letter by letter. */
function spacedAsWord(source: string, start: number, end: number, term: string): boolean {
  const between = gaps(source, start, end)
  if (between.every((gap) => gap !== '')) return true
  const own = compatible(term)
  const expected = gaps(own, 0, own.length)
  return between.every((gap, i) => (gap === '') === (expected[i] === ''))
}
