/**
 * What each of 300 frameworks covers of each other, from 200,000 mappings between 30,000 requirements, along at most 3.
 *
 *   npm run bench:crosswalk -- [frameworks=300] [requirements each=100] [mappings=200000] [hops=3] [rounds=5]
 *
 * Peers, on one processor and the same file: networkx (PYTHON, default python3), its breadth-first layers; a recursive query of SQLite (of the
 * same Python). The matrices have to be equal cell by cell before a time is shown. "whole" is a process from the file to the matrix, start-up and
 * reading included; "matrix" is the question alone, asked of what is in memory. One query: all that one requirement says of all others.
 */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { coverageMatrix } from '../src/crosswalk/coverage.ts'
import { buildGraph, type Links } from '../src/crosswalk/graph.ts'
import { Inference } from '../src/crosswalk/infer.ts'
import { equal, intersects, subset, superset } from '../src/crosswalk/relation.ts'
import { pcg32 } from '../src/metrics/random.ts'

const numbers = process.argv
  .slice(2)
  .filter((a) => /^\d+$/.test(a))
  .map(Number)
const [count = 300, each = 100, mappings = 200_000, hops = 3, rounds = 5] = numbers
const asked = process.argv.indexOf('--from')
const nodes = count * each
const names: Readonly<Record<string, number>> = { equal, superset, subset, intersects }

/** Lines of source, target and relation; what is linked speaks of one of 1,500 topics. */
function generate(file: string): void {
  const random = pcg32(8n)
  const topics = Array.from({ length: 1500 }, (): number[] => [])
  const topic = Array.from({ length: nodes }, (_, n) => {
    const t = random.below(topics.length)
    topics[t]!.push(n)
    return t
  })
  const seen = new Set<number>()
  const lines: string[] = []
  while (lines.length < mappings) {
    const a = random.below(nodes)
    const near = topics[topic[a]!]!
    const b = random.below(200) > 0 ? near[random.below(near.length)]! : random.below(nodes)
    if (Math.floor(a / each) === Math.floor(b / each) || seen.has(a * nodes + b)) continue
    seen.add(a * nodes + b)
    const kind = random.below(100)
    lines.push(`${a}\t${b}\t${kind < 15 ? 'equal' : kind < 40 ? 'superset' : kind < 65 ? 'subset' : 'intersects'}`)
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
}

function read(file: string): Links {
  const bytes = readFileSync(file)
  let rows = 0
  for (const byte of bytes) if (byte === 10) rows++
  const source = new Int32Array(rows)
  const target = new Int32Array(rows)
  const possible = new Uint8Array(rows)
  let at = 0
  const number = () => {
    let value = 0
    for (let c = bytes[at++]!; c !== 9; c = bytes[at++]!) value = value * 10 + c - 48
    return value
  }
  for (let i = 0; i < rows; i++) {
    source[i] = number()
    target[i] = number()
    const begin = at
    while (bytes[at]! > 13 && bytes[at] !== 9) at++
    possible[i] = names[bytes.toString('latin1', begin, at)]!
    while (bytes[at] !== 10) at++
    at++
  }
  return { source, target, possible }
}

const frameworks = Int32Array.from({ length: count + 1 }, (_, f) => f * each)
const digest = (cells: Int32Array) => createHash('sha256').update(new Uint8Array(cells.buffer)).digest('hex')

if (process.env['CROSSWALK_FILE']) {
  // one whole process
  console.log(digest(coverageMatrix(buildGraph(nodes, read(process.env['CROSSWALK_FILE'])), frameworks, hops)))
  process.exit()
}

const PEER = `
import sys, time, hashlib, numpy as np
p, which, F, R, H = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
S, D = [], []
for line in open(p):
    a, b, rel = line.rstrip('\\n').split('\\t')[:3]
    a = int(a); b = int(b)
    if rel in ('equal', 'superset'): S.append(a); D.append(b)
    if rel in ('equal', 'subset'): S.append(b); D.append(a)
C = np.zeros((F, F), np.int32)
if which == 'networkx':
    import networkx as nx
    G = nx.DiGraph(); G.add_nodes_from(range(F * R)); G.add_edges_from(zip(S, D)); began = time.perf_counter()
    for f in range(F):
        seen = set()
        for _, layer in zip(range(H + 1), nx.bfs_layers(G, range(f * R, f * R + R))): seen.update(layer)
        C[f] = np.bincount(np.fromiter(seen, np.int64) // R, minlength=F)
else:
    import sqlite3
    db = sqlite3.connect(':memory:'); db.execute('create table e(s int, d int)'); db.executemany('insert into e values(?,?)', zip(S, D))
    db.execute('create index i on e(s,d)'); db.execute('create table n(i int)'); db.executemany('insert into n values(?)', ((i,) for i in range(F * R)))
    db.execute('create index j on n(i)'); began = time.perf_counter()
    for f in range(F):
        for b, c in db.execute('with recursive r(n,h) as (select i,0 from n where i between ? and ? union select e.d,r.h+1 from r join e on e.s=r.n where r.h<?) select n/?, count(distinct n) from r group by 1', (f * R, f * R + R - 1, H, R)): C[f, b] = c
print(time.perf_counter() - began, hashlib.sha256(C.astype('<i4').tobytes()).hexdigest())
`

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-crosswalk-'))
const file = asked > 0 ? process.argv[asked + 1]! : join(folder, 'mappings.tsv')
if (asked < 0) generate(file)
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

const graph = buildGraph(nodes, read(file))
const cells = coverageMatrix(graph, frameworks, hops)
const own = digest(cells)
const matrix: number[] = []
for (let i = 0; i < rounds * 4; i++) {
  const began = performance.now()
  coverageMatrix(graph, frameworks, hops)
  matrix.push(performance.now() - began)
}
const whole: number[] = []
const peers: Record<string, { whole: number[]; matrix: number[] }> = {
  networkx: { whole: [], matrix: [] },
  sqlite: { whole: [], matrix: [] },
}
for (let i = 0; i < rounds; i++) {
  const began = performance.now()
  const { stdout } = spawnSync(process.execPath, process.argv.slice(1), {
    env: { ...process.env, CROSSWALK_FILE: file },
    encoding: 'utf8',
  })
  whole.push(performance.now() - began)
  if (stdout.trim() !== own) throw new Error(`a process of its own found another matrix: ${stdout}`)
  for (const which of ['networkx', 'sqlite']) {
    const start = performance.now()
    const { stdout, stderr, status } = spawnSync(
      process.env['PYTHON'] ?? 'python3',
      ['-c', PEER, file, which, ...[count, each, hops].map(String)],
      { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } },
    )
    if (status !== 0) {
      if (i === 0) console.log(`${which}: not measured, ${stderr.trim().split('\n').at(-1)}`)
      continue
    }
    const [seconds, theirs] = stdout.trim().split(' ')
    if (theirs !== own) throw new Error(`${which} found another matrix`)
    const times = peers[which]!
    times.whole.push(performance.now() - start)
    times.matrix.push(Number(seconds) * 1000)
  }
}
const inference = new Inference(graph)
const query: number[] = []
let told = 0
for (let n = 0; n < nodes; n += 7) {
  const began = performance.now()
  told += inference.from(n, hops).length
  query.push(performance.now() - began)
}
query.sort((a, b) => a - b)
console.log(
  `${cpus()[0]!.model}, ${cpus().length} processors, Node ${process.versions.node}; one thread each; medians of ${rounds}`,
)
console.log(
  `${count} x ${count} frameworks, ${nodes} requirements, ${graph.edges.row.length / 2} mappings, ${hops} hops; ${cells.reduce((a, b) => a + b, 0)} covered; matrices equal`,
)
console.log(`plumbline  whole ${median(whole).toFixed(0)} ms  matrix ${median(matrix).toFixed(1)} ms`)
for (const [which, times] of Object.entries(peers)) {
  if (times.whole.length === 0) continue
  console.log(
    `${which.padEnd(10)} whole ${median(times.whole).toFixed(0)} ms (${(median(times.whole) / median(whole)).toFixed(1)}x)  matrix ${median(times.matrix).toFixed(0)} ms (${(median(times.matrix) / median(matrix)).toFixed(0)}x)`,
  )
}
console.log(
  `one query, every relation of one requirement with paths: ${query.length} asked, ${(told / query.length).toFixed(1)} told each; median ${query[query.length >> 1]!.toFixed(3)} ms, 99 % under ${query[Math.floor(query.length * 0.99)]!.toFixed(3)} ms, longest ${query.at(-1)!.toFixed(2)} ms`,
)
rmSync(folder, { recursive: true, force: true })
