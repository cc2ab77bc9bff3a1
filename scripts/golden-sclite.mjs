// Makes src/metrics/fixtures/sclite.json again with NIST sclite (Debian: apt-get install sctk). Prints JSON:
//   node scripts/golden-sclite.mjs [path of sclite] > src/metrics/fixtures/sclite.json
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sclite = process.argv[2] ?? '/usr/lib/sctk/bin/sclite'
let state = 7
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}
const words = ['a', 'b', 'c', 'd', 'e', 'f']
const some = (most, of) => Array.from({ length: below(most + 1) }, () => words[below(of)])
const random = Array.from({ length: 140 }, (_, i) => [
  some(i < 90 ? 8 : 40, 2 + (i % 5)),
  some(i < 90 ? 8 : 40, 2 + (i % 5)),
])
// a middle that moves: here the alignment of least weight can have more edits than the least
const moved = Array.from({ length: 60 }, () => {
  const side = 2 + below(4)
  const unlike = (letter) => Array.from({ length: side }, () => `${letter}${below(3)}`)
  const middle = Array.from({ length: 1 + below(5) }, () => words[below(6)])
  return [
    [...unlike('p'), ...middle, ...some(2, 6)],
    [...middle, ...unlike('q'), ...some(2, 6)],
  ]
})
const pairs = [...random, ...moved]

const folder = mkdtempSync(join(tmpdir(), 'sclite-'))
const id = (i) => `s${i % 4}-${String(i).padStart(4, '0')}`
const trn = (side) => `${pairs.map((p, i) => `${p[side].join(' ')} (${id(i)})`).join('\n')}\n`
writeFileSync(join(folder, 'ref.trn'), trn(0))
writeFileSync(join(folder, 'hyp.trn'), trn(1))
const report = execFileSync(
  sclite,
  ['-r', join(folder, 'ref.trn'), 'trn', '-h', join(folder, 'hyp.trn'), 'trn', '-i', 'spu_id', '-o', 'pra', 'stdout'],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
)
rmSync(folder, { recursive: true })
const counts = new Map()
for (const m of report.matchAll(/^id: \((\S+)\)[\s\S]*?^Scores: \(#C #S #D #I\) (\d+) (\d+) (\d+) (\d+)/gm))
  counts.set(m[1], m.slice(2, 6).map(Number))
const rows = pairs.map(([ref, hyp], i) => JSON.stringify([ref.join(' '), hyp.join(' '), ...counts.get(id(i))]))
const source =
  'NIST sclite 2.4.10 (Debian sctk): sclite -r ref.trn trn -h hyp.trn trn -i spu_id -o pra; [reference, hypothesis, C, S, D, I]'
process.stdout.write(`{"source":${JSON.stringify(source)},"pairs":[\n${rows.join(',\n')}\n]}\n`)
