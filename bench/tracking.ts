/*
 * Object tracking at the size of MOT17-train (7 sequences, 5 316 frames), from the files to the numbers of CLEAR, identity and HOTA.
 * First a part of the same sequences is held against the slow oracle (src/metrics/tracking/fixtures/tracking_oracle.py; python3, no packages).
 *
 *   npm run bench:tracking -- [rounds=7]
 *
 * Where TRACKEVAL names a folder with JonathonLuiten/TrackEval, and PYTHON (default python3) has numpy and scipy, TrackEval reads the same
 * files, has to give the same numbers, and is timed after its imports. Without it no ratio is shown.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { session } from '../src/instruments/conformance/session.ts'
import { tracking } from '../src/instruments/recognition/tracking/index.ts'
import { COUNTS } from '../src/metrics/tracking/boxes.ts'
import { countsOf } from '../src/metrics/tracking/counts.ts'
import { sceneOf } from '../src/metrics/tracking/scene.ts'
import { scoresOf } from '../src/metrics/tracking/scores.ts'
import { added, sumsOf } from '../src/metrics/tracking/sums.ts'
import { generate, type Row } from './tracking-world.ts'

const rounds = Number(process.argv[2] ?? 7)
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-tracking-'))
const python = process.env['PYTHON'] ?? 'python3'

/** The few first tracks of the first frames of each sequence, so that the oracle can try every assignment. */
function heldAgainstOracle(sequences: ReturnType<typeof generate>): void {
  for (const { name, objects, found } of sequences) {
    const few = (rows: readonly Row[]) => rows.filter((r) => r[0]! <= 120 && r[1]! <= 5)
    const world = { frames: 120, preprocess: 'none', objects: few(objects), found: few(found) }
    writeFileSync(join(folder, 'world.json'), JSON.stringify(world))
    const script = join(process.cwd(), 'src/metrics/tracking/fixtures/tracking_oracle.py')
    const said = execFileSync('python3', [script, join(folder, 'world.json')], { encoding: 'utf8' })
    const { tied, result } = JSON.parse(said) as { tied: boolean; result: Record<string, number | null> | null }
    if (tied || result === null) throw new Error(`${name}: a tie, nothing to hold against`)
    const columns = (rows: readonly Row[]) => ({
      frame: Int32Array.from(rows, (r) => r[0]! - 1),
      id: Float64Array.from(rows, (r) => r[1]!),
      box: Float64Array.from(rows.flatMap((r) => r.slice(2, 6))),
      mark: new Uint8Array(rows.length).fill(COUNTS),
    })
    const scene = sceneOf(columns(world.objects), columns(world.found), world.frames, 'compatible')
    const sums = sumsOf(countsOf(scene))
    const got: Record<string, number> = {
      ...scoresOf(sums, 'compatible'),
      switches: sums.switches,
      fragments: sums.fragments,
    }
    for (const [key, value] of Object.entries(got)) {
      const off = Number.isNaN(value) ? Number(result[key] !== null) : Math.abs(value - result[key]!)
      if (!(off <= 1e-12)) throw new Error(`${name}: ${key} is ${value}, the oracle says ${result[key]}`)
    }
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`
const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1]!

try {
  const sequences = generate()
  const total = (of: (s: (typeof sequences)[number]) => number) => sequences.reduce((n, s) => n + of(s), 0)
  mkdirSync(join(folder, 'trackers/own/data'), { recursive: true })
  const named = sequences.map(({ name, frames, objects, found }) => {
    mkdirSync(join(folder, 'gt', name, 'gt'), { recursive: true })
    const files = {
      groundTruth: `gt/${name}/gt/gt.txt`,
      tracker: `trackers/own/data/${name}.txt`,
      info: `gt/${name}/seqinfo.ini`,
    }
    writeFileSync(join(folder, files.groundTruth), objects.map((r) => `${r.join(',')}\n`).join(''))
    writeFileSync(join(folder, files.tracker), found.map((r) => `${r.join(',')}\n`).join(''))
    writeFileSync(join(folder, files.info), `[Sequence]\nname=${name}\nframeRate=30\nseqLength=${frames}\n`)
    return { name, ...files }
  })
  const subject = {
    ...{ id: 's', title: { en: 's' }, version: '1', facts: {}, folder },
    access: { tracking: { sequences: named } },
  }
  const params = tracking.params.parse({})
  const once = async () => {
    const { context, close } = session(subject, new AbortController().signal)
    const began = performance.now()
    const results = []
    for await (const item of tracking.items(subject, params))
      results.push({ id: item.id, result: await tracking.measure(item, context) })
    const sums = added(results.map((r) => sumsOf(r.result.counts)))
    const took = performance.now() - began
    await close()
    return { results, sums, took }
  }
  if (process.argv[3] === 'cold') {
    console.log((await once()).took)
    rmSync(folder, { recursive: true })
    process.exit(0)
  }
  console.log(
    `node ${process.versions.node}, ${sequences.length} sequences, ${total((s) => s.frames)} frames, ${total((s) => s.objects.length)} reference boxes, ${total((s) => s.found.length)} tracker boxes`,
  )
  heldAgainstOracle(sequences)
  console.log('a part of every sequence: equal to the slow oracle within 1e-12')

  const cold = [1, 2, 3].map(() =>
    Number(execFileSync(process.execPath, [process.argv[1]!, '1', 'cold'], { encoding: 'utf8' })),
  )
  console.log(`nothing warmed up (first round of a process, start-up left out): median of 3 ${seconds(median(cold))}`)
  await once()
  const runs = []
  for (let round = 0; round < rounds; round++) runs.push(await once())
  const warm = median(runs.map((r) => r.took))
  console.log(`warm: median of ${rounds} ${seconds(warm)}, best ${seconds(Math.min(...runs.map((r) => r.took)))}`)
  const { results, sums } = runs.at(-1)!
  const from = performance.now()
  tracking.reduce(results, params, ['0.95'])
  console.log(
    `all numbers again from what is kept (${(JSON.stringify(results).length / 1e6).toFixed(2)} MB), with bounds from 2 000 resamples of whole sequences: ${seconds(performance.now() - from)}`,
  )

  const own: Record<string, number> = {
    ...scoresOf(sums, params.mode),
    switches: sums.switches,
    fragments: sums.fragments,
    matches: sums.matches,
    identity: sums.identity,
  }
  const trackEval = process.env['TRACKEVAL']
  if (trackEval === undefined) {
    console.log(
      'TrackEval was not run (TRACKEVAL names no folder). Recorded elsewhere, on data of this size from another generator, not measured here: 3.71 s.',
    )
  } else {
    const lengths = JSON.stringify(Object.fromEntries(sequences.map((s) => [s.name, s.frames])))
    const env = { ...process.env, PYTHONPATH: trackEval, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
    const said = execFileSync(
      python,
      ['-W', 'ignore', join(process.cwd(), 'bench/peers-trackeval.py'), folder, '3', lengths],
      { env, encoding: 'utf8' },
    )
    const peer = JSON.parse(said) as { times: number[]; numpy: string; numbers: Record<string, number> }
    const off = Math.max(...Object.entries(peer.numbers).map(([key, value]) => Math.abs(own[key]! - value)))
    if (!(off <= 1e-12)) throw new Error(`the numbers differ from TrackEval by ${off}`)
    const other = median(peer.times) * 1000
    console.log(
      `TrackEval (numpy ${peer.numpy}), same files, all numbers equal within 1e-12 (largest difference ${off.toExponential(1)}): median of 3 ${seconds(other)}`,
    )
    console.log(`ratio ${(other / median(cold)).toFixed(1)} cold, ${(other / warm).toFixed(1)} warm`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
