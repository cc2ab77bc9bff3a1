import { answerText } from './option.ts'

/** A reference answer of few words: any of `aliases`, or a number within a tolerance. */
export interface ShortGold {
  readonly aliases?: readonly string[] | undefined
  readonly number?: number | undefined
  /** absolute; 0 when not given */
  readonly tolerance?: number | undefined
}

/** Case, width, spaces and punctuation do not make another answer. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\s]/gu, '')
}

const numeral = /(?<![\d.])[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.])[-−]?\d+(?:\.\d+)?/g

/** Numbers in a text in the order they stand, thousands separators taken out. A minus right behind a digit or letter is a dash. */
export function numbersIn(text: string): number[] {
  return [...text.normalize('NFKC').matchAll(numeral)].map(([found], _i) =>
    Number(found.replace('−', '-').replaceAll(',', '')),
  )
}

/**
 * Whether an answer gives the reference (judge tier R0): an alias appears in it as a whole word, or, in scripts without word spaces, at all; of numbers, the
 * last one counts, because what comes before it is the working.
 */
export function givesAnswer(output: string, { aliases = [], number, tolerance = 0 }: ShortGold): boolean {
  const text = answerText(output)
  if (number !== undefined) {
    const last = numbersIn(text).at(-1)
    if (last !== undefined && Math.abs(last - number) <= tolerance) return true
  }
  return aliases.some((alias) => holds(text, alias))
}

function holds(text: string, alias: string): boolean {
  const wanted = plainText(alias)
  if (wanted === '') return false
  if (!/^[\p{Script=Latin}\p{N}]/u.test(wanted)) return plainText(text).includes(wanted)
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  for (let i = 0; i < words.length; i++) {
    let joined = ''
    for (let j = i; j < words.length && joined.length < wanted.length; j++) {
      joined += words[j]!
      if (joined === wanted) return true
    }
  }
  return false
}
