/**
 * Search in 100,000 editions: titles of the catalogue with words exchanged and numbers of their own.
 *
 *   npm run bench:catalogue -- [editions=100000] [rounds=20]
 *
 * Before a time is shown, each question has to give what looking at every edition gives: the same documents in the same order.
 */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Search } from '../src/catalogue/search/search.ts'
import { latinWords, tokensOf } from '../src/catalogue/search/tokens.ts'
import { pcg32 } from '../src/metrics/random.ts'

const [editions = 100_000, rounds = 20] = process.argv.slice(2).map(Number)
const lines = readFileSync('catalogue/editions.csv', 'utf8').split('\n').slice(1, -1)
const titles = lines.map((line) => line.split(',').slice(1, 3))
const random = pcg32(1n)
const texts = Array.from({ length: editions }, (_, n) => {
  const [a, b] = [titles[n % titles.length]!, titles[random.below(titles.length)]!]
  const [zh, en] = [`${a[0]!.slice(0, 6)}${b[0]!}`, `${a[1]!.split(' ').slice(0, 3).join(' ')} ${b[1]!}`]
  return `GB/T ${10_000 + n}-${2000 + random.below(27)} ${zh} ${en}`
})
const built = performance.now()
const search = new Search(texts)
const building = performance.now() - built

const questions = [
  '可信赖大模型',
  'trustworthy LLM',
  '人工智能',
  'artificial intelligence',
  'GB/T 45654',
  'evlauation of generative AI',
  '生成式人工只能服务安全',
  'road vehicles functional safety requirements and testing of automated driving systems',
  '机器人',
]

/** The same by looking at each: rarity counted, tokens compared, everything sorted. */
function plainly(question: string, wordsPutRight: readonly string[]): number[] {
  const asked = tokensOf(question, wordsPutRight)
  const scores = all.map((tokens, document) => {
    let sum = 0
    for (const [token, weight] of asked) if (tokens.has(token)) sum += weight * rarity(token)
    return { document, sum, size: tokens.size }
  })
  const whole = [...asked].reduce((sum, [token, weight]) => sum + weight * rarity(token), 0)
  return scores
    .map(({ document, sum, size }) => ({ document, sum, score: sum / whole - size * 1e-4 }))
    .filter(({ sum, score }) => sum > 0 && score >= 0.2)
    .sort((x, y) => y.score - x.score || x.document - y.document)
    .slice(0, 20)
    .map(({ document }) => document)
}
const all = texts.map((text) => tokensOf(text))
const having = new Map<string, number>()
for (const tokens of all) for (const token of tokens.keys()) having.set(token, (having.get(token) ?? 0) + 1)
const rarity = (token: string) => Math.log(1 + (editions + 1) / ((having.get(token) ?? 0) + 0.5))

for (const question of questions) {
  const words = latinWords(question).map((word) => (word === 'evlauation' ? 'evaluation' : word))
  const own = search.find(question).map((f) => f.document)
  if (own.join() !== plainly(question, words).join())
    throw new Error(`${question}: another answer than by looking at each`)
}
console.log(
  `${cpus()[0]!.model}, Node ${process.versions.node}; ${editions} editions, index built in ${building.toFixed(0)} ms; answers equal to a plain scan`,
)
for (const question of questions) {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const began = performance.now()
    search.find(question)
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  console.log(
    `  ${times[rounds >> 1]!.toFixed(1).padStart(6)} ms median, ${times.at(-1)!.toFixed(1).padStart(6)} ms longest  ${question}`,
  )
}
