/**
 * Comparison scores to the exact DET curve, beside scikit-learn's `det_curve` on the same file. The arrays must be equal, byte for byte,
 * before anything is compared. Then the same comparisons as a CSV file through the reader of `recognition/verification`.
 *
 *   npm run bench:verification -- [scores=10000000] [levels=0] [rounds=3] [mean=0.7] [bits=64] [resamples=1000]
 *
 * Needs a Python with scikit-learn (Debian: python3-sklearn), named by PYTHON, default python3; without it only our own times are shown.
 * Scores are float64 (float32 with bits=32), a tenth genuine, N(mean, 0.11) beside N(0, 0.10); `levels` > 0 rounds them to 1/levels, for ties.
 * The gain is that of the overlap: with a mean of 0.2 the classes lie over each other and most scores are sorted.
 * Last the bootstrap by subject: resamples of 10^6 comparisons of 2,000 subjects, FNMR at FMR 1e-3 and 1e-4, sorting included. numpy takes a tenth of the
 * same resamples, has to give the same counts, and its time is scaled but for the sorting; on our side the EER comes with it.
 * Both sides are timed from the open file to the three arrays, after start-up and imports; memory is the peak of the whole process.
 */

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readScores } from '../src/instruments/recognition/verification/score-file.ts'
import { Exact } from '../src/language/exact.ts'
import { pcg32 } from '../src/metrics/random.ts'
import { clusteredCurve, resampledClusters } from '../src/metrics/verification/clustered.ts'
import { type DetCurve, detOf } from '../src/metrics/verification/det.ts'
import { detCurveOf, type ScoreChunk } from '../src/metrics/verification/det-stream.ts'
import { eer } from '../src/metrics/verification/eer.ts'
import { pointAtFmr } from '../src/metrics/verification/operating-point.ts'
import { sortedScores } from '../src/metrics/verification/scores.ts'
import { areaUnderRoc } from '../src/metrics/verification/separation.ts'

const [count = 10_000_000, levels = 0, rounds = 3, mean = 0.7, bits = 64, resamples = 1000] = process.argv
  .slice(2)
  .map(Number)
const Numbers = bits === 32 ? Float32Array : Float64Array
const CHUNK = 1 << 18
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
const file = (name: string) => join(folder, name)

function generate(): void {
  const random = pcg32(20260101n)
  const [scores, labels] = [openSync(file('scores.f64'), 'w'), openSync(file('labels.u8'), 'w')]
  for (let done = 0; done < count; done += CHUNK) {
    const size = Math.min(CHUNK, count - done)
    const s = new Numbers(size)
    const l = new Uint8Array(size)
    for (let i = 0; i < size; i++) l[i] = Number(random.uniform() < 0.1)
    for (let i = 0; i < size; i++) {
      const gauss = Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
      const x = l[i] === 1 ? mean + 0.11 * gauss : 0.1 * gauss
      s[i] = levels > 0 ? Math.round(x * levels) / levels : x
    }
    writeSync(scores, s)
    writeSync(labels, l)
  }
  closeSync(scores)
  closeSync(labels)
}

function* chunks(): Iterable<ScoreChunk> {
  const [scores, labels] = [openSync(file('scores.f64'), 'r'), openSync(file('labels.u8'), 'r')]
  const [s, l] = [new Numbers(CHUNK), new Uint8Array(CHUNK)]
  for (;;) {
    const read = readSync(labels, l)
    readSync(scores, new Uint8Array(s.buffer, 0, read * s.BYTES_PER_ELEMENT))
    if (read === 0) break
    yield { scores: s.subarray(0, read), labels: l.subarray(0, read) }
  }
  closeSync(scores)
  closeSync(labels)
}

const PEER = `
import sys, time, json, resource
import numpy as np
from sklearn.metrics import det_curve
import sklearn
folder, rounds = sys.argv[1], int(sys.argv[2])
times = []
for _ in range(rounds):
    began = time.perf_counter()
    scores, labels = np.fromfile(folder + '/scores.f64', sys.argv[3]), np.fromfile(folder + '/labels.u8', 'u1')
    fmr, fnmr, thresholds = det_curve(labels, scores)
    times.append(time.perf_counter() - began)
for name, values in (('fmr', fmr), ('fnmr', fnmr), ('thresholds', thresholds)):
    np.ascontiguousarray(values, '<f8').tofile(folder + '/peer.' + name)
print(json.dumps(dict(times=times, version=sklearn.__version__, mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
`

function bySubject(): void {
  const [comparisons, subjects] = [1_000_000, 2000]
  const random = pcg32(20260104n)
  const genuine = Uint8Array.from({ length: comparisons }, () => Number(random.uniform() < 0.1))
  const a = Uint32Array.from(genuine, () => random.below(subjects))
  const b = a.map((x, i) => (genuine[i] === 1 ? x : (x + 1 + random.below(subjects - 1)) % subjects))
  const scores = Float64Array.from(genuine, (g) => (g === 1 ? mean + 0.11 * random.normal() : 0.1 * random.normal()))
  const targets = ['1/1000', '1/10000'].map((f) => Exact.parse(f)!)
  const part = Math.ceil(resamples / 10)
  const drawn = new Uint32Array(part * subjects)
  const rows: number[][][] = []

  const began = performance.now()
  const curve = clusteredCurve({ scores, genuine, a, b, clusters: subjects })
  resampledClusters(subjects, resamples, (w) => {
    const det = curve.draw(w)
    const found = targets.map((f) => [det.falseNonMatches[pointAtFmr(det, f)]!, det.genuine])
    if (rows.length < part) {
      drawn.set(w, rows.length * subjects)
      rows.push(found)
    }
    return [...found.map(([k, n]) => k! / n!), eer(det, 'midpoint').value!.toNumber()]
  })
  const took = (performance.now() - began) / 1000
  line(`bootstrap by subject, ${resamples} resamples of 10^6`, took, peak())

  for (const [name, values] of Object.entries({ scores, labels: genuine, a, b, weights: drawn }))
    writeFileSync(file(`c.${name}`), values)
  const script = join(process.cwd(), 'bench/peers-cluster-bootstrap.py')
  const peer = spawnSync(process.env['PYTHON'] ?? 'python3', [script, folder, String(part), String(subjects)], {
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (peer.status !== 0) {
    console.log(`numpy did not run: ${peer.stderr?.trim().split('\n').at(-1) ?? 'no Python'}`)
    return
  }
  const said = JSON.parse(peer.stdout) as {
    prepared: number
    took: number
    out: number[][][]
    version: string
  }
  if (JSON.stringify(said.out) !== JSON.stringify(rows)) throw new Error('the resamples are not those of numpy')
  const whole = said.prepared + (said.took * resamples) / part
  line(`numpy ${said.version}, ${part} resamples equal, scaled to all`, whole, 0)
  console.log(`ratio ${(whole / took).toFixed(1)}`)
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1]!
const peak = () => process.resourceUsage().maxRSS / 1024
const line = (name: string, seconds: number, mib: number) =>
  console.log(`${name.padEnd(44)} ${seconds.toFixed(3).padStart(8)} s ${mib.toFixed(0).padStart(6)} MiB`)

try {
  generate()
  console.log(
    `node ${process.versions.node}, ${count} float${bits} scores, ${levels > 0 ? `${levels} levels` : 'as drawn'}, genuine at ${mean}, median of ${rounds}`,
  )
  const times: number[] = []
  let curve: DetCurve | undefined
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    curve = detCurveOf(chunks)
    times.push((performance.now() - began) / 1000)
  }
  if (!curve) throw new Error('no rounds')
  line(`exact DET curve, ${curve.thresholds.length} points`, median(times), peak())

  const peer = spawnSync(
    process.env['PYTHON'] ?? 'python3',
    ['-c', PEER, folder, String(rounds), bits === 32 ? '<f4' : '<f8'],
    {
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      encoding: 'utf8',
    },
  )
  if (peer.status !== 0)
    console.log(`scikit-learn did not run: ${peer.stderr?.trim().split('\n').at(-1) ?? 'no Python'}`)
  else {
    const said = JSON.parse(peer.stdout) as { times: number[]; version: string; mib: number }
    for (const [name, own] of [
      ['fmr', curve.falseMatchRate],
      ['fnmr', curve.falseNonMatchRate],
      ['thresholds', curve.thresholds],
    ] as const) {
      const bytes = Buffer.from(own.buffer, own.byteOffset, own.byteLength)
      if (!readFileSync(file(`peer.${name}`)).equals(bytes)) throw new Error(`${name} is not that of scikit-learn`)
    }
    line(`scikit-learn ${said.version} det_curve, equal arrays`, median(said.times), said.mib)
    console.log(`ratio ${(median(said.times) / median(times)).toFixed(1)}`)
  }

  if (count <= 20_000_000) {
    const csv = openSync(file('scores.csv'), 'w')
    writeSync(csv, 'id,label,score\n')
    let id = 0
    for (const { scores, labels } of chunks())
      writeSync(csv, Array.from(scores, (s, i) => `pair-${id++},${labels[i]},${s.toFixed(8)}\n`).join(''))
    closeSync(csv)
    const began = performance.now()
    const read = await readScores(file('scores.csv'), 'scores.csv', 'similarity')
    const took = (performance.now() - began) / 1000
    if (read.genuine.length + read.impostor.length !== count) throw new Error('lines were lost')
    line('CSV read, streamed, with its SHA-256', took, peak())
    const sorting = performance.now()
    const det = detOf(sortedScores(read.genuine, read.impostor))
    line(`all sorted, ${det.thresholds.length} points`, (performance.now() - sorting) / 1000, peak())
    console.log(`area under ROC ${areaUnderRoc(det)}`)
  }
  if (resamples > 0) bySubject()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
