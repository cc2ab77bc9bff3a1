/**
 * What is done to both texts before they are cut into tokens, each step named, in the order in which they are carried out:
 * `tags`: `<…>` becomes a blank; `nfkc`: Unicode NFKC; `width`: full-width ASCII and the ideographic blank become half-width;
 * `case`: lower case, by the root locale; `punctuation`: category P becomes a blank, save an apostrophe between cased letters and a
 * point or comma between digits; `fillers`: tokens of a given list are dropped.
 */
export const SPEECH_STEPS = ['tags', 'nfkc', 'width', 'case', 'punctuation', 'fillers'] as const

export type SpeechStep = (typeof SPEECH_STEPS)[number]

/**
 * `mixed`: each character of Unicode category Lo (hanzi, kana, hangul) is a token, every other run without blanks is one
 * (source: the mixed rule of WeNet's compute-wer). `words`: what stands between white space (sclite, jiwer).
 */
export type TokenRule = 'mixed' | 'words'

export interface SpeechRules {
  readonly steps: readonly SpeechStep[]
  readonly tokens: TokenRule
  /** tokens that the step `fillers` drops, written as they are after the other steps */
  readonly fillers: readonly string[]
}

/** The tokens of a text under the rules, in order. */
export function speechTokens(text: string, rules: SpeechRules): readonly string[] {
  const done = normalised(text, new Set(rules.steps))
  const tokens = done.match(rules.tokens === 'mixed' ? /\p{Lo}|[^\s\p{Lo}]+/gu : /\S+/gu) ?? []
  return rules.steps.includes('fillers') ? tokens.filter((t) => !rules.fillers.includes(t)) : tokens
}

function normalised(text: string, steps: ReadonlySet<SpeechStep>): string {
  let s = text
  if (steps.has('tags')) s = s.replace(/<[^<>]*>/gu, ' ')
  if (steps.has('nfkc')) s = s.normalize('NFKC')
  if (steps.has('width'))
    s = s.replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ')
  if (steps.has('case')) s = s.toLowerCase()
  return steps.has('punctuation') ? s.replace(/\p{P}/gu, (mark, at: number) => kept(s, mark, at)) : s
}

/** The mark where it belongs to a word or a number, else a blank. Two units on each side hold a whole character. */
function kept(s: string, mark: string, at: number): string {
  const between = (before: RegExp, after: RegExp) =>
    before.test(s.slice(Math.max(0, at - 2), at)) && after.test(s.slice(at + 1, at + 3))
  if (mark === "'" || mark === '\u2019') return between(/[\p{Lu}\p{Ll}]$/u, /^[\p{Lu}\p{Ll}]/u) ? "'" : ' '
  return (mark === '.' || mark === ',') && between(/\p{Nd}$/u, /^\p{Nd}/u) ? mark : ' '
}

const PRIVATE = 0xe000
const PRIVATE_END = 0xf900
const BEYOND_UNICODE = 0x110000

/**
 * Numbers for two lists of tokens, equal where the tokens are equal: a single character is its code point, anything else gets a number
 * that no character of text has (private use, then beyond Unicode), which keeps the alignment on its fast path.
 */
export function numbered(a: readonly string[], b: readonly string[]): readonly [Uint32Array, Uint32Array] {
  const seen = new Map<string, number>()
  const number = (token: string) => {
    const point = token.codePointAt(0)!
    const single = token.length === (point > 0xffff ? 2 : 1)
    if (single && (point < PRIVATE || (point >= PRIVATE_END && point < 0xf0000))) return point
    let n = seen.get(token)
    if (n === undefined) {
      n = seen.size < PRIVATE_END - PRIVATE ? PRIVATE + seen.size : BEYOND_UNICODE + seen.size
      seen.set(token, n)
    }
    return n
  }
  return [Uint32Array.from(a, number), Uint32Array.from(b, number)]
}
