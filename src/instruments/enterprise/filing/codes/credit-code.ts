import type { Text } from '../../../../language/text.ts'
import { organisationCheck } from './organisation-code.ts'

/** The 31 characters of GB 32100 in the order of their values: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Why a unified social credit code is not valid, and what it would have to be. */
export interface CodeFault {
  readonly text: Text
  readonly expected: string
}

/**
 * The faults of a unified social credit code (GB 32100): 18 characters, the check character at the end (weights 3^i mod 31, a remainder of 0 is
 * written 0), and the own check of the organisation code inside it (characters 9 to 17, GB 11714). None: the code is valid. Registered or not is
 * not told by a code.
 */
export function creditCodeFaults(code: string): readonly CodeFault[] {
  if (code.length !== 18)
    return [
      { text: { zh: '统一社会信用代码须为 18 位', en: 'the code has 18 characters' }, expected: `18 (${code.length})` },
    ]
  const stranger = [...code].find((c) => !ALPHABET.includes(c))
  if (stranger !== undefined)
    return [
      {
        text: {
          zh: `字符“${stranger}”不在统一社会信用代码的字符集内`,
          en: `the character ${stranger} is not one that the code may hold`,
        },
        expected: ALPHABET,
      },
    ]
  const faults: CodeFault[] = []
  const organisation = organisationCheck(code.slice(8, 16))
  if (organisation !== code[16])
    faults.push({
      text: {
        zh: '其中组织机构代码（第 9 至 17 位）的校验码不符',
        en: 'the check character of the organisation code in it (characters 9 to 17) is wrong',
      },
      expected: organisation ?? '',
    })
  const check = creditCheck(code.slice(0, 17))
  if (check !== code[17])
    faults.push({
      text: { zh: '末位校验码不符', en: 'the check character at its end is wrong' },
      expected: check,
    })
  return faults
}

/** The check character of 17 characters of the alphabet. */
export function creditCheck(seventeen: string): string {
  let weight = 1
  let sum = 0
  for (const c of seventeen) {
    sum += ALPHABET.indexOf(c) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!
}
