import { type Alphabet, DROP } from './automaton.ts'
import { simplified } from './traditional.ts'

/** Text as it is matched: separators are taken out, and each unit remembers where it stood in `source`. */
export interface Normalised {
  /** NFKC of the input; positions below are UTF-16 positions in it */
  readonly source: string
  readonly text: string
  /** position in `source` of each unit of `text` */
  readonly at: readonly number[]
}

/** What stands between two characters of a word without breaking it, when somebody hides the word. */
const separator = /[\p{Z}\p{Cf}\p{S}\p{P}\p{M}\t\v\f]/u
/** What ends a sentence or line: a word does not go on behind it. */
const barrier = /[。！？!?;；\n\r\u0085\u2028\u2029]/u

const BARRIER = 10
const pairs = new Map<number, boolean>()

/** Whether a surrogate pair begins here that is a symbol (an emoji, say) rather than a letter. */
function isSeparatorPair(source: string, i: number): boolean {
  const point = source.codePointAt(i)!
  if (point <= 0xffff) return false
  let known = pairs.get(point)
  if (known === undefined) {
    known = separator.test(String.fromCodePoint(point))
    pairs.set(point, known)
  }
  return known
}

function foldAnew(unit: number): number {
  // halves of surrogate pairs stand for themselves: pairs only ever match as pairs
  if (unit >= 0xd800 && unit <= 0xdfff) return unit
  const c = String.fromCharCode(unit)
  if (barrier.test(c)) return BARRIER
  if (separator.test(c)) return DROP
  const lower = c.toLowerCase()
  const simple = simplified.get(c) ?? (lower.length === 1 ? lower : c)
  return simple.charCodeAt(0)
}

/** What stands for each unit; 0 is not looked up yet. */
let table: Uint16Array | undefined

/** Lower case, traditional to simplified, separators dropped, ends of sentences one barrier unit; for units of NFKC text. */
export const alphabet: Alphabet = {
  fold(unit) {
    table ??= new Uint16Array(65536)
    if (table[unit] === 0) table[unit] = foldAnew(unit)
    return table[unit]!
  },
  dropsPair: isSeparatorPair,
}

/** The form of a text in which terms are looked for, and in which their positions are told. */
export const compatible = (input: string): string => input.normalize('NFKC')

/** Positions between `from` and `to` of NFKC text that are not taken out; `from` is no second half of a pair. */
export function keptPositions(source: string, from: number, to: number): number[] {
  const kept: number[] = []
  for (let i = from; i < to; i++) {
    const unit = source.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff && isSeparatorPair(source, i)) i++
    else if (alphabet.fold(unit) !== DROP) kept.push(i)
  }
  return kept
}

/**
 * NFKC (which folds full-width and compatibility forms), lower case, traditional to simplified; spaces, punctuation, symbols,
 * combining marks and invisible characters are taken out; ends of sentences become one barrier unit (a line feed).
 */
export function normalise(input: string): Normalised {
  const source = compatible(input)
  const at = keptPositions(source, 0, source.length)
  let text = ''
  for (const i of at) text += String.fromCharCode(alphabet.fold(source.charCodeAt(i)))
  return { source, text, at }
}

/** The matched form of a term: as `normalise`, and without barriers. Empty when the term has no letters at all. */
export function normaliseTerm(term: string): string {
  return normalise(term).text.replaceAll('\n', '')
}
