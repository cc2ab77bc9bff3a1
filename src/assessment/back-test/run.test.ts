import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { library, textOf } from '../../language/fixtures/standards.ts'
import { loadStandard } from '../../language/load.ts'
import type { Standard } from '../../language/standard.ts'
import { backTest } from './run.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'back-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function load(text: string): Standard {
  const s = loadStandard('s.yaml', text, library)
  if (!s.ok) throw new Error(s.problems[0]?.text.en)
  return s.value
}
const from = load(textOf('cn-sh/genai-grading'))
const to = load(readFileSync('examples/draft-back-test/draft.yaml', 'utf8'))
const example = 'examples/draft-back-test/reports.jsonl'

function run(reports: string, journal: string, signal?: AbortSignal) {
  return backTest({
    from,
    to,
    reports,
    settings: { draws: 0 },
    groups: {},
    least: 3,
    journal: join(folder, journal),
    threads: 0,
    ...(signal ? { signal } : {}),
  })
}

it('goes on from a journal with a torn end, and ends in the same bytes', async () => {
  const many = join(folder, 'many.jsonl')
  for (let i = 0; i < 10; i++) appendFileSync(many, readFileSync(example))
  const whole = await run(many, 'whole')
  expect(whole.ok).toBe(true)
  copyFileSync(join(folder, 'whole'), join(folder, 'torn'))
  const lines = readFileSync(join(folder, 'torn'), 'utf8').split('\n')
  expect(lines.length).toBe(5)
  truncateSync(join(folder, 'torn'), lines.slice(0, 2).join('\n').length + 1 + 40)
  const again = await run(many, 'torn')
  expect(JSON.stringify(again)).toBe(JSON.stringify(whole))
  // the journal is taken up: with a count changed by hand, the end differs
  const text = readFileSync(join(folder, 'whole'), 'utf8')
  writeFileSync(join(folder, 'changed'), text.replace('"rows":1024', '"rows":1025'))
  const other = await run(many, 'changed')
  expect(other.ok && other.value !== 'stopped' && other.value.reports).toBe(2251)
})

it('stops when asked', async () => {
  const stop = new AbortController()
  stop.abort()
  expect(await run(example, 'stopped', stop.signal)).toMatchObject({ ok: true, value: 'stopped' })
})

it('reads a table as it reads lines', async () => {
  const rows = [
    ['a', 'finance', 'z', 'city', '600000'],
    ['b', 'medical', 'z', 'city', '400000'],
  ]
  const lines = join(folder, 'rows.jsonl')
  const table = join(folder, 'rows.csv')
  writeFileSync(table, ['id,sector,zone,facts.reach,facts.users', ...rows.map((r) => r.join(','))].join('\n'))
  writeFileSync(
    lines,
    rows
      .map(([id, sector, zone, reach, users]) => JSON.stringify({ id, sector, zone, facts: { reach, users } }))
      .join('\n'),
  )
  const [a, b] = [await run(lines, 'lines'), await run(table, 'table')]
  const same = (o: typeof a) => (o.ok && o.value !== 'stopped' ? { ...o.value, inputs: '' } : o)
  expect(same(b)).toEqual(same(a))
})

it('refuses a line that is no report, and names its place', async () => {
  const bad = join(folder, 'bad.jsonl')
  writeFileSync(bad, `${readFileSync(example, 'utf8').split('\n')[0]}\nnot json\n`)
  const o = await run(bad, 'bad')
  expect(o.ok ? [] : o.problems.map((p) => [p.code, p.place?.line])).toEqual([['not-json', 2]])
})
