/**
 * What is done to both texts before they are cut into tokens, each step named, in the order in which they are carried out:
 * `tags`: `<…>` becomes a blank; `nfkc`: Unicode NFKC; `width`: full-width ASCII and the ideographic blank become half-width;
 * `case`: lower case, by the root locale; `punctuation`: category P becomes a blank, save an apostrophe between cased letters and a
 * point or comma between digits; `rules`: runs of tokens are replaced by others of a given list; `fillers`: tokens of a given list are dropped.
 */
export const SPEECH_STEPS = ['tags', 'nfkc', 'width', 'case', 'punctuation', 'rules', 'fillers'] as const

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
  /** what the step `rules` replaces, made by `tokenRules` */
  readonly rules?: readonly Replacement[]
}

/** Runs of tokens, both as they are after the steps before `rules`. */
export interface Replacement {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Written replacements as the step `rules` needs them: both sides go through the steps before it. What has no token on its left side is left out. */
export function tokenRules(
  written: readonly (readonly [string, string])[],
  rules: SpeechRules,
): readonly Replacement[] {
  const before = { ...rules, steps: rules.steps.filter((step) => step !== 'rules' && step !== 'fillers') }
  return written
    .map(([from, to]) => ({ from: speechTokens(from, before), to: speechTokens(to, before) }))
    .filter(({ from }) => from.length > 0)
}

/** The tokens of a text under the rules, in order. */
export function speechTokens(text: string, rules: SpeechRules): readonly string[] {
  const done = normalised(text, new Set(rules.steps))
  const tokens = done.match(rules.tokens === 'mixed' ? /\p{Lo}|[^\s\p{Lo}]+/gu : /\S+/gu) ?? []
  const mapped = rules.steps.includes('rules') && rules.rules ? replaced(tokens, rules.rules) : tokens
  return rules.steps.includes('fillers') ? mapped.filter((t) => !rules.fillers.includes(t)) : mapped
}

/** Once from left to right; at each place the first rule that fits is done, as NIST's filter of GLM files does it. */
function replaced(tokens: readonly string[], rules: readonly Replacement[]): readonly string[] {
  const out: string[] = []
  for (let at = 0; at < tokens.length; ) {
    const rule = rules.find(({ from }) => from.every((token, k) => tokens[at + k] === token))
    if (rule === undefined) out.push(tokens[at++]!)
    else {
      out.push(...rule.to)
      at += rule.from.length
    }
  }
  return out
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
  const number = numbering()
  return [Uint32Array.from(a, number), Uint32Array.from(b, number)]
}

/** Numbers tokens one by one, as `numbered` does. */
export function numbering(): (token: string) => number {
  const seen = new Map<string, number>()
  return (token) => {
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
}
