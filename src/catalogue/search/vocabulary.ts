/** The word of a vocabulary that somebody meant who mistyped it: one letter off from four letters on, two from eight on. Letters that changed places are one. */
export class Vocabulary {
  readonly #byGram = new Map<string, number[]>()
  readonly #words: string[] = []
  readonly #known = new Map<string, number>()

  /** @param words each with how many documents have it */
  constructor(words: Iterable<readonly [word: string, documents: number]>) {
    for (const [word, documents] of words) {
      this.#known.set(word, documents)
      const at = this.#words.push(word) - 1
      for (const gram of grams(word)) {
        const list = this.#byGram.get(gram)
        if (list === undefined) this.#byGram.set(gram, [at])
        else list.push(at)
      }
    }
  }

  /** The word itself where it is known, else the nearest, the more frequent of several; undefined where none is near. */
  nearest(word: string): string | undefined {
    if (this.#known.has(word)) return word
    const allowed = word.length >= 8 ? 2 : word.length >= 4 && /\p{L}/u.test(word) ? 1 : 0
    if (allowed === 0) return undefined
    const shared = new Map<number, number>()
    for (const gram of grams(word))
      for (const at of this.#byGram.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1)
    let best: { word: string; distance: number; documents: number } | undefined
    for (const at of shared.keys()) {
      const candidate = this.#words[at]!
      if (Math.abs(candidate.length - word.length) > allowed) continue
      const distance = typos(word, candidate, allowed)
      const documents = this.#known.get(candidate)!
      if (distance > allowed) continue
      if (best === undefined || distance < best.distance || (distance === best.distance && documents > best.documents))
        best = { word: candidate, distance, documents }
    }
    return best?.word
  }
}

function grams(word: string): Set<string> {
  const padded = `^${word}$`
  return new Set(Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2)))
}

/** Optimal string alignment distance; given up above `most`. Source: the restricted Damerau-Levenshtein distance. */
function typos(a: string, b: string, most: number): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length]!
}
