import type { Framework, Requirement } from '../framework.ts'

export interface Candidate {
  readonly source: string
  readonly target: string
  /** 0 to 1, the greater of the two parts */
  readonly score: number
  /** cosine likeness of the Chinese titles by characters and pairs of them, of the English ones by words and parts of them; absent where one side has no such title */
  readonly zh?: number
  readonly en?: number
}

/** Words that say how much is demanded or that stand in every title. */
const modal = /应当|应|宜|可以|须|不得|进行|及其|以及/g
const stopped = new Set(
  'a an the of for and or to in on with by from as at is are be its their shall should may ai system systems'.split(
    ' ',
  ),
)

/** A term and how much it counts. */
type Term = readonly [term: string, weight: number]

/** Pairs of characters, and each character by half: words that mean the same often share one. */
const zhTerms = (text: string): Term[] => {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\d.]+/g, '')
    .replaceAll(modal, '')
  const runs = plain.match(/\p{Script=Han}+/gu) ?? []
  return runs.flatMap((run) => {
    const characters = [...run]
    return [
      ...characters.map((c): Term => [c, 0.5]),
      ...characters.slice(1).map((c, i): Term => [`${characters[i]}${c}`, 1]),
    ]
  })
}

/**
 * Words in small letters without the commonest endings, so that `risks` is `risk`, and each four letters of a word by a quarter: `secure` and
 * `security` share some.
 */
const enTerms = (text: string): Term[] => {
  const words = (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z]{2,}/g) ?? []
  ).filter((w) => !stopped.has(w))
  const stem = (w: string) =>
    w.replace(/(?:ations?|ments?|ing|ities|ity|ies|ed|es|s)$/, (end) => (w.length - end.length >= 3 ? '' : end))
  const fours = (w: string) =>
    Array.from({ length: Math.max(0, w.length - 3) }, (_, i): Term => [`~${w.slice(i, i + 4)}`, 0.25])
  return words.flatMap((w) => [[stem(w), 1], ...fours(w)])
}

type Weights = ReadonlyMap<string, number>

/**
 * For each requirement of `source` that can be met, the `top` of `target` whose titles are most alike: TF-IDF with smooth document frequencies over
 * both frameworks, cosine. A title counts together with those of what it stands under, by half. To be looked at by a person: nothing is inferred
 * from a candidate. Source: Salton and Buckley (1988); the choice of terms is ours:
 * chosen on one half of our own mapping sets, see decision 0041 for what it finds of the other.
 */
export function candidates(source: Framework, target: Framework, top = 5): Candidate[] {
  const sides = [source, target].map((f) => ({ f, all: f.requirements.filter((r) => r.testable) }))
  const vectors = (terms: (text: string) => Term[], title: (r: Requirement) => string | undefined) => {
    const counts = sides.map(({ f, all }) => all.map((r) => countsOf(f, r, terms, title)))
    const documents = counts.flat()
    const frequency = new Map<string, number>()
    for (const d of documents) for (const term of d.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1)
    return counts.map((side) => side.map((d) => weighted(d, frequency, documents.length)))
  }
  const [zhS, zhT] = vectors(zhTerms, (r) => r.title.zh) as [Weights[], Weights[]]
  const [enS, enT] = vectors(enTerms, (r) => r.title.en) as [Weights[], Weights[]]
  return sides[0]!.all.flatMap((s, i) =>
    sides[1]!.all
      .map((t, j): Candidate => {
        const zh = s.title.zh && t.title.zh ? cosine(zhS[i]!, zhT[j]!) : undefined
        const en = s.title.en && t.title.en ? cosine(enS[i]!, enT[j]!) : undefined
        return {
          source: s.id,
          target: t.id,
          score: Math.max(zh ?? 0, en ?? 0),
          ...(zh === undefined ? {} : { zh }),
          ...(en === undefined ? {} : { en }),
        }
      })
      .filter((c) => c.score > 0)
      .sort((a, b) => b.score - a.score || (a.target < b.target ? -1 : 1))
      .slice(0, top),
  )
}

function countsOf(
  framework: Framework,
  requirement: Requirement,
  terms: (text: string) => Term[],
  title: (r: Requirement) => string | undefined,
): Weights {
  const counts = new Map<string, number>()
  const add = (text: string | undefined, weight: number) => {
    for (const [term, own] of terms(text ?? '')) counts.set(term, (counts.get(term) ?? 0) + own * weight)
  }
  add(title(requirement), 1)
  if (requirement.parent !== undefined) {
    const above = framework.requirements.find((r) => r.id === requirement.parent)
    if (above !== undefined) add(title(above), 0.5)
  }
  return counts
}

/** Each term by its count and how rare it is, made a vector of length 1. */
function weighted(counts: Weights, frequency: Weights, documents: number): Weights {
  const weights = [...counts].map(
    ([term, n]) => [term, n * (1 + Math.log((1 + documents) / (1 + frequency.get(term)!)))] as const,
  )
  const length = Math.sqrt(weights.reduce((sum, [, w]) => sum + w * w, 0))
  return new Map(weights.map(([term, w]) => [term, length === 0 ? 0 : w / length]))
}

const cosine = (a: Weights, b: Weights): number => {
  let sum = 0
  for (const [term, w] of a) sum += w * (b.get(term) ?? 0)
  return Math.min(1, sum)
}
