import { simplified } from './traditional.ts'

/** Text as it is matched: separators are taken out, and each unit remembers where it stood in `source`. */
export interface Normalised {
  /** NFKC of the input; positions below are UTF-16 positions in it */
  readonly source: string
  readonly text: string
  /** position in `source` of each unit of `text` */
  readonly at: Int32Array
}

/** What stands between two characters of a word without breaking it, when somebody hides the word. */
const separator = /[\p{Z}\p{Cf}\p{S}\p{P}\p{M}\t\v\f]/u
/** What ends a sentence or line: a word does not go on behind it. */
const barrier = /[。！？!?;；\n\r\u0085\u2028\u2029]/u

/** 0 is not looked up yet, DROP is taken out; anything else is the unit that stands for this one. */
let table: Uint16Array | undefined
const DROP = 1
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

function fold(unit: number): number {
  // halves of surrogate pairs stand for themselves: pairs only ever match as pairs
  if (unit >= 0xd800 && unit <= 0xdfff) return unit
  const c = String.fromCharCode(unit)
  if (barrier.test(c)) return BARRIER
  if (separator.test(c)) return DROP
  const lower = c.toLowerCase()
  const simple = simplified.get(c) ?? (lower.length === 1 ? lower : c)
  return simple.charCodeAt(0)
}

/**
 * NFKC (which folds full-width and compatibility forms), lower case, traditional to simplified; spaces, punctuation, symbols,
 * combining marks and invisible characters are taken out; ends of sentences become one barrier unit (a line feed).
 */
export function normalise(input: string): Normalised {
  table ??= new Uint16Array(65536)
  const source = input.normalize('NFKC')
  const units = new Uint16Array(source.length)
  const at = new Int32Array(source.length)
  let n = 0
  for (let i = 0; i < source.length; i++) {
    const unit = source.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff && isSeparatorPair(source, i)) {
      i++
      continue
    }
    let folded = table[unit]!
    if (folded === 0) {
      folded = fold(unit)
      table[unit] = folded
    }
    if (folded === DROP) continue
    units[n] = folded
    at[n++] = i
  }
  return { source, text: textOf(units.subarray(0, n)), at: at.subarray(0, n) }
}

/** The matched form of a term: as `normalise`, and without barriers. Empty when the term has no letters at all. */
export function normaliseTerm(term: string): string {
  return normalise(term).text.replaceAll('\n', '')
}

const BLOCK = 8192

function textOf(units: Uint16Array): string {
  let text = ''
  for (let i = 0; i < units.length; i += BLOCK) text += String.fromCharCode(...units.subarray(i, i + BLOCK))
  return text
}
