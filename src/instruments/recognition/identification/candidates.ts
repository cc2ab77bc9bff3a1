import { ProblemError, problem } from '../../../language/problem.ts'
import { Growing } from '../../../metrics/growing.ts'

/** So many candidates at most, over all searches: 32 bytes each while they are read. */
const MOST = 2 ** 27

/** Texts as numbers from 0, in the order in which they came. */
export class Names {
  readonly #numbers = new Map<string, number>()
  readonly #names: string[] = []

  number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#names.length)
    return this.#names.push(name) - 1
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name)
  }

  name(number: number): string {
    return this.#names[number]!
  }

  get size(): number {
    return this.#names.length
  }
}

/** One candidate of a search: the person, its score as a similarity (NaN: none) and its rank (NaN: not said). */
export interface Candidate {
  readonly person: string
  readonly score: number
  readonly rank: number
}

/** Candidates of all searches, in any order of their lines. */
export class Candidates {
  readonly searches = new Names()
  readonly #people = new Names()
  readonly #search = new Growing()
  readonly #person = new Growing()
  readonly #score = new Growing()
  readonly #rank = new Growing()
  #count = 0

  /** That there was an answer, with or without candidates. */
  answered(search: string): number {
    return this.searches.number(search)
  }

  add(search: string, person: string, score: number, rank: number): void {
    if (++this.#count > MOST)
      throw new ProblemError([
        problem(
          'candidates-too-many',
          { zh: '候选过多。', en: 'There are too many candidates.' },
          { expected: `at most ${MOST} candidates` },
        ),
      ])
    this.#search.push(this.answered(search))
    this.#person.push(this.#people.number(person))
    this.#score.push(score)
    this.#rank.push(rank)
  }

  /** Gives the candidates of each search by its id; undefined where there was no answer. */
  grouped(): (search: string) => readonly Candidate[] | undefined {
    const [search, person] = [this.#search.values(), this.#person.values()]
    const [score, rank] = [this.#score.values(), this.#rank.values()]
    const from = new Uint32Array(this.searches.size + 1)
    for (const s of search) from[s + 1]!++
    for (let s = 0; s < this.searches.size; s++) from[s + 1]! += from[s]!
    const next = from.slice()
    const order = new Uint32Array(search.length)
    for (let i = 0; i < search.length; i++) order[next[search[i]!]!++] = i
    return (id) => {
      const own = this.searches.find(id)
      if (own === undefined) return undefined
      return Array.from(order.subarray(from[own]!, from[own + 1]!), (i) => ({
        person: this.#people.name(person[i]!),
        score: score[i]!,
        rank: rank[i]!,
      }))
    }
  }
}
