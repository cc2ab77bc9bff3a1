/**
 * Figures of the judge. Run: `npm run bench:judge` (builds first). Prints the settings, checks equality, then the figures.
 * The workload is that of a 500-indicator tree with weighted groups, minima, vetoes and five grades; the generator is seeded.
 */
import { cpus } from 'node:os'
import { judgeColumns } from '../dist/judge/batch.js'
import { draw } from '../dist/judge/draws.js'
import { judge } from '../dist/judge/judge.js'
import { loadStandard } from '../dist/language/load.js'
import { pcg32 } from '../dist/metrics/random.js'
import { tree } from './tree.ts'

const random = pcg32(7n)
const made = tree(500, 100, random)
const time = <T>(runs: number, f: () => T): { ms: number; value: T } => {
  let value = f()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const t = performance.now()
    value = f()
    times.push(performance.now() - t)
  }
  times.sort((a, b) => a - b)
  return { ms: times[Math.floor(times.length / 2)]!, value }
}
const say = (what: string, figure: string) => console.log(`${what.padEnd(66)} ${figure}`)
console.log(`node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cpus; medians, one process, one thread`)

const loaded = time(9, () => loadStandard('tree.yaml', made.yaml))
if (!loaded.value.ok) throw new Error(JSON.stringify(loaded.value.problems[0]))
const standard = loaded.value.value
say(
  `load, check and hash: ${standard.nodes.size} nodes (500 indicators, 100 requirements)`,
  `${loaded.ms.toFixed(1)} ms warm`,
)
const four = time(9, () => loadStandard('four.yaml', tree(0, 400, pcg32(3n)).yaml))
if (!four.value.ok) throw new Error(JSON.stringify(four.value.problems[0]))
say('load, check and hash a standard of 400 requirements', `${four.ms.toFixed(1)} ms warm`)

const subject = made.subject(random)
const evidence = {
  facts: subject.facts,
  measures: subject.measures,
  findings: { '*': { satisfied: true } },
  assessment: { date: '2026-01-01', party: 'third' as const },
}
const judged = time(9, () => judge(standard, evidence))
if (!judged.value.ok) throw new Error(JSON.stringify(judged.value.problems[0]))
say('exact judgement with the explanation of every node', `${judged.ms.toFixed(1)} ms warm`)

const drawn = time(5, () => draw(standard, evidence, 10_000))
say(`10,000 draws of it (${drawn.value!.drawn.length} measures drawn)`, `${drawn.ms.toFixed(0)} ms`)

const count = 10_000
const columns = made.columns(count, random)
const watch = [...standard.nodes.keys()].filter((id) => /^[ABI]\d|^total$|^grade$/.test(id))
const batch = time(5, () =>
  judgeColumns(
    standard,
    { count, assessment: { date: '2026-01-01', party: 'third' }, facts: columns, quantities: {}, findings: {} },
    watch,
  ),
)
let compared = 0
let different = 0
const grades = new Map<string, number>()
for (let s = 0; s < count; s++) {
  const g = String(batch.value.get('grade')![s])
  grades.set(g, (grades.get(g) ?? 0) + 1)
}
for (let s = 0; s < count; s += 50) {
  const facts = Object.fromEntries(Object.entries(columns).map(([k, x]) => [k, x[s]!]))
  const exact = judge(standard, { ...evidence, measures: {}, facts })
  if (!exact.ok) throw new Error(JSON.stringify(exact.problems[0]))
  for (const id of watch) {
    const node = exact.value.nodes[id]!
    const got = batch.value.get(id)![s]!
    const level =
      node.level &&
      standard.nodes
        .get(id)!
        .level!.scale.levels.find((l) => l.id === node.level!.lo)!
        .number.toNumber()
    const want = level ?? ratio(node.number!.lo)
    compared++
    if (Math.abs(want - got) > 1e-9 * Math.max(1, Math.abs(want))) different++
  }
}
function ratio(text: string): number {
  const [a, b] = text.split('/')
  return Number(a) / Number(b ?? 1)
}
say(
  `equal to the exact path: ${compared} values of ${count / 50} subjects`,
  different === 0 ? 'all' : `${different} DIFFER`,
)
say(
  `${count} subjects, ${watch.length} nodes kept each (${[...grades]
    .sort()
    .map(([g, n]) => `${g}:${n}`)
    .join(' ')})`,
  `${Math.round((count / batch.ms) * 1000).toLocaleString('en')} subjects/s`,
)
process.exitCode = different === 0 ? 0 : 1
