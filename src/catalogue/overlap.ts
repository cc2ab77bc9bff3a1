import type { Text } from '../language/text.ts'
import { type Edition, keyOf } from './edition.ts'
import { formatIdentifier } from './identifier/format.ts'
import { seriesOf } from './identifier/identifier.ts'

/** What two documents are held against each other by, and how much each counts. The weights and the lines are ours (proposed). */
export const overlapWeights = { title: 0.45, scope: 0.35, terms: 0.2 } as const
/** At least this: to be reviewed; at least that: a project is not let begin before somebody has looked at it. */
export const overlapLines = { review: 0.6, block: 0.8 } as const

/** What is known of what a document is about, beside its title. */
export interface About {
  readonly scope?: string
  /** terms that it defines */
  readonly terms?: readonly string[]
}

export interface Overlap {
  readonly a: Edition
  readonly b: Edition
  /** each from 0 to 1; undefined where one of the two has none recorded */
  readonly title: number
  readonly scope: number | undefined
  readonly terms: number | undefined
  /** by the weights, over the parts that are known, 0 to 1 */
  readonly score: number
  /** how much of the whole weight those parts are; 0.45 is the title alone */
  readonly basis: number
  readonly verdict: 'review' | 'block'
}

/**
 * Pairs of documents that may be about the same thing, the most alike first: candidates for somebody to look at, never findings. Parts of one
 * series, editions of one document, and an adoption and what it adopts are alike on purpose and are left out. A project is blocked only where the
 * scopes are known: a title is not enough to stop anybody.
 */
export function overlapCandidates(
  editions: readonly Edition[],
  about: (edition: Edition) => About = () => ({}),
): readonly Overlap[] {
  // a title in brackets stands for one that was not kept
  const grams = editions.map((e) => threeGrams((e.title.zh ?? e.title.en ?? '').replace(/^[(（].*[)）]$/, '')))
  const scopes = vectors(editions.map((e) => about(e).scope ?? ''))
  const terms = editions.map((e) => new Set(about(e).terms ?? []))
  const series = editions.map((e) => formatIdentifier(seriesOf(e.identifier)))
  const found: Overlap[] = []
  for (const [i, a] of editions.entries()) {
    for (let j = i + 1; j < editions.length; j++) {
      const b = editions[j]!
      if (a.class !== b.class || series[i] === series[j] || adopts(a, b) || adopts(b, a)) continue
      if ((a.title.zh === undefined) !== (b.title.zh === undefined)) continue
      const title = jaccard(grams[i]!, grams[j]!)
      const scope = scopes[i] && scopes[j] ? cosine(scopes[i]!, scopes[j]!) : undefined
      const shared = terms[i]!.size > 0 && terms[j]!.size > 0 ? jaccard(terms[i]!, terms[j]!) : undefined
      const { score, basis } = scored(title, scope, shared)
      if (score < overlapLines.review) continue
      const verdict = score >= overlapLines.block && scope !== undefined ? 'block' : 'review'
      found.push({ a, b, title, scope, terms: shared, score, basis, verdict })
    }
  }
  return found.sort((x, y) => y.score - x.score || keyOf(x.a).localeCompare(keyOf(y.a)))
}

export interface Alike {
  readonly edition: Edition
  /** of the titles, 0 to 1 */
  readonly title: number
}

/**
 * Editions whose title is like that of something new, the most alike first: what somebody looks through before a project is applied for. A Chinese
 * title is held against Chinese ones, an English one against English ones, and the better of both counts. Candidates, never findings.
 */
export function likeTitle(title: Text, editions: readonly Edition[], least = 0.15): readonly Alike[] {
  const own = { zh: threeGrams(title.zh ?? ''), en: threeGrams(title.en ?? '') }
  return editions
    .map((edition): Alike => {
      const by = (lang: 'zh' | 'en') => jaccard(own[lang], threeGrams(edition.title[lang] ?? ''))
      return { edition, title: Math.max(by('zh'), by('en')) }
    })
    .filter((a) => a.title >= least)
    .sort((a, b) => b.title - a.title || keyOf(a.edition).localeCompare(keyOf(b.edition)))
}

function scored(title: number, scope: number | undefined, terms: number | undefined) {
  const parts = [
    [title, overlapWeights.title],
    [scope, overlapWeights.scope],
    [terms, overlapWeights.terms],
  ] as const
  let [sum, basis] = [0, 0]
  for (const [value, weight] of parts) {
    if (value === undefined) continue
    sum += value * weight
    basis += weight
  }
  return { score: sum / basis, basis }
}

const adopts = (a: Edition, b: Edition) => a.adopts !== undefined && keyOf(b).startsWith(a.adopts.number)

/** By code points, so that no character is cut. Leads that all titles of a field share would make everything alike. */
function threeGrams(title: string): ReadonlySet<string> {
  const plain = [
    ...title
      .replace(
        /^(?:信息技术|人工智能|信息安全技术|网络安全技术|机器人与机器人装备|机器人|Information technology|Artificial intelligence|AI)[\s\-–—:]+/gi,
        '',
      )
      .toLowerCase()
      .replace(/[\s()（）\-–—:,，、]+/g, ''),
  ]
  if (plain.length === 0) return new Set()
  return new Set(plain.length < 3 ? [plain.join('')] : plain.slice(2).map((_, n) => plain.slice(n, n + 3).join('')))
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const small = a.size < b.size ? a : b
  const large = small === a ? b : a
  let both = 0
  for (const gram of small) if (large.has(gram)) both++
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}

type Vector = ReadonlyMap<string, number>

/** Each text as its two-grams weighed by how rare they are among the texts, of length one; undefined for an empty one. */
function vectors(texts: readonly string[]): readonly (Vector | undefined)[] {
  const counts = texts.map((text) => {
    const plain = [...text.toLowerCase().replace(/[\s\p{P}]+/gu, '')]
    const own = new Map<string, number>()
    for (let n = 1; n < plain.length; n++) {
      const gram = plain[n - 1]! + plain[n]!
      own.set(gram, (own.get(gram) ?? 0) + 1)
    }
    return own
  })
  const documents = new Map<string, number>()
  for (const own of counts) for (const gram of own.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1)
  const some = counts.filter((own) => own.size > 0).length
  return counts.map((own) => {
    if (own.size === 0) return undefined
    const weighed = [...own].map(([gram, n]) => [gram, n * Math.log1p(some / documents.get(gram)!)] as const)
    const length = Math.hypot(...weighed.map(([, w]) => w))
    return new Map(weighed.map(([gram, w]) => [gram, w / length]))
  })
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0
  for (const [gram, weight] of a) sum += weight * (b.get(gram) ?? 0)
  return Math.min(1, sum)
}
