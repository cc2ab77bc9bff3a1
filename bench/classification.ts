/*
 * AUC, average precision and ECE of a million rows, and near duplicates of 100,000 test hashes among a million training hashes. First each is
 * held against a comparison of every pair on a part. npm run bench:classification [-- rows]
 */
import { binned, calibrationError, equalWidthBins } from '../src/metrics/classification/calibration.ts'
import { averagePrecision, rankedClass, rocAuc } from '../src/metrics/classification/ranked-class.ts'
import { rankingOf } from '../src/metrics/classification/ranking.ts'
import { bitsSet, type Hashes } from '../src/metrics/hamming/hashes.ts'
import { nearestHash } from '../src/metrics/hamming/nearest.ts'
import { pcg32 } from '../src/metrics/random.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const random = pcg32(5n)
const timed = <T>(name: string, work: () => T): T => {
  const from = performance.now()
  const got = work()
  console.log(`${name}: ${((performance.now() - from) / 1000).toFixed(2)} s`)
  return got
}
const equal = (what: string, got: unknown, wanted: unknown) => {
  if (JSON.stringify(got) !== JSON.stringify(wanted))
    throw new Error(`${what}: ${got}, but the slow way says ${wanted}`)
}

const truth = Uint8Array.from({ length: rows }, () => Number(random.below(10) === 0))
const scores = Float64Array.from(truth, (t) => Math.min(1, Math.max(0, random.normal() * 0.15 + 0.4 + 0.2 * t)))
const ranked = (n: number) => rankedClass(rankingOf(scores.subarray(0, n)), (i) => truth[i] === 1)
const ece = (n: number) => {
  const confidence = scores.slice(0, n).map((s) => Math.max(s, 1 - s))
  const hit = Uint8Array.from(scores.subarray(0, n), (s, i) => Number(s >= 0.5 === (truth[i] === 1)))
  return calibrationError(binned(confidence, hit, equalWidthBins(confidence, 15), 15))
}

const part = Math.min(2000, rows)
let [wins, pairs] = [0, 0]
for (let i = 0; i < part; i++) {
  for (let j = 0; j < part; j++) {
    if (truth[i] === 0 || truth[j] === 1) continue
    pairs++
    wins += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0
  }
}
const positives = Array.from({ length: part }, (_, i) => i).filter((i) => truth[i] === 1)
equal('AUC of a part', rocAuc(ranked(part))!.toFixed(12), (wins / pairs).toFixed(12))

let off = 0
for (let b = 0; b < 15; b++) {
  let [gap, n] = [0, 0]
  for (let i = 0; i < part; i++) {
    const confidence = Math.max(scores[i]!, 1 - scores[i]!)
    if (confidence <= b / 15 || confidence > (b + 1) / 15) continue
    n++
    gap += confidence - Number(scores[i]! >= 0.5 === (truth[i] === 1))
  }
  if (n > 0) off += Math.abs(gap) / part
}
equal('ECE of a part', ece(part)!.toFixed(12), off.toFixed(12))

console.log(
  `${rows} rows; AUC of ${part} rows with ${positives.length} positives is that of all pairs, ECE that of each bin`,
)
const all = timed('rank', () => ranked(rows))
const auc = timed('AUC and average precision', () => [rocAuc(all), averagePrecision(all)])
console.log(`AUC ${auc[0]!.toFixed(6)}, average precision ${auc[1]!.toFixed(6)}`)
console.log(`ECE ${timed('ECE', () => ece(rows))!.toFixed(6)}`)

const hashes = (n: number): Hashes => ({
  high: Uint32Array.from({ length: n }, () => random.uint32()),
  low: Uint32Array.from({ length: n }, () => random.uint32()),
})
const train = hashes(rows)
const test = hashes(Math.ceil(rows / 10))
// one in ten is a training item with up to twelve bits turned over
for (let i = 0; i < test.high.length; i += 10) {
  const from = random.below(rows)
  test.high[i] = train.high[from]! ^ (1 << random.below(32)) ^ (1 << random.below(32))
  test.low[i] = train.low[from]! ^ (random.uint32() & random.uint32() & random.uint32())
}
for (const distance of [4, 10]) {
  const nearest = timed(`index for distance ${distance}`, () => nearestHash(train, distance))
  for (let q = 0; q < 40; q++) {
    let [row, least] = [-1, distance + 1]
    for (let t = 0; t < rows; t++) {
      const apart = bitsSet(train.high[t]! ^ test.high[q]!) + bitsSet(train.low[t]! ^ test.low[q]!)
      if (apart < least) [row, least] = [t, apart]
    }
    equal(`query ${q}`, nearest(test.high[q]!, test.low[q]!), row < 0 ? undefined : { row, distance: least })
  }
  const near = timed(`${test.high.length} × ${rows} hashes at distance ${distance}, 40 held against all pairs`, () => {
    let found = 0
    for (let q = 0; q < test.high.length; q++) if (nearest(test.high[q]!, test.low[q]!) !== undefined) found++
    return found
  })
  console.log(`${near} near duplicates`)
}
console.log(`peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`)
