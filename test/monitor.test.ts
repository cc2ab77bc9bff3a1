import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'

/** The command of industry monitoring, as its user types it. */

const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
const record = JSON.parse(readFileSync('src/instruments/enterprise/fixtures/start-up.json', 'utf8')) as Record<
  string,
  unknown
>
const codes = [
  '91310115MA1PLMB14U',
  '91350100M000100Y43',
  '91440300708461136T',
  '91110000802100433B',
  '91330106673959654P',
]
const facts = { foundedOn: '2020-01-01', catalogueProduct: true, ipSupports: true, vetoed: false, gradedBefore: false }

beforeAll(() => {
  mkdirSync(place.home, { recursive: true })
  const districts = ['310115', '310115', '310115', '310115', '310104']
  const lines = codes.map((uscc, i) =>
    JSON.stringify({ filing: { ...record, uscc, district: districts[i] }, facts, asOf: '2026-03-31' }),
  )
  writeFileSync(join(work.path, 'register.jsonl'), `${lines.join('\n')}\n`)
  writeFileSync(join(work.path, 'bad.jsonl'), `${lines[0]}\n${lines[0]}\n{"filing": 3}\n`)
})
afterAll(() => work.remove())

test('a register becomes a frozen snapshot in which the one firm of a district is not told', async () => {
  const made = await plumbline(
    [
      'monitor',
      'publish',
      'register.jsonl',
      '--by',
      'district',
      '--measure',
      'aiRevenue',
      '--out',
      'out',
      '--lang',
      'en',
    ],
    place,
  )
  expect(made.code, made.stderr).toBe(0)
  const snapshot = JSON.parse(readFileSync(join(work.path, 'out/snapshot.json'), 'utf8'))
  expect(snapshot.cells.aiRevenue).toEqual({
    '2025|': '22800',
    '2025|district=310104': '*',
    '2025|district=310115': '*',
  })
  expect(statSync(join(work.path, 'out/restricted-reasons.json')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(work.path, 'out/table-2.csv'), 'utf8')).not.toContain('4560')
  const again = await plumbline(['monitor', 'publish', 'register.jsonl', '--out', 'out', '--lang', 'en'], place)
  expect([again.code, again.stderr.includes('snapshot-frozen')]).toEqual([2, true])

  expect((await plumbline(['monitor', 'verify', 'out/snapshot.json'], place)).code).toBe(0)
  const text = readFileSync(join(work.path, 'out/snapshot.json'), 'utf8')
  writeFileSync(join(work.path, 'altered.json'), text.replace('22800', '22900'))
  expect((await plumbline(['monitor', 'verify', 'altered.json'], place)).code).toBe(1)
})

test('faults of a register are told with their lines', async () => {
  const { code, stderr } = await plumbline(['monitor', 'publish', 'bad.jsonl', '--out', 'no', '--lang', 'en'], place)
  expect(code).toBe(2)
  expect(stderr).toMatch(/bad\.jsonl:2: filing-twice/)
  expect(stderr).toMatch(/bad\.jsonl:3: filing-line/)
  const grouping = await plumbline(
    ['monitor', 'publish', 'register.jsonl', '--by', 'colour', '--out', 'no', '--lang', 'en'],
    place,
  )
  expect([grouping.code, grouping.stderr.includes('subclass')]).toEqual([2, true])
})
