/*
 * The runner: 10 000 items of 1 ms each into a journal on disk, beside the same work in a bare loop. Compile and run:
 *   npx tsc --ignoreConfig --noCheck --rootDir . --outDir dist/.bench --module nodenext --target es2023 --types node \
 *     --rewriteRelativeImportExtensions bench/metrics-run.ts && node dist/.bench/bench/metrics-run.js
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subject, toy } from '../src/assessment/run/fixtures/toy.ts'
import { run } from '../src/assessment/run/run.ts'

const COUNT = 10_000
const millisecond = () => new Promise((resolve) => setTimeout(resolve, 1))
const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'))

async function bare(width: number): Promise<number> {
  const began = performance.now()
  let next = 0
  const worker = async () => {
    while (next++ < COUNT) await millisecond()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return performance.now() - began
}

async function measured(name: string, width: number, wait: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  const instrument = toy({
    count: COUNT,
    measure: async ({ index }) => {
      await wait()
      return { square: index * index }
    },
  })
  const outcome = await run(instrument, subject, {}, { journal: join(folder, `${name}.jsonl`), width })
  if (!outcome.ok || outcome.value.done !== COUNT) throw new Error('not every item was answered')
  return performance.now() - began
}

for (const width of [8, 32]) {
  const floor = await bare(width)
  const took = await measured(`width-${width}`, width, millisecond)
  console.log(
    `width ${width}: bare loop ${floor.toFixed(0)} ms, run with journal ${took.toFixed(0)} ms, ratio ${(took / floor).toFixed(2)}`,
  )
}
const instant = await measured('instant', 8, async () => undefined)
console.log(`items without work: ${instant.toFixed(0)} ms, ${((COUNT / instant) * 1000).toFixed(0)} items/s`)
const again = await measured('instant', 8, async () => undefined)
console.log(
  `the finished journal opened again: ${again.toFixed(0)} ms; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
)
await rm(folder, { recursive: true, force: true })
