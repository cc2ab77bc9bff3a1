/**
 * Figures of the back-test. Run: `npm run bench:back-test [reports]` (builds first). A standard of 200 indicators, a draft of it with six
 * changes, and seeded reports as JSONL. A random sample is judged by the exact judge alone first; figures follow only if all are equal.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { rowOf } from '../dist/assessment/back-test/rows.js'
import { backTest } from '../dist/assessment/back-test/run.js'
import { BlockJudge } from '../dist/judge/back-test/block.js'
import { resultOutcomes } from '../dist/judge/back-test/block-outcomes.js'
import { resultOutcome } from '../dist/judge/back-test/outcome.js'
import { loadStandard } from '../dist/language/load.js'
import { pcg32 } from '../dist/metrics/random.js'
import { tree } from './tree.ts'

const count = Number(process.argv[2] ?? 100_000)
const random = pcg32(7n)
const made = tree(200, 40, random)
const draft = made.yaml
  .replace('G2: 50, G3: 60', 'G2: 52, G3: 61')
  .replace('f0 >= 50', 'f0 >= 55')
  .replace('f5 >= 50', 'f5 >= 45')
  .replace('I10, weight: ', 'I10, weight: 1')
  .replace('I15, weight: ', 'I15, weight: 1')
  .replace('I20, weight: ', 'I20, weight: 1')
const [from, to] = [made.yaml, draft].map((text) => {
  const s = loadStandard('tree.yaml', text)
  if (!s.ok) throw new Error(JSON.stringify(s.problems[0]))
  return s.value
})
const folder = mkdtempSync(join(tmpdir(), 'back-test-'))
const file = join(folder, 'reports.jsonl')
const out = createWriteStream(file)
const sample: string[] = []
const part = 1000
for (let at = 0; at < count; at += part) {
  const n = Math.min(part, count - at)
  const columns = Object.entries(made.columns(n, random))
  for (let i = 0; i < n; i++) {
    const text = JSON.stringify({
      id: `r${at + i}`,
      sector: `s${Math.floor(random.uniform() * 8)}`,
      zone: `z${Math.floor(random.uniform() * 3)}`,
      facts: Object.fromEntries(columns.map(([k, x]) => [k, x[i]])),
      measures: {},
      findings: { '*': { satisfied: true } },
      assessment: { date: '2026-01-01', party: 'third' },
    })
    if (random.uniform() < 500 / count) sample.push(text)
    if (!out.write(`${text}\n`)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
}
await new Promise<void>((resolve) => out.end(() => resolve()))
console.log(`node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cpus; ${count} reports of 200 indicators`)
const rows = sample.map((text) => rowOf(text, {})!.evidence)
let left = 0
for (const s of [from!, to!]) {
  const fast = resultOutcomes(s, 'grade', rows)
  const different = rows.filter(
    (e, i) => JSON.stringify(resultOutcome(s, 'grade', e)) !== JSON.stringify(fast[i]),
  ).length
  const block = new BlockJudge(s, 'grade')
  for (let at = 0; at < rows.length; at += 1000)
    left += block.names(rows.slice(at, at + 1000)).filter((n) => n === undefined).length
  console.log(`equal to the exact judge: ${rows.length - different} of ${rows.length}`)
  if (different > 0) process.exit(1)
}
console.log(`left to the exact judge: ${((100 * left) / (2 * rows.length)).toFixed(2)} %`)
for (const threads of [1, cpus().length]) {
  const began = performance.now()
  let most = 0
  const tested = await backTest({
    from: from!,
    to: to!,
    reports: file,
    settings: { draws: 0, result: 'grade' },
    groups: {},
    least: 3,
    journal: join(folder, `journal-${threads}`),
    threads,
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().rss)
    },
  })
  if (!tested.ok || tested.value === 'stopped') throw new Error('the back-test did not end')
  if (threads === 1) console.log(JSON.stringify(tested.value.moves))
  const movers = tested.value.causes.reduce((n, c) => n + (c.reports ?? 0), 0)
  console.log(
    `${threads} threads: ${((performance.now() - began) / 1000).toFixed(1)} s, ${movers} movers with causes, at most ${Math.round(most / 1e6)} MB`,
  )
}
rmSync(folder, { recursive: true })
