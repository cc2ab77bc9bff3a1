import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { LONG_ANSWER, STEPS } from './judge.ts'
import { groups } from './lexicon.ts'
import { HEAD, TAIL } from './prepare.ts'

/** Raised by hand when the logic of the judge changes; the word lists and limits are in the version by their hash. */
const LOGIC = 'R1.2'

/** The version of the rules, so that no change of a word list goes unnoticed: `R1.1-` and 8 hex digits. */
export const refusalRulesVersion = `${LOGIC}-${digest([
  ...Object.values(groups).flatMap((patterns) => patterns.map(String)),
  ...[HEAD, TAIL, LONG_ANSWER, STEPS].map(String),
])}`

/** First 8 hex digits of the SHA-256 of the lines. */
export function digest(lines: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(lines.join('\n')))).slice(0, 8)
}
