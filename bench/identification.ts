/**
 * Identification from a dense float32 matrix of scores (a row a search, a column a person): rank of the mate, best non-mate, no ranking.
 *
 *   npm run bench:identification -- [searches=10000] [gallery=10000] [rounds=3] [peer rows=1000]
 *
 * The plain JavaScript loop and, on the first `peer rows`, numpy argsort have to give the same ranks and best non-mates before a time is
 * shown. numpy is named by PYTHON, default python3, on one thread; its time for all rows is that of its part times the number of parts, as each row is
 * sorted for itself. The roof is reading the same file from the page cache into one buffer of the same size and doing nothing with it.
 * Both sides take the file warm. The file (4 bytes a score) lies in TMPDIR and is removed afterwards.
 */

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RowRange, type ScanOptions, scanRows } from '../src/instruments/recognition/identification/scan-rows.ts'
import { rankOf, type Search } from '../src/metrics/identification/search.ts'
import { pcg32 } from '../src/metrics/random.ts'

const [searches = 10_000, gallery = 10_000, rounds = 3, peerRows = 1000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
const path = join(folder, 'scores.f32')
const gib = (searches * gallery * 4) / 2 ** 30

/** Rows are drawn from a few thousand numbers, so that drawing takes less than writing; every tenth search has no mate. */
function generate(): (number | null)[] {
  const random = pcg32(20260102n)
  const pool = Float32Array.from({ length: 1 << 20 }, () => 0.1 * random.normal())
  const out = openSync(path, 'w')
  const mates = Array.from({ length: searches }, (_, r) => (r % 10 === 9 ? null : random.below(gallery)))
  const row = new Float32Array(gallery)
  for (const mate of mates) {
    for (let c = 0; c < gallery; ) {
      const from = random.below(pool.length)
      const part = pool.subarray(from, Math.min(from + 4096, from + gallery - c, pool.length))
      row.set(part, c)
      c += part.length
    }
    if (mate !== null) row[mate] = 0.55 + 0.11 * random.normal()
    writeSync(out, new Uint8Array(row.buffer))
  }
  closeSync(out)
  return mates
}

const PEER = `
import sys, time, json
import numpy as np
path, columns, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
mates = json.load(open(sys.argv[4]))[:rows]
began = time.perf_counter()
scores = np.fromfile(path, '<f4', rows * columns).reshape(rows, columns)
order = np.argsort(-scores, axis=1)
rank, top = [], []
for r in range(rows):
    mate = mates[r]
    if mate is None:
        top.append(float(scores[r, order[r, 0]])); rank.append(None)
    else:
        at = int(np.nonzero(order[r] == mate)[0][0])
        rank.append(at + 1); top.append(float(scores[r, order[r, 0 if at > 0 else 1]]))
took = time.perf_counter() - began
print(json.dumps(dict(took=took, rank=rank, top=top, version=np.__version__)))
`

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1]!
const line = (name: string, seconds: number, more = '') =>
  console.log(
    `${name.padEnd(52)} ${seconds.toFixed(3).padStart(8)} s ${(gib / seconds).toFixed(2).padStart(6)} GiB/s ${more}`,
  )

async function timed<T>(run: () => Promise<T> | T): Promise<{ seconds: number; value: T }> {
  const times: number[] = []
  let value: T | undefined
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    value = await run()
    times.push((performance.now() - began) / 1000)
  }
  return { seconds: median(times), value: value as T }
}

function roof(): void {
  const buffer = new Uint8Array(4 * Math.max(1, Math.floor(65_536 / gallery)) * gallery)
  const file = openSync(path, 'r')
  while (readSync(file, buffer, 0, buffer.length, null) > 0);
  closeSync(file)
}

function same(a: readonly Search[], b: readonly Search[]): boolean {
  const fields = (s: Search) => [s.mated, s.top, s.mate, s.above, s.equal].join()
  return a.length === b.length && a.every((s, i) => fields(s) === fields(b[i]!))
}

try {
  const mates = generate()
  const range: RowRange = { path, file: 'scores.f32', columns: gallery, from: 0, to: searches, mates }
  const scan = (options: Partial<ScanOptions>) => () =>
    scanRows(range, { polarity: 'similarity', hash: false, ...options }).then((r) => r.searches)
  console.log(
    `node ${process.versions.node}, ${searches} searches of ${gallery} people, ${gib.toFixed(2)} GiB, median of ${rounds}`,
  )
  roof()
  const before = process.memoryUsage().rss
  const read = await timed(roof)
  line('read from the page cache, nothing done', read.seconds)
  const fast = await timed(scan({}))
  line('WebAssembly with SIMD', fast.seconds, `${((100 * read.seconds) / fast.seconds).toFixed(0)} % of the roof`)
  console.log(
    `  memory grew by ${((process.memoryUsage().rss - before) / 2 ** 20).toFixed(0)} MiB, peak of the process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  )
  line('the same with SHA-256 of every byte', (await timed(scan({ hash: true }))).seconds)
  const plain = await timed(scan({ kind: 'plain' }))
  if (!same(fast.value, plain.value)) throw new Error('the plain loop gives other numbers')
  line('plain loop, equal numbers', plain.seconds)

  const rows = Math.min(peerRows, searches)
  writeFileSync(join(folder, 'mates.json'), JSON.stringify(mates))
  const peer = spawnSync(
    process.env['PYTHON'] ?? 'python3',
    ['-c', PEER, path, String(gallery), String(rows), join(folder, 'mates.json')],
    { env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (peer.status !== 0) console.log(`numpy did not run: ${peer.stderr?.trim().split('\n').at(-1) ?? 'no Python'}`)
  else {
    const said = JSON.parse(peer.stdout) as { took: number; rank: (number | null)[]; top: number[]; version: string }
    for (let r = 0; r < rows; r++) {
      const own = fast.value[r]!
      const [best, worst] = [rankOf(own, 'optimistic'), rankOf(own, 'pessimistic')]
      // argsort leaves the order of ties open: its rank lies between ours
      const fits = said.rank[r] == null ? !own.mated : said.rank[r]! >= best && said.rank[r]! <= worst
      if (!fits || said.top[r] !== own.top) throw new Error(`row ${r} is not that of numpy`)
    }
    const whole = (said.took * searches) / rows
    line(`numpy ${said.version} argsort, ${rows} rows equal, scaled to all`, whole)
    console.log(`ratio ${(whole / fast.seconds).toFixed(1)}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
