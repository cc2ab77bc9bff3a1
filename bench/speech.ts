/**
 * Edits of speech transcripts: 100,000 Chinese pairs (20 to 60 characters by Zipf's law, 8 % S, 2 % D, 2 % I), S, D and I each.
 *
 *   npm run bench:speech -- [pairs=100000] [sclite=/usr/lib/sctk/bin/sclite] [folder that keeps ref.txt and hyp.txt] [peer]
 *
 * First all must agree, pair by pair: the kernel with a plain table and the same tie rule; the sclite alignment with sclite itself (over
 * all pairs), where that is installed (Debian: sctk). With 100,000 pairs the sums must be those recorded of RapidFuzz 3.14.6 and jiwer
 * 4.0.0 on the same pairs: 323,196 / 76,647 / 75,177. The peer is a program around rapidfuzz-cpp, the C++ that RapidFuzz and jiwer run
 * on: `peer ref.txt hyp.txt counts.txt` writes S,D,I a line with levenshtein_editops into counts.txt and prints
 * {"editops": seconds, "distanceSeconds": seconds}, medians of five passes over decoded texts. It is compared line by line before its time
 * is shown. To run RapidFuzz and jiwer themselves, on the folder that this bench filled:
 *
 *   pip install jiwer rapidfuzz
 *   python -c "import jiwer,time; R,H=[open(f,encoding='utf8').read().split('\n')[:-1] for f in ('ref.txt','hyp.txt')]; t=time.time(); o=jiwer.process_characters(R,H); print(o.substitutions,o.deletions,o.insertions,time.time()-t)"
 *   python -c "import time; from collections import Counter; from rapidfuzz.distance import Levenshtein as L; R,H=[open(f,encoding='utf8').read().split('\n')[:-1] for f in ('ref.txt','hyp.txt')]; t=time.time(); c=Counter(e.tag for a,b in zip(R,H) for e in L.editops(a,b)); print(c,time.time()-t)"
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { speech } from '../src/instruments/recognition/speech/index.ts'
import { codePoints, type Edits, edits, withoutCommonEnds } from '../src/metrics/edit-distance.ts'
import { scliteEdits } from '../src/metrics/sclite-edits.ts'

const count = Number(process.argv[2] ?? 100_000)
const sclite = process.argv[3] ?? '/usr/lib/sctk/bin/sclite'
const kept = process.argv[4]
const peer = process.argv[5]
const ROUNDS = 5

/** sfc32, seeded as the file that the peers were measured on. */
function sfc32(seed: number): () => number {
  let [a, b, c, d] = [0x9e3779b9 | 0, 0x243f6a88 | 0, 0xb7e15162 | 0, seed | 0]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 20; i++) next()
  return next
}

const uniform = sfc32(5)
const shares = new Float64Array(3500)
let total = 0
for (let i = 0; i < shares.length; i++) shares[i] = total += 1 / (i + 10)
function character(): string {
  const x = uniform() * total
  let low = 0
  let high = shares.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (shares[middle]! < x) low = middle + 1
    else high = middle
  }
  return String.fromCharCode(0x4e00 + ((low * 7919) % 20_000))
}
function pair(): readonly [string, string] {
  const reference = Array.from({ length: 20 + Math.floor(uniform() * 41) }, character)
  let heard = ''
  for (const c of reference) {
    const u = uniform()
    if (u < 0.02) continue
    heard += u < 0.1 ? character() : c
    if (uniform() < 0.02) heard += character()
  }
  return [reference.join(''), heard === '' ? reference[0]! : heard]
}

/** The whole table and the same tie rule, which begins with the common ends: what anybody would write first. */
function plain(reference: Uint32Array, hypothesis: Uint32Array): Edits {
  const { a: ref, b: hyp } = withoutCommonEnds(reference, hypothesis)
  const width = hyp.length + 1
  const table = new Uint16Array((ref.length + 1) * width)
  for (let j = 0; j < width; j++) table[j] = j
  for (let i = 1; i <= ref.length; i++) {
    table[i * width] = i
    for (let j = 1; j < width; j++) {
      const at = i * width + j
      const straight = table[at - width - 1]! + (ref[i - 1] === hyp[j - 1] ? 0 : 1)
      table[at] = Math.min(straight, table[at - width]! + 1, table[at - 1]! + 1)
    }
  }
  let [i, j, substitutions, deletions, insertions] = [ref.length, hyp.length, 0, 0, 0]
  while (i > 0 && j > 0) {
    const at = i * width + j
    if (table[at] === table[at - width]! + 1) {
      deletions++
      i--
    } else if (table[at - 1] === table[at - width - 1]! - 1) {
      insertions++
      j--
    } else if (ref[--i] !== hyp[--j]) substitutions++
  }
  deletions += i
  insertions += j
  return { distance: substitutions + deletions + insertions, substitutions, deletions, insertions }
}

const texts = Array.from({ length: count }, pair)
const points = texts.map(([a, b]) => [codePoints(a), codePoints(b)] as const)
const characters = points.reduce((n, [a, b]) => n + a.length + b.length, 0)
type Way = (a: Uint32Array, b: Uint32Array) => Edits
const sums = (way: Way) => {
  const sum = [0, 0, 0] as [number, number, number]
  for (let i = 0; i < points.length; i++) {
    const e = way(points[i]![0], points[i]![1])
    sum[0] += e.substitutions
    sum[1] += e.deletions
    sum[2] += e.insertions
  }
  return sum
}
const must = (equal: boolean, what: string) => {
  if (!equal) throw new Error(`not equal: ${what}`)
  console.log(`equal: ${what}`)
}

const apart = points.findIndex(([a, b]) => JSON.stringify(plain(a, b)) !== JSON.stringify(edits(a, b)))
must(apart < 0, `S, D, I of each of ${count} pairs, kernel and plain table`)
const own = sums(edits)
if (count === 100_000)
  must(
    own.join() === '323196,76647,75177',
    'sums of S, D, I with those recorded of RapidFuzz 3.14.6 and jiwer 4.0.0 (not run here)',
  )

function seconds(work: () => void): number {
  const taken = Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    work()
    return (performance.now() - began) / 1000
  })
  return taken.sort((a, b) => a - b)[ROUNDS >> 1]!
}
const line = (name: string, s: number, against?: number) =>
  console.log(
    `${name.padEnd(58)} ${s.toFixed(3).padStart(8)} s ${(characters / s / 1e6).toFixed(1).padStart(8)} M characters/s` +
      (against === undefined ? '' : ` ${(against / s).toFixed(1).padStart(6)}x`),
  )

console.log(`${count} pairs, ${characters} characters on both sides, S, D, I ${own.join(' / ')}; medians of ${ROUNDS}`)
const slow = seconds(() => sums(plain))
line('plain table with trace', slow)
const fast = seconds(() => sums(edits))
line('kernel, from code points', fast, slow)
line(
  'kernel, from strings',
  seconds(() => texts.forEach(([a, b]) => void edits(a, b))),
  slow,
)
const weighed = seconds(() => sums(scliteEdits))
line('sclite alignment', weighed, slow)

const folder = kept ?? mkdtempSync(join(tmpdir(), 'bench-speech-'))
mkdirSync(folder, { recursive: true })
const file = (name: string, of: (pair: readonly [string, string], i: number) => string) =>
  writeFileSync(join(folder, name), `${texts.map(of).join('\n')}\n`)
file('ref.txt', ([a]) => a)
file('hyp.txt', ([, b]) => b)
if (peer !== undefined) {
  const said = execFileSync(peer, ['ref.txt', 'hyp.txt', 'counts.txt'], { cwd: folder, encoding: 'utf8' })
  const theirs = readFileSync(join(folder, 'counts.txt'), 'utf8').split('\n')
  const other = points.findIndex(([a, b], i) => {
    const e = edits(a, b)
    return theirs[i] !== [e.substitutions, e.deletions, e.insertions].join()
  })
  must(other < 0, `S, D, I of each of ${count} pairs, kernel and rapidfuzz-cpp`)
  const { editops, distanceSeconds } = JSON.parse(said) as { editops: number; distanceSeconds: number }
  line('rapidfuzz-cpp levenshtein_editops, from code points', editops, slow)
  line('rapidfuzz-cpp levenshtein_distance (no split)', distanceSeconds, slow)
  console.log(`kernel to rapidfuzz-cpp with the split: ${(editops / fast).toFixed(2)}x as fast`)
}
const id = (i: number) => `s${i % 50}-${String(i).padStart(6, '0')}`
file('ref.trn', ([a], i) => `${[...a].join(' ')} (${id(i)})`)
file('hyp.trn', ([, b], i) => `${[...b].join(' ')} (${id(i)})`)

const access = { format: 'trn', references: 'ref.trn', hypotheses: 'hyp.trn' }
const subject = { id: 's', title: {}, version: '1', facts: {}, access: { speech: access }, folder }
for (const alignment of ['by-definition', 'sclite'] as const) {
  const params = speech.params.parse({ alignment })
  const began = performance.now()
  const sum = [0, 0, 0]
  for await (const item of speech.items(subject, params)) {
    const result = await speech.measure(item, {
      signal: new AbortController().signal,
      subject,
      width: 1,
      shared: (_, open) => open(),
    })
    if (result.kind === 'counts') for (const [, , , , t] of result.rows) for (const k of [0, 1, 2]) sum[k]! += t[k + 2]!
  }
  line(`instrument, ${alignment}: files to counts (tokens and characters)`, (performance.now() - began) / 1000)
  must(sum.join() === sums(alignment === 'sclite' ? scliteEdits : edits).join(), `instrument and kernel, ${alignment}`)
}

if (existsSync(sclite)) {
  const began = performance.now()
  const options = ['-r', 'ref.trn', 'trn', '-h', 'hyp.trn', 'trn', '-i', 'spu_id', '-e', 'utf-8', '-o', 'pra', 'stdout']
  const report = execFileSync(sclite, options, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const taken = (performance.now() - began) / 1000
  const theirs = new Map<string, string>()
  let name = ''
  for (const text of report.split('\n')) {
    if (text.startsWith('id: (')) name = text.slice(5, -1)
    else if (text.startsWith('Scores:')) theirs.set(name, text.trim().split(/\s+/).slice(-3).join())
  }
  const differ = points.filter(([a, b], i) => {
    const e = scliteEdits(a, b)
    return theirs.get(id(i)) !== [e.substitutions, e.deletions, e.insertions].join()
  })
  must(theirs.size === count && differ.length === 0, `S, D, I of each of ${count} pairs, sclite alignment and sclite`)
  line('sclite, whole process with its report', taken)
}
if (kept === undefined) rmSync(folder, { recursive: true })
