import { isHan, latinWords, type Tokens, tokensOf } from './tokens.ts'
import { Vocabulary } from './vocabulary.ts'

export interface Found {
  /** place of the document in the list that was given */
  readonly document: number
  /** 0 to 1: how much of the question it answers, rare words weighing more */
  readonly score: number
}

/** What is found by words, in either language and with mistakes, among many short texts. */
export class Search {
  readonly #postings: ReadonlyMap<string, Int32Array>
  readonly #vocabulary: Vocabulary
  readonly #documents: number
  readonly #scores: Float64Array
  readonly #length: Float64Array

  /** @param texts one a document: its number, its titles, whatever it is found by */
  constructor(texts: readonly string[]) {
    const lists = new Map<string, number[]>()
    this.#length = new Float64Array(texts.length)
    for (const [n, text] of texts.entries()) {
      const tokens = tokensOf(text)
      this.#length[n] = tokens.size
      for (const token of tokens.keys()) {
        const list = lists.get(token)
        if (list === undefined) lists.set(token, [n])
        else list.push(n)
      }
    }
    this.#documents = texts.length
    this.#scores = new Float64Array(texts.length)
    this.#postings = new Map([...lists].map(([token, list]) => [token, Int32Array.from(list)]))
    const words = [...lists].filter(([token]) => !token.startsWith('=') && !isHan(token))
    this.#vocabulary = new Vocabulary(words.map(([word, list]) => [word, list.length]))
  }

  /** The best, best first; of equals the first in the list. Documents that `keep` refuses are not among them. An empty question finds nothing. */
  find(question: string, limit = 20, keep: (document: number) => boolean = () => true): Found[] {
    const words = latinWords(question).map((word) => this.#vocabulary.nearest(word) ?? word)
    const tokens = tokensOf(question, words)
    const touched = this.#weigh(tokens)
    const whole = [...tokens].reduce((sum, [token, weight]) => sum + weight * this.#rarity(token), 0)
    const best: Found[] = []
    for (const document of touched) {
      // of two that answer as much the shorter says it more to the point
      const score = this.#scores[document]! / whole - this.#length[document]! * 1e-4
      this.#scores[document] = 0
      const last = best[limit - 1]
      if (last && (score < last.score || (score === last.score && document > last.document))) continue
      if (!keep(document)) continue
      let at = best.length
      while (
        at > 0 &&
        (best[at - 1]!.score < score || (best[at - 1]!.score === score && best[at - 1]!.document > document))
      )
        at--
      best.splice(at, 0, { document, score })
      if (best.length > limit) best.pop()
    }
    return best.filter(({ score }) => score >= LEAST).map((f) => ({ ...f, score: Math.min(1, Math.max(0, f.score)) }))
  }

  #weigh(tokens: Tokens): number[] {
    const touched: number[] = []
    for (const [token, weight] of tokens) {
      const list = this.#postings.get(token)
      if (list === undefined) continue
      const worth = weight * this.#rarity(token)
      for (let i = 0; i < list.length; i++) {
        const document = list[i]!
        if (this.#scores[document] === 0) touched.push(document)
        this.#scores[document]! += worth
      }
    }
    return touched
  }

  /** Inverse document frequency, smoothed: above 0 for a token that all have, most for one that nobody has. */
  #rarity(token: string): number {
    const having = this.#postings.get(token)?.length ?? 0
    return Math.log(1 + (this.#documents + 1) / (having + 0.5))
  }
}

/** what answers less than this of a question is no answer */
const LEAST = 0.2
