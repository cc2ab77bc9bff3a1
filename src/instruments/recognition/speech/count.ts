import { codePoints, edits } from '../../../metrics/edit-distance.ts'
import { scliteEdits } from '../../../metrics/sclite-edits.ts'
import { numbered, type SpeechRules, speechTokens } from '../../../metrics/speech-tokens.ts'
import type { Counts, Row, SpeechParams } from './params.ts'
import type { Utterance } from './utterance.ts'

/** How utterances are compared: the part of the params that must be known before anything is counted. */
export interface Comparison extends SpeechRules {
  readonly alignment: SpeechParams['alignment']
}

export function comparisonOf({ tokens, normalise, fillers, alignment }: SpeechParams): Comparison {
  return { tokens, steps: normalise, fillers, alignment }
}

/** Counts of one utterance in tokens and in characters; characters are those of the tokens, blanks left out. No hypothesis: all deletions. */
export function rowOf(u: Utterance, comparison: Comparison): Row {
  const ref = speechTokens(u.reference, comparison)
  const hyp = u.hypothesis === null ? [] : speechTokens(u.hypothesis, comparison)
  const tokens = countsOf(...numbered(ref, hyp), comparison)
  const [a, b] = [codePoints(ref.join('')), codePoints(hyp.join(''))]
  // as many characters as tokens: the tokens are the characters
  const same = a.length === ref.length && b.length === hyp.length
  const heard = u.hypothesis === null ? 0 : 1
  return [u.id, u.speaker, u.stratum, heard, tokens, same ? tokens : countsOf(a, b, comparison)]
}

function countsOf(ref: Uint32Array, hyp: Uint32Array, { alignment }: Comparison): Counts {
  const e = alignment === 'sclite' ? scliteEdits(ref, hyp) : edits(ref, hyp)
  return [ref.length, hyp.length, e.substitutions, e.deletions, e.insertions]
}
