import { hash, verify } from '@node-rs/argon2'
import type { Problem } from '../../language/problem.ts'
import { commonPasswords } from './common-passwords.ts'
import { refusal } from './problems.ts'

export const SHORTEST = 12
/** longer ones cost a hash more than they add */
export const LONGEST = 128

/** argon2id as the OWASP password storage cheat sheet has it: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

/** False too for a hash that is none. */
export const verifyPassword = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password.normalize('NFKC')).catch(() => false)

/** What speaks against a password, by the advice of NIST SP 800-63B: length and guessable ones, no rules of composition. `known`: words such as the e-mail address. */
export function weakness(password: string, known: readonly string[] = []): Problem | undefined {
  const length = [...password].length
  if (length < SHORTEST) return refusal('password-short', { expected: `≥ ${SHORTEST}`, got: `${length}` })
  if (password.length > LONGEST)
    return refusal('password-long', { expected: `≤ ${LONGEST}`, got: `${password.length}` })
  const plain = password.toLowerCase()
  const own = known.flatMap((word) => [word, word.split('@')[0]!]).map((word) => word.toLowerCase())
  const left = own.filter((word) => word.length > 3).reduce((rest, word) => rest.replaceAll(word, ''), plain)
  if (commonPasswords.has(plain) || repeats(plain) || runs(plain) || left.length < 6) return refusal('password-common')
  return undefined
}

/** One to four characters over and over. */
const repeats = (text: string) => /^(.{1,4}?)\1+.{0,3}$/su.test(text) && new Set(text).size <= 4

/** Each character the neighbour of the one before, as in `abcdefghijkl` and `987654321098`. */
function runs(text: string): boolean {
  let steps = 0
  for (let i = 1; i < text.length; i++) if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) === 1) steps++
  return steps >= text.length * 0.75
}
