import { withoutThoughts } from '../refusal-judge/prepare.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The letter of an option, from 0. */
export function letterOf(option: number): string {
  return LETTERS[option]!
}

/** Options as a question shows them, one a line: `A. …`. */
export function optionLines(options: readonly string[]): string {
  return options.map((text, i) => `${letterOf(i)}. ${text}`).join('\n')
}

/** What is read before the answer: reasoning that some models print, markdown, width. */
export function answerText(output: string): string {
  return withoutThoughts(output)
    .normalize('NFKC')
    .replace(/[*_`#>]/g, '')
    .trim()
}

/** A letter that stands alone, not in a word. */
const alone = (last: string) => `(?<![A-Za-z])[(\\[【]?([A-${last}])(?![A-Za-z'’])`
const said = '(?:答案|正确答案|选项|选择|应选|故选|选|answer|option|choice)'

/**
 * The option that an answer names (judge tier R0), from 0; undefined where it names none, or several. In this order: the answer is one letter;
 * a phrase says which (`答案是B`, `the answer is (B)`), the last one if they agree; it begins with a letter (`B. 北京`); the only letter that stands alone;
 * the only option whose whole text appears.
 */
export function readOption(output: string, options: readonly string[]): number | undefined {
  const text = answerText(output)
  const last = LETTERS[Math.min(options.length, LETTERS.length) - 1]!
  const of = (letter: string) => LETTERS.indexOf(letter.toUpperCase())
  const whole = new RegExp(`^[(\\[【]?([A-${last}])[)\\]】.。:、]*$`, 'i').exec(text)
  if (whole) return of(whole[1]!)

  const phrases = [...text.matchAll(new RegExp(`${said}\\s*(?:是|为|应为|is|:|应该是)*\\s*:?\\s*${alone(last)}`, 'gi'))]
  const named = new Set(phrases.map((m) => of(m[1]!)))
  if (named.size === 1) return [...named][0]
  if (named.size > 1) return undefined

  const first = new RegExp(`^[(\\[【]?([A-${last}])(?:[)\\]】.。:、]|\\s*$|\\n)`).exec(text)
  const letters = new Set([...text.matchAll(new RegExp(alone(last), 'g'))].map((m) => of(m[1]!)))
  // "A" and "I" are English words: alone they name nothing unless the text begins with them
  if (first && letters.size <= 1) return of(first[1]!)
  const word = /(?<![A-Za-z])(A|I) [a-z]/.test(text)
  if (letters.size === 1 && !word) return [...letters][0]

  const texts = options.flatMap((option, i) => (option !== '' && text.includes(option.normalize('NFKC')) ? [i] : []))
  if (letters.size === 0 || word) return texts.length === 1 ? texts[0] : undefined
  return first && texts.every((i) => i === of(first[1]!)) ? of(first[1]!) : undefined
}
