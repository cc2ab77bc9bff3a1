import { lexicon } from './lexicon.ts'

/** What a text is found by, each with what it weighs: an idea of the lexicon, a word, two Han characters that stand together, a number. */
export type Tokens = ReadonlyMap<string, number>

const WEIGHT = { idea: 3, word: 2, pair: 1, one: 0.25 } as const

/** ideas by the word that they begin with, longest first: what is written longer means more */
const phrases = new Map<string, { readonly words: readonly string[]; readonly idea: string }[]>()
const hanIdeas: { readonly text: string; readonly idea: string }[] = []
for (const [n, terms] of lexicon.entries())
  for (const term of terms) {
    if (/\p{Script=Han}/u.test(term)) hanIdeas.push({ text: term, idea: `=${n}` })
    else {
      const words = wordsOf(term)
      const known = phrases.get(words[0]!) ?? []
      phrases.set(
        words[0]!,
        [...known, { words, idea: `=${n}` }].sort((a, b) => b.words.length - a.words.length),
      )
    }
  }
hanIdeas.sort((a, b) => b.text.length - a.text.length)

export const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

const isHan = (word: string) => /\p{Script=Han}/u.test(word)

/** Words that are not Han, in order. */
export function latinWords(text: string): string[] {
  return folded(text).match(/[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []
}

/** Runs of Han characters, in order. */
function hanRuns(text: string): string[] {
  return folded(text).match(/\p{Script=Han}+/gu) ?? []
}

/** @param words the words of the text that are not Han, where they were put right before */
export function tokensOf(text: string, words: readonly string[] = latinWords(text)): Tokens {
  const tokens = new Map<string, number>()
  const add = (token: string, weight: number) => tokens.set(token, Math.max(weight, tokens.get(token) ?? 0))
  for (let i = 0; i < words.length; i++) {
    add(words[i]!, WEIGHT.word)
    for (const { words: phrase, idea } of phrases.get(words[i]!) ?? [])
      if (phrase.every((word, k) => words[i + k] === word)) add(idea, WEIGHT.idea)
  }
  for (const run of hanRuns(text)) {
    const characters = [...run]
    for (const [i, character] of characters.entries()) {
      add(character, WEIGHT.one)
      if (i > 0) add(characters[i - 1]! + character, WEIGHT.pair)
    }
    // the longest idea at a place is meant; what lies inside it is said with it
    for (const { text: term, idea } of hanIdeas) if (run.includes(term)) add(idea, WEIGHT.idea)
  }
  return tokens
}

export { isHan }
