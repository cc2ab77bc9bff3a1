/**
 * From a register to a frozen publication. Run: `npm run bench:monitoring [enterprises=10000] [years=1]` (builds first). The register is invented
 * from a seed (enterprise-register.ts). Equality first: classes of a random sample against the whole exact judgement; every cell of the tables
 * against a plain loop over the rows; then the audit of what is published. Times follow only if all hold.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findStandard } from '../dist/assessment/library.js'
import { assessRegister } from '../dist/assessment/monitor/register.js'
import { filingOf } from '../dist/instruments/enterprise/filing/filing-of.js'
import { judge } from '../dist/judge/judge.js'
import { pcg32 } from '../dist/metrics/random.js'
import { intervals } from '../dist/monitoring/confidential/audit.js'
import { sensitivity } from '../dist/monitoring/confidential/primary.js'
import { usualRules } from '../dist/monitoring/confidential/rules.js'
import { loadSolver } from '../dist/monitoring/confidential/solver.js'
import { snapshotOf } from '../dist/monitoring/publication/snapshot-of.js'
import { shownValue, tabulate } from '../dist/monitoring/tables/tabulate.js'
import { writeRegister } from './enterprise-register.ts'

const [enterprises = 10_000, span = 1] = process.argv.slice(2).map(Number)
const years = [2025, 2024, 2023].slice(0, span).sort()
const tables = [['layer', 'district'], ['level']] as const
const folder = mkdtempSync(join(tmpdir(), 'monitoring-'))
const file = join(folder, 'register.jsonl')
const lines = await writeRegister(file, enterprises, 9n, years)
console.log(
  `node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cpus; ${enterprises} enterprises, ${lines} filings of ${years.join(', ')}; tables ${tables.map((t) => t.join(' x ')).join('; ')}; AI revenue and enterprises; rules ${JSON.stringify(usualRules)}`,
)
const standard = findStandard('cn-sh/ai-enterprise')
if (!standard.ok) throw new Error('no standard')
const s = standard.value.standard
const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)

const began = performance.now()
const assessed = await assessRegister(s, file)
if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems[0]))
const { rows } = assessed.value
const judged = seconds(began)
const solver = await loadSolver()
const t = tabulate(solver, rows, { tables, measures: ['aiRevenue'], rules: usualRules })
const snapshot = snapshotOf(t, rows, {
  title: { en: 'bench' },
  standard: { id: s.id, edition: s.edition, hash: s.hash },
  asOf: '2026-04-01',
  filings: rows.length,
  tool: { name: 'bench', version: '0' },
})
const whole = seconds(began)

const random = pcg32(1n)
const texts = readFileSync(file, 'utf8').trimEnd().split('\n')
let different = 0
for (let i = 0; i < 200; i++) {
  const at = random.below(texts.length)
  const given = JSON.parse(texts[at]!)
  const filing = filingOf(given.filing)
  if (!filing.ok) throw new Error('a filing of the bench has a fault')
  const judgement = judge(s, {
    facts: given.facts,
    measures: { filing: { n: 1, evidence: 'claim', quantities: filing.value.quantities } },
    findings: {},
    assessment: { date: given.asOf, party: 'first' },
  })
  if (!judgement.ok) throw new Error(JSON.stringify(judgement.problems[0]))
  const { grade, layer, kind } = judgement.value.nodes
  const { words } = rows[at]!
  const level = grade?.level
  const found = [level && level.lo === level.hi ? level.lo : 'unknown', layer?.value, kind?.value]
  const mine = [words.level, words.layer, words.kind]
  if (found.some((f, k) => f !== mine[k])) different++
}
console.log(`classes as the whole judgement has them: ${200 - different} of 200`)

let cells = 0
let wrong = 0
for (const [measure, m] of t.measures)
  for (const c of m.cells.system.cells) {
    const [period, at = '', part] = c.key.split('|')
    if (part !== undefined || at.startsWith('from=')) continue
    const words = at === '' ? [] : at.split(';').map((x) => x.split('='))
    let sum = 0
    for (const r of rows)
      if (r.period === period && words.every(([k, v]) => r.words[k as keyof typeof r.words] === v))
        sum += measure === 'enterprises' ? 1 : r.amounts.aiRevenue!
    cells++
    if (sum !== c.value) wrong++
  }
console.log(`cells as a plain loop has them: ${cells - wrong} of ${cells}`)

let narrow = 0
let sensitive = 0
for (const m of t.measures.values()) {
  const { cells, relations } = m.cells.system
  const open = new Map(
    intervals(
      solver,
      cells.map((c) => ({ key: c.key, value: shownValue(m, c.key) ?? ('*' as const) })),
      relations,
    ).map((i) => [i.key, i]),
  )
  for (const c of cells) {
    if (c.value === 0 || sensitivity(c.by, usualRules).length === 0) continue
    sensitive++
    const i = open.get(c.key)
    if (!i || (i.most ?? Number.POSITIVE_INFINITY) - c.value < Math.max(1, 0.1 * c.value) * (1 - 1e-5)) narrow++
  }
}
console.log(`sensitive cells that the audit finds open: ${sensitive - narrow} of ${sensitive}`)
if (different + wrong + narrow > 0) process.exit(1)
console.log(`judged exactly: ${judged} s; judged, tabulated, protected, frozen: ${whole} s`)
for (const [measure, p] of Object.entries(snapshot.protection ?? {}))
  console.log(`${measure}: ${p.further} further cells withheld, no safe set has fewer than ${p.atLeast}`)
rmSync(folder, { recursive: true })
