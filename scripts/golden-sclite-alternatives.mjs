// Makes src/instruments/recognition/speech/fixtures/sclite-alternatives.json again with NIST sclite (Debian: apt-get install sctk). Prints JSON:
//   node scripts/golden-sclite-alternatives.mjs [path of sclite] [pairs] [seed] > src/instruments/recognition/speech/fixtures/sclite-alternatives.json
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sclite = process.argv[2] ?? '/usr/lib/sctk/bin/sclite'
let state = Number(process.argv[4] ?? 11)
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}
const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const word = () => words[below(8)]
const some = (most, of) => Array.from({ length: below(most + 1) }, of)
const option = (depth) => {
  if (below(4) === 0) return '@'
  return [word(), ...some(2, () => (depth < 2 && below(8) === 0 ? choice(depth + 1) : word()))].join(' ')
}
const choice = (depth) => `{ ${[option(depth), ...some(2, () => option(depth))].join(' / ')} }`
const part = () => (below(4) === 0 ? choice(1) : below(8) === 0 ? `(${word()})` : word())
const pairs = Array.from({ length: Number(process.argv[3] ?? 300) }, () => [
  some(8, part).join(' '),
  some(9, word).join(' '),
])

const folder = mkdtempSync(join(tmpdir(), 'sclite-'))
const id = (i) => `s${i % 4}-${String(i).padStart(4, '0')}`
const trn = (side) => `${pairs.map((p, i) => `${p[side]} (${id(i)})`).join('\n')}\n`
writeFileSync(join(folder, 'ref.trn'), trn(0))
writeFileSync(join(folder, 'hyp.trn'), trn(1))
const counts = (options) => {
  const files = ['-r', join(folder, 'ref.trn'), 'trn', '-h', join(folder, 'hyp.trn'), 'trn', '-i', 'spu_id']
  const report = execFileSync(sclite, [...files, ...options, '-o', 'pra', 'stdout'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const pattern = /^id: \((\S+)\)[\s\S]*?^Scores: \(#C #S #D #I\) (\d+) (\d+) (\d+) (\d+)/gm
  return new Map([...report.matchAll(pattern)].map((m) => [m[1], m.slice(2, 6).map(Number)]))
}
const [plain, deletable] = [counts([]), counts(['-D'])]
rmSync(folder, { recursive: true })
const rows = pairs.map(([ref, hyp], i) => JSON.stringify([ref, hyp, plain.get(id(i)), deletable.get(id(i))]))
const source =
  'NIST sclite 2.4.10 (Debian sctk): sclite -r ref.trn trn -h hyp.trn trn -i spu_id -o pra, and with -D; [reference, hypothesis, [C, S, D, I], [C, S, D, I] with -D]'
process.stdout.write(`{"source":${JSON.stringify(source)},"pairs":[\n${rows.join(',\n')}\n]}\n`)
