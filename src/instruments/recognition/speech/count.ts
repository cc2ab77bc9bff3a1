import { codePoints, edits } from '../../../metrics/edit-distance.ts'
import { scliteEdits } from '../../../metrics/sclite-edits.ts'
import {
  numbered,
  numbering,
  type Replacement,
  type SpeechRules,
  speechTokens,
} from '../../../metrics/speech-tokens.ts'
import { latticeEdits } from '../../../metrics/word-lattice.ts'
import { latticeOf, type MarkedToken, markedText } from './alternatives.ts'
import type { Counts, Row, SpeechParams } from './params.ts'
import type { Utterance } from './utterance.ts'

/** How utterances are compared: the part of the params that must be known before anything is counted. */
export interface Comparison extends SpeechRules {
  readonly alignment: SpeechParams['alignment']
  readonly optionalWords: SpeechParams['optionalWords']
}

export function comparisonOf(
  { tokens, normalise, fillers, alignment, optionalWords }: SpeechParams,
  rules: readonly Replacement[] = [],
): Comparison {
  return { tokens, steps: normalise, fillers, alignment, optionalWords, rules }
}

/** Counts of one utterance in tokens and in characters; characters are those of the tokens, blanks left out. No hypothesis: all deletions. */
export function rowOf(u: Utterance, comparison: Comparison): Row {
  if (u.marked === true && (comparison.optionalWords === 'deletable' || /[{}]/.test(u.reference)))
    return markedRow(u, comparison)
  const ref = speechTokens(u.reference, comparison)
  const hyp = u.hypothesis === null ? [] : speechTokens(u.hypothesis, comparison)
  const tokens = countsOf(...numbered(ref, hyp), comparison)
  const [a, b] = [codePoints(ref.join('')), codePoints(hyp.join(''))]
  // as many characters as tokens: the tokens are the characters
  const same = a.length === ref.length && b.length === hyp.length
  const heard = u.hypothesis === null ? 0 : 1
  return [u.id, u.speaker, u.stratum, heard, tokens, same ? tokens : countsOf(a, b, comparison)]
}

/** sclite weighs `@` a thousandth of a unit, so that of ways as near the one with fewer is taken. */
const WEIGHTS = {
  'by-definition': { substitution: 1, gap: 1, none: 0, dropped: 0 },
  sclite: { substitution: 4, gap: 3, none: 0.001, dropped: 2 },
} as const

/** With alternatives the way nearest to the hypothesis is the reference, found for tokens and for characters apart. */
function markedRow(u: Utterance, comparison: Comparison): Row {
  const heard = u.hypothesis === null ? [] : speechTokens(u.hypothesis, comparison)
  const marked = markedText(u.reference) ?? []
  const tokensOf = (text: string) => optionalTokens(text, comparison)
  const number = numbering()
  const counts = (unitsOf: (token: string) => Iterable<number>): Counts => {
    const hyp = Uint32Array.from(heard.flatMap((token) => [...unitsOf(token)]))
    const e = latticeEdits(latticeOf(marked, tokensOf, unitsOf), hyp, WEIGHTS[comparison.alignment])
    return [e.reference, hyp.length, e.substitutions, e.deletions, e.insertions]
  }
  return [u.id, u.speaker, u.stratum, u.hypothesis === null ? 0 : 1, counts((t) => [number(t)]), counts(codePoints)]
}

/** A word `(w)` may be left out where that is declared, else it is text like any other. */
function optionalTokens(text: string, comparison: Comparison): readonly MarkedToken[] {
  const plain = (part: string) => speechTokens(part, comparison).map((token) => ({ token, optional: false }))
  if (comparison.optionalWords === 'literal') return plain(text)
  return text.split(/(?<!\S)(\([^\s()]+\))(?!\S)/).flatMap((part, i) => {
    if (i % 2 === 0) return plain(part)
    return speechTokens(part.slice(1, -1), comparison).map((token) => ({ token, optional: true }))
  })
}

function countsOf(ref: Uint32Array, hyp: Uint32Array, { alignment }: Comparison): Counts {
  const e = alignment === 'sclite' ? scliteEdits(ref, hyp) : edits(ref, hyp)
  return [ref.length, hyp.length, e.substitutions, e.deletions, e.insertions]
}
