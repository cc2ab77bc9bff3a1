/*
 * Object tracking at the size of MOT17-train (7 sequences, 5 316 frames), from the files to the numbers of CLEAR, identity and HOTA.
 * First a part of the same sequences is held against the slow oracle (src/metrics/tracking/fixtures/tracking_oracle.py; python3, no packages).
 *
 *   npm run bench:tracking -- [rounds=7]
 *
 * Where TRACKEVAL names a folder with JonathonLuiten/TrackEval, and PYTHON (default python3) has numpy and scipy, TrackEval reads the same
 * files, has to give the same numbers, and is timed after its imports. Without it no ratio is shown.
 */
import { execFileSync, spawnSync } from 'node:child_process'
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

const PEER = `
import sys, time, json, io, contextlib, os
import numpy as np
for name, kind in (('float', float), ('int', int), ('bool', bool)):
    if not hasattr(np, name): setattr(np, name, kind)
with contextlib.redirect_stdout(io.StringIO()):
    import trackeval
top, rounds, lengths = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
data = trackeval.datasets.MotChallenge2DBox.get_default_dataset_config()
data.update(GT_FOLDER=top + '/gt', TRACKERS_FOLDER=top + '/trackers', SKIP_SPLIT_FOL=True, SEQ_INFO=lengths, PRINT_CONFIG=False)
config = trackeval.Evaluator.get_default_eval_config()
config.update(PRINT_CONFIG=False, PRINT_RESULTS=False, OUTPUT_SUMMARY=False, OUTPUT_DETAILED=False, PLOT_CURVES=False, TIME_PROGRESS=False, BREAK_ON_ERROR=True)
times = []
for _ in range(rounds):
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        r, _ = trackeval.Evaluator(config).evaluate([trackeval.datasets.MotChallenge2DBox(data)], [trackeval.metrics.HOTA(), trackeval.metrics.CLEAR(), trackeval.metrics.Identity()])
    times.append(time.perf_counter() - began)
r = r['MotChallenge2DBox']['own']['COMBINED_SEQ']['pedestrian']
h, c, i = r['HOTA'], r['CLEAR'], r['Identity']
print(json.dumps(dict(times=times, numpy=np.__version__, numbers=dict(hota=float(np.mean(h['HOTA'])), deta=float(np.mean(h['DetA'])), assa=float(np.mean(h['AssA'])),
    loca=float(np.mean(h['LocA'])), mota=float(c['MOTA']), moda=float(c['MODA']), motp=float(c['MOTP']), mostlyTracked=float(c['MTR']), mostlyLost=float(c['MLR']),
    idf1=float(i['IDF1']), idp=float(i['IDP']), idr=float(i['IDR']), switches=int(c['IDSW']), fragments=int(c['Frag']), matches=int(c['CLR_TP']), identity=int(i['IDTP'])))))
`

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
  console.log(
    `node ${process.versions.node}, ${sequences.length} sequences, ${total((s) => s.frames)} frames, ${total((s) => s.objects.length)} reference boxes, ${total((s) => s.found.length)} tracker boxes`,
  )
  heldAgainstOracle(sequences)
  console.log('a part of every sequence: equal to the slow oracle within 1e-12')

  // the check has warmed some of the code: what is cold is measured in a process of its own
  if (process.argv[3] !== 'child') {
    const child = spawnSync(process.execPath, [process.argv[1]!, '1', 'child'], { encoding: 'utf8' })
    process.stdout.write(
      child.stdout
        .split('\n')
        .filter((l) => l.startsWith('first'))
        .map((l) => `${l}\n`)
        .join(''),
    )
  }
  const subject = {
    id: 's',
    title: { en: 's' },
    version: '1',
    facts: {},
    access: { tracking: { sequences: named } },
    folder,
  }
  const params = tracking.params.parse({})
  const times: number[] = []
  let sums = added([])
  let kept = 0
  for (let round = 0; round < rounds; round++) {
    const { context, close } = session(subject, new AbortController().signal)
    const began = performance.now()
    const results = []
    for await (const item of tracking.items(subject, params))
      results.push({ id: item.id, result: await tracking.measure(item, context) })
    sums = added(results.map((r) => sumsOf(r.result.counts)))
    times.push(performance.now() - began)
    await close()
    kept = JSON.stringify(results).length
    if (round === rounds - 1) {
      const from = performance.now()
      tracking.reduce(results, params, ['0.95'])
      console.log(
        `bounds at one confidence, 2 000 resamples of whole sequences: ${seconds(performance.now() - from)}; kept ${(kept / 1e6).toFixed(2)} MB`,
      )
    }
  }
  console.log(`first round in this process ${seconds(times[0]!)}`)
  if (rounds > 1)
    console.log(
      `median of rounds 2 to ${rounds} ${seconds(median(times.slice(1)))}, best ${seconds(Math.min(...times))}`,
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
    const said = execFileSync(python, ['-W', 'ignore', '-c', PEER, folder, '3', lengths], { env, encoding: 'utf8' })
    const peer = JSON.parse(said) as { times: number[]; numpy: string; numbers: Record<string, number> }
    const off = Math.max(...Object.entries(peer.numbers).map(([key, value]) => Math.abs(own[key]! - value)))
    if (!(off <= 1e-12)) throw new Error(`the numbers differ from TrackEval by ${off}`)
    const other = median(peer.times) * 1000
    console.log(
      `TrackEval (numpy ${peer.numpy}), same files, all numbers equal within 1e-12 (largest difference ${off.toExponential(1)}): median of 3 ${seconds(other)}`,
    )
    console.log(
      `ratio ${(other / times[0]!).toFixed(1)} to our first round, ${(other / median(times.slice(1))).toFixed(1)} to our median`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
