/**
 * A keyword library over Chinese text: build time, memory and speed, beside two plain searches and, if it is installed,
 * `modern-ahocorasick`. All must find the same places before anything is timed.
 *
 *   npm run bench:keywords -- [terms=100000] [megabytes=12] [answers=20000]
 *
 * Goal: 100 MB of Chinese text (UTF-8) a second on one core, 100,000 rows read in a second.
 * Words and text are drawn: 30,000 words of 1-4 characters out of 4,000 by Zipf's law, marks in between, terms put together from
 * the rarer words, so that much of the text begins like a term; every five-hundredth word is a planted term, half of them disguised.
 */

import { Automaton } from '../src/instruments/llm/keywords/automaton.ts'
import { readKeywords } from '../src/instruments/llm/keywords/library.ts'
import { matcher } from '../src/instruments/llm/keywords/match.ts'
import { normalise, normaliseTerm } from '../src/instruments/llm/keywords/normalise.ts'
import { pcg32 } from '../src/metrics/random.ts'

const [termCount = 100_000, megabytes = 12, answerCount = 20_000] = process.argv.slice(2).map(Number)
const ROUNDS = 5
const ANSWER = 500

const random = pcg32(20260101n)
const pick = <T>(from: readonly T[]): T => from[random.below(from.length)]!
/** Rank by Zipf's law, from 0. */
const zipf = (n: number) => Math.floor(Math.exp(random.uniform() * Math.log(n + 1))) - 1
const characters = Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 6949) % 20_000)))
const wordOf = (length: number) => Array.from({ length }, () => characters[zipf(characters.length)]!).join('')
/** By rank: single characters lead, as in ordinary text. */
const words = [
  ...new Set(Array.from({ length: 30_000 }, (_, rank) => wordOf(pick(rank < 300 ? [1, 1, 2] : [2, 2, 2, 3, 3, 4])))),
]
const rareWord = () => words[3000 + random.below(words.length - 3000)]!

const spoken = new Set(words)
const terms = new Set<string>()
while (terms.size < termCount) {
  const term =
    random.uniform() < 0.3
      ? wordOf(pick([3, 4, 4]))
      : rareWord() + rareWord() + (random.uniform() < 0.2 ? rareWord() : '')
  if (!spoken.has(term)) terms.add(term)
}
const listed = [...terms]
const disguises = [
  (t: string) => t,
  (t: string) => t,
  (t: string) => t.split('').join(' '),
  (t: string) => t.split('').join('*'),
]

function drawText(units: number): string {
  const parts: string[] = []
  for (let length = 0; length < units; ) {
    const part =
      random.uniform() < 1 / 500
        ? pick(disguises)(pick(listed))
        : words[zipf(words.length)]! + (random.uniform() < 0.12 ? pick(['，', '。', '，', '、', '……', '\n', ' ']) : '')
    parts.push(part)
    length += part.length
  }
  return Buffer.from(parts.join('')).toString()
}

interface Rate {
  readonly seconds: number
  readonly found: number
}

function best(work: () => number, rounds = ROUNDS): Rate {
  let seconds = Number.POSITIVE_INFINITY
  let found = 0
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now()
    found = work()
    seconds = Math.min(seconds, (performance.now() - begun) / 1000)
  }
  return { seconds, found }
}

function show(name: string, texts: readonly string[], { seconds, found }: Rate): void {
  const bytes = texts.reduce((sum, t) => sum + Buffer.byteLength(t), 0)
  const units = texts.reduce((sum, t) => sum + t.length, 0)
  const rate = `${(bytes / 1e6 / seconds).toFixed(0).padStart(5)} MB/s ${(units / 1e6 / seconds).toFixed(1).padStart(7)} M characters/s`
  const density = ((found / units) * 1000).toFixed(1)
  console.log(`${name.padEnd(44)} ${seconds.toFixed(3).padStart(8)} s ${rate}, ${density} found in 1000`)
}

/** What is under test finds places in raw text; the others are given the folded text. */
type Search = (folded: string, tell: (pattern: number, start: number) => void) => void

/** One look-up in a set for every length of a term at every place. */
function byLengths(patterns: readonly string[]): Search {
  const known = new Map(patterns.map((p, i) => [p, i]))
  const lengths = [...new Set(patterns.map((p) => p.length))]
  return (text, tell) => {
    for (let i = 0; i < text.length; i++) {
      for (const length of lengths) {
        const pattern = i + length <= text.length ? known.get(text.slice(i, i + length)) : undefined
        if (pattern !== undefined) tell(pattern, i)
      }
    }
  }
}

interface Peer {
  search(text: string): { readonly patternIndex: number; readonly start: number }[]
}

async function installed(patterns: readonly string[]): Promise<Search | undefined> {
  const name = process.env['PEER'] ?? 'modern-ahocorasick/fast'
  const module = await import(name).catch(() => undefined)
  if (module === undefined) return undefined
  const peer: Peer = new module.default(patterns)
  return (text, tell) => {
    for (const { patternIndex, start } of peer.search(text)) tell(patternIndex, start)
  }
}

console.log(
  `node ${process.versions.node}, ${listed.length} terms, best of ${ROUNDS} rounds (the others: one), one core`,
)

const rows = listed.map((term, i) => `${term},A.${1 + (i % 2)}.a,${i % 5 === 4 ? listed[i - 1] : ''},2026-01-01,x`)
const csv = `term,classId,variantOf,addedAt,reviewer\n${rows.join('\n')}\n`
const reading = best(() => {
  const library = readKeywords(csv, 'keywords.csv')
  if (!library.ok) throw new Error(JSON.stringify(library.problems[0]))
  return library.value.length
})
console.log(`reading ${reading.found} rows, every fifth a variant: ${reading.seconds.toFixed(3)} s`)

const library = readKeywords(csv, 'keywords.csv')
if (!library.ok) throw new Error('the library is not valid')
const before = process.memoryUsage()
const begun = performance.now()
const own = matcher(library.value)
const took = performance.now() - begun
const after = process.memoryUsage()
console.log(
  `building: ${(took / 1000).toFixed(3)} s, ${((after.arrayBuffers - before.arrayBuffers) / 1e6).toFixed(1)} MB of arrays`,
)

const text = drawText((megabytes * 1e6) / 3)
const dense = Array.from({ length: 200_000 }, () => pick(listed)).join('')
const answers = Array.from({ length: answerCount }, () => drawText(ANSWER))

const forms = [...new Set(listed.map(normaliseTerm))]
const plainForms = new Automaton(forms, { fold: (unit) => unit, dropsPair: () => false })
const automaton: Search = (folded, tell) => plainForms.each(folded, tell)
const lengths = byLengths(forms)
const peer = await installed(forms)
const places = (search: Search, folded: string) => {
  const all: string[] = []
  search(folded, (pattern, start) => all.push(`${pattern}@${start}`))
  return all.sort().join()
}
const sample = normalise(text.slice(0, 200_000)).text
const expected = places(lengths, sample)
for (const other of [automaton, ...(peer ? [peer] : [])]) {
  if (places(other, sample) !== expected) throw new Error('the searches do not find the same places')
}
if (!peer) console.log('modern-ahocorasick is not installed')
console.log(`all find the same ${expected.split(',').length} places in ${sample.length} characters`)

const counted = (search: Search, texts: readonly string[]) => () => {
  let found = 0
  for (const one of texts) search(normalise(one).text, () => found++)
  return found
}
for (const [name, texts] of [
  ['one text', [text]],
  ['nothing but terms', [dense]],
  [`${answerCount} answers`, answers],
] as const) {
  show(
    `${name}: matcher`,
    texts,
    best(() => (texts as readonly string[]).reduce((sum, one) => sum + own.find(one).hits.length, 0)),
  )
}
const part = [text.slice(0, 100_000)]
show('first 100,000 characters: a set of terms', part, best(counted(lengths, part), 1))
if (peer) show('first 100,000 characters: modern-ahocorasick', part, best(counted(peer, part), 1))
