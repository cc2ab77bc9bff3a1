import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { incidents } from './index.ts'

const bench = workbench('incidents', incidents)
const head = 'id,kind,drill,onset,detected_by,alarm,right_plan,first_plan,steps,automatic_steps'
const table = (rows: readonly string[]) => `${head}\n${rows.join('\n')}\n`
const ends = (q: unknown) => {
  const { value, bounds } = q as Estimate
  return [value, ...(bounds ?? []).flatMap((b) => [Number(b.lower), Number(b.upper)])] as const
}
const value = (q: unknown) => (q as Estimate | null)?.value

const mixed = table([
  'i1,火灾,是,2026-09-01 08:00:00,系统,2026-09-01 08:00:20,P1,P1,10,8',
  'i2,火灾,否,2026-09-01T09:00:00,系统,2026-09-01T09:01:30.5,P1,P2,10,3',
  'i3,客伤,否,2026-09-02 10:00,人,2026-09-02 10:05,P3,,5,0',
  'i4,客伤,是,2026-09-02 10:00,无,,,,,',
  'i5,客伤,是,,系统,,P3,P3,5,5',
])

conformance('rail/incidents', async () => ({
  instrument: incidents,
  subject: bench.subjectOf(bench.file('law.csv', mixed)),
  params: { only: 'all' },
}))

describe('figures', () => {
  test('by hand: who detected, how soon, the first plan, the steps', async () => {
    const { quantities, n, pictures } = await bench.reducedOf(bench.file('mixed.csv', mixed))
    expect(n).toBe(5)
    expect(quantities).toMatchObject({
      detected: { value: '3/5' },
      detectP95: { value: '90.5', n: 2 },
      planMatch: { value: '2/4' },
      automatedSteps: { value: '16/30' },
      incidents: 5,
      drills: 3,
      byPerson: 1,
      missed: 1,
      untimed: 1,
      withPlan: 4,
      refusedLines: 0,
      byKind: [
        { kind: '客伤', incidents: 3, detected: { value: '1/3' }, detectP95: null, automatedSteps: { value: '5/10' } },
        { kind: '火灾', incidents: 2, detected: { value: '2/2' }, planMatch: { value: '1/2' } },
      ],
    })
    expect(pictures?.map((p) => p.kind)).toEqual(['bars', 'bars'])
  })

  test('drills alone, and incidents alone', async () => {
    const file = bench.file('mixed.csv', mixed)
    const drills = (await bench.reducedOf(file, { only: 'drills' })).quantities
    const real = (await bench.reducedOf(file, { only: 'incidents' })).quantities
    expect([value(drills['detected']), value(real['detected'])]).toEqual(['2/3', '1/2'])
    expect([drills['incidents'], real['incidents']]).toEqual([3, 2])
  })

  test('19 of 20: the exact lower bound at 95 % is 0.783894 (SciPy)', async () => {
    const rows = Array.from({ length: 20 }, (_, k) => `${k},fire,yes,,${k === 0 ? 'person' : 'system'},,,,,`)
    const { quantities } = await bench.reducedOf(bench.file('k.csv', table(rows)))
    expect(ends(quantities['detected'])[1]).toBeCloseTo(0.783894, 6)
    expect(quantities['planMatch']).toBeNull()
    expect(quantities['automatedSteps']).toBeNull()
  })

  test('the percentile of 1 to 100 s is the 95th, and 59 is the least number that bounds it above at 95 %', async () => {
    const rows = (n: number) =>
      Array.from({ length: n }, (_, k) => {
        const s = k + 1
        const at = `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`
        return `${k},fire,no,2026-09-01 08:00:00,system,2026-09-01 08:${at},,,,`
      })
    const of = async (n: number) =>
      (await bench.reducedOf(bench.file('p.csv', table(rows(n))))).quantities['detectP95'] as Estimate
    // 1 - 0.95^n >= 0.95 from n = 59 on
    expect((await of(58)).bounds).toEqual([])
    expect(ends(await of(59))[2]).toBe(59)
    expect((await of(100)).value).toBe('95')
  })

  test('steps of few incidents say less than as many steps that stand alone', async () => {
    const few = Array.from({ length: 5 }, (_, k) => `${k},fire,yes,,system,,,,20,${k < 4 ? 20 : 0}`)
    const many = Array.from({ length: 100 }, (_, k) => `${k},fire,yes,,system,,,,1,${k < 80 ? 1 : 0}`)
    const of = async (rows: readonly string[]) =>
      ends((await bench.reducedOf(bench.file('s.csv', table(rows)))).quantities['automatedSteps'])
    const [[one, narrow], [other, wide]] = [await of(many), await of(few)]
    expect([one, other]).toEqual(['80/100', '80/100'])
    expect(wide).toBeLessThan(narrow as number)
  })

  test('one more that nobody detects never lifts the share', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('system', 'person', 'nobody'), { minLength: 1, maxLength: 30 }),
        async (by) => {
          const rows = by.map((who, k) => `${k},fire,no,,${who},,,,,`)
          const share = async (of: readonly string[]) => {
            const [k, n] = String(
              value((await bench.reducedOf(bench.file('d.csv', table(of)))).quantities['detected']),
            ).split('/')
            return Number(k) / Number(n)
          }
          expect(await share([...rows, 'more,fire,no,,nobody,,,,,'])).toBeLessThanOrEqual(await share(rows))
        },
      ),
      { numRuns: 20 },
    )
  })
})

test('the same records as CSV, TSV, objects by line and packed say the same', async () => {
  const rows = mixed
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const [names, ...cells] = rows
  const objects = cells.map((row) =>
    JSON.stringify(
      Object.fromEntries(
        names!.flatMap((name, k) => (row[k] === '' ? [] : [[name, /^\d+$/.test(row[k]!) ? Number(row[k]) : row[k]]])),
      ),
    ),
  )
  const csv = await bench.reducedOf(bench.file('f.csv', mixed))
  const files = [
    bench.file('f.tsv', `${rows.map((row) => row.join('\t')).join('\n')}\n`),
    bench.file('f.jsonl', `${objects.join('\n')}\n`),
    bench.file('f.csv.gz', gzipSync(mixed)),
  ]
  for (const file of files) expect((await bench.reducedOf(file)).quantities, file).toEqual(csv.quantities)
  // an incident of one file may not come again in another
  expect((await bench.reducedOf(['f.csv', 'f.tsv'])).quantities).toEqual({ ...csv.quantities, refusedLines: 5 })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['i1,fire,no,2026-09-01 08:00,system,2026-09-01 07:59,,,,', /onset <= alarm/],
    ['i1,fire,no,2026-09-01 08:00,system,2026-09-01T08:01:00+08:00,,,,', /onset <= alarm/],
    ['i1,fire,no,2026-09-31 08:00,system,,,,,', /onset <= alarm/],
    ['i1,fire,no,,nobody,2026-09-01 08:00,,,,', /nobody/],
    ['i1,fire,no,,radar,,,,,', /detected_by/],
    ['i1,fire,,,system,,,,,', /drill/],
    ['i1,,no,,system,,,,,', /kind/],
    ['i1,fire,no,,system,,,,3,4', /automatic_steps/],
    ['i1,fire,no,,system,,,,3,', /automatic_steps/],
    ['i0,fire,no,,system,,,,,', /each once/],
  ])('%s', async (row, expected) => {
    const file = bench.file('bad.csv', table(['i0,fire,no,,system,,,,,', row]))
    const [first] = await incidents.check(bench.subjectOf(file), incidents.params.parse({}))
    expect(first).toMatchObject({ code: 'recognition-line', place: { file: 'bad.csv', line: 3 } })
    expect(first!.expected).toMatch(expected)
    expect((await bench.reducedOf(file)).quantities).toMatchObject({ incidents: 1, refusedLines: 1 })
  })
})
