/*
 * Kernels of src/metrics, after checking that what they compute is right. Compile and run:
 *   npx tsc --ignoreConfig --noCheck --rootDir . --outDir dist/.bench --module nodenext --target es2023 --types node \
 *     --rewriteRelativeImportExtensions bench/metrics-kernels.ts && node dist/.bench/bench/metrics-kernels.js
 */
import { bootstrapRatio } from '../src/metrics/bootstrap.ts'
import { codePoints, edits } from '../src/metrics/edit-distance.ts'
import { exp, ln } from '../src/metrics/elementary.ts'
import { clopperPearsonLower } from '../src/metrics/intervals.ts'
import { pcg32 } from '../src/metrics/random.ts'

function timed<T>(name: string, per: number, unit: string, work: () => T): T {
  work()
  const began = performance.now()
  const value = work()
  const seconds = (performance.now() - began) / 1000
  console.log(`${name.padEnd(52)} ${seconds.toFixed(3).padStart(8)} s  ${(per / seconds).toExponential(2)} ${unit}/s`)
  return value
}

const random = pcg32(1n)
const pairs = Array.from({ length: 100_000 }, () => {
  const reference = Uint32Array.from({ length: 40 }, () => 0x4e00 + random.below(2000))
  const hypothesis = reference.map((c) => (random.uniform() < 0.08 ? 0x4e00 + random.below(2000) : c))
  return [reference, hypothesis.subarray(random.below(2))] as const
})
const totals = timed('edits with S, D, I: 100 000 pairs of 40 characters', 100_000, 'pairs', () => {
  let distance = 0
  for (const [a, b] of pairs) distance += edits(a, b).distance
  return distance
})
if (!(totals > 250_000 && totals < 450_000)) throw new Error(`implausible distance ${totals}`)

const long = codePoints(Array.from({ length: 10_000 }, () => 'abcdefgh'[random.below(8)]).join(''))
const other = codePoints(Array.from({ length: 10_000 }, () => 'abcdefgh'[random.below(8)]).join(''))
timed('edits: one pair of 10 000 characters', 1, 'pairs', () => edits(long, other).distance)

const x = Float64Array.from({ length: 1_000_000 }, () => random.uniform() * 100 + 1e-9)
const own = timed('ln, deterministic', x.length, 'calls', () => x.reduce((s, v) => s + ln(v), 0))
const library = timed('ln, Math.log', x.length, 'calls', () => x.reduce((s, v) => s + Math.log(v), 0))
if (Math.abs(own / library - 1) > 1e-12) throw new Error('ln differs')
timed('exp, deterministic', x.length, 'calls', () => x.reduce((s, v) => s + exp(-v), 0))

for (const n of [100, 10_000, 1_000_000]) {
  timed(`Clopper-Pearson lower bound, n = ${n}`, 200, 'bounds', () => {
    let sum = 0
    for (let k = 0; k < 200; k++) sum += clopperPearsonLower(n - (k % 50), n, 0.95)
    return sum
  })
}

timed('beta(985.5, 15.5) draws', 200_000, 'draws', () => {
  let sum = 0
  for (let i = 0; i < 200_000; i++) sum += random.beta(985.5, 15.5)
  return sum
})

const ones = new Float64Array(1000).fill(12)
const some = Float64Array.from(ones, () => random.below(3))
timed('bootstrap of a ratio: 1 000 clusters, 2 000 rounds', 2000, 'rounds', () => bootstrapRatio(some, ones).sorted[0])
