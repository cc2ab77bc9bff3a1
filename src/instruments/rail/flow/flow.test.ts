import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { flow } from './index.ts'
import { Errors } from './mean-error.ts'

const bench = workbench('flow', flow)
const ends = (q: unknown) => {
  const { value, bounds } = q as Estimate
  return [Number(value), Number(bounds![0]!.lower), Number(bounds![0]!.upper)] as const
}
const forecasts = `车站,时段,时段分钟,预测,实际
人民公园,2026-09-01 08:00,15,110,100
人民公园,2026-09-01 08:15,15,150,200
北桥,2026-09-01 08:00,15,60,50
北桥,2026-09-02 08:00,15,50,49
北桥,2026-09-02 08:15,,90,100
北桥,2026-09-02 08:30,30,90,100
`
const crowding = `station,onset,alerted
A,2026-09-01 08:00,2026-09-01 07:50
A,2026-09-01 18:00,2026-09-01 18:00
B,2026-09-01 18:00,2026-09-01 18:01
B,2026-09-02 18:00,
C,,2026-09-02 12:00
`
const both = () => ({ forecasts: bench.file('f.csv', forecasts), crowding: [bench.file('c.csv', crowding)] })

conformance('rail/flow', async () => ({
  instrument: flow,
  subject: bench.subjectOf(both()),
  params: { least: 50, minutes: 15, cluster: 'day', within: 0 },
}))

describe('forecasts', () => {
  test('by hand: |110-100|/100, |150-200|/200, |60-50|/50, |90-100|/100; 49 is too few, half an hour is refused', async () => {
    const { quantities, n, pictures } = await bench.reducedOf(both())
    expect(n).toBe(8)
    // (0.1 + 0.25 + 0.2 + 0.1) / 4
    expect(ends(quantities['mape'])[0]).toBeCloseTo(0.1625, 9)
    expect(quantities).toMatchObject({
      ...{ intervals: 4, tooSmall: 1, days: 2, refusedLines: 1 },
      worst: [
        { station: '人民公园', intervals: 2, mape: { value: '0.175' } },
        { station: '北桥', intervals: 2, mape: { value: '0.15' } },
      ],
    })
    expect(pictures).toHaveLength(1)
  })

  test('one day has no bounds; a forecast that is right has none to miss', async () => {
    const rows = 'station,start,forecast,actual\nA,2026-09-01 08:00,100,100\nA,2026-09-01 08:15,70,70\n'
    const { quantities } = await bench.reducedOf({ forecasts: bench.file('one.csv', rows) })
    expect(quantities['mape']).toEqual({ value: '0', n: 2 })
    expect(quantities['alertRecall']).toBeNull()
  })

  test('three days with equal rows: Student with two degrees of freedom', () => {
    const errors = new Errors()
    for (const [day, error] of [
      ['a', 0.1],
      ['b', 0.2],
      ['c', 0.3],
    ] as const)
      errors.add(day, error)
    const [value, lower, upper] = ends(errors.estimate(['0.95']))
    // 0.2 ± 2.919986 · 0.1 / √3, kept from below 0
    expect([value, lower.toFixed(5), upper.toFixed(5)]).toEqual([0.2, (0.0314133).toFixed(5), (0.3685867).toFixed(5)])
  })

  test('days that hang together say less than stations that do not', async () => {
    const rows = Array.from({ length: 8 }, (_, d) =>
      Array.from(
        { length: 20 },
        (_, s) => `S${s},2026-09-0${d + 1} 08:00,${100 + (d % 2 === 0 ? 5 : 30) + (s % 3)},100`,
      ),
    ).flat()
    const file = bench.file('w.csv', `station,start,forecast,actual\n${rows.join('\n')}\n`)
    const [mean, low, high] = ends((await bench.reducedOf({ forecasts: file })).quantities['mape'])
    const [same, own, top] = ends(
      (await bench.reducedOf({ forecasts: file }, { cluster: 'station-day' })).quantities['mape'],
    )
    expect(same).toBe(mean)
    expect([low < own, high > top]).toEqual([true, true])
  })

  test('nominal bounds hold about as often as they say: ten days, 95 % each side', () => {
    let state = 7
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    let [below, above] = [0, 0]
    const runs = 300
    for (let k = 0; k < runs; k++) {
      const errors = new Errors()
      for (let d = 0; d < 10; d++) {
        const level = 0.1 + 0.1 * uniform()
        for (let i = 0; i < 20; i++) errors.add(`d${d}`, level + 0.05 * uniform())
      }
      const [, lower, upper] = ends(errors.estimate(['0.95']))
      // 0.15 + 0.025
      if (lower > 0.175) above++
      if (upper < 0.175) below++
    }
    expect(Math.max(below, above) / runs).toBeLessThan(0.08)
  })

  test('the mean is blind to order and to the names of stations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.double({ min: 0, max: 50, noNaN: true })), {
          minLength: 1,
        }),
        (rows) => {
          const [one, other] = [new Errors(), new Errors()]
          for (const [day, e] of rows) one.add(day, e)
          for (const [day, e] of [...rows].reverse()) other.add(day, e)
          expect(other.estimate(['0.95'])).toEqual(one.estimate(['0.95']))
          expect(one.mean).toBeCloseTo(rows.reduce((s, [, e]) => s + e, 0) / rows.length, 6)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('alerts', () => {
  test.each([
    [0, '2/4', 1],
    [60, '3/4', 0],
    [59, '2/4', 1],
  ])('within %d s: %s', async (within, recall, late) => {
    const { quantities } = await bench.reducedOf(both(), { within })
    expect(quantities).toMatchObject({ alertRecall: { value: recall }, crowding: 4, lateAlerts: late, falseAlerts: 1 })
  })

  test('59 of 59: the exact lower bound at 95 % is 0.950492 (SciPy)', async () => {
    const rows = Array.from({ length: 59 }, (_, k) => `S${k},2026-09-01 08:00,2026-09-01 07:59`)
    const { quantities } = await bench.reducedOf({
      crowding: bench.file('a.csv', `station,onset,alerted\n${rows.join('\n')}\n`),
    })
    const { value, bounds } = quantities['alertRecall'] as Estimate
    expect([value, Number(bounds![0]!.lower).toFixed(6)]).toEqual(['59/59', '0.950492'])
    expect(quantities['mape']).toBeNull()
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['forecasts', 'A,2026-09-01 08:00,90,100', /one row/],
    ['forecasts', 'A,08:00,90,100', /start/],
    ['forecasts', 'A,2026-09-01 09:00,,100', /from 0/],
    ['forecasts', 'A,2026-09-01 09:00,90,-1', /from 0/],
    ['forecasts', ',2026-09-01 09:00,90,100', /station/],
    ['crowding', 'A,,', /onset or alerted/],
    ['crowding', 'A,2026-09-01 08:00,', /one row/],
    ['crowding', 'A,2026-09-03 08:00,2026-09-01 08:00', /a day before/],
    ['crowding', 'A,2026-09-03 08:00,2026-09-03T08:00+08:00', /offset/],
    ['crowding', 'A,yesterday,', /YYYY/],
  ])('%s: %s', async (table, row, expected) => {
    const text =
      table === 'forecasts'
        ? `station,start,forecast,actual\nA,2026-09-01 08:00,90,100\n${row}\n`
        : `station,onset,alerted\nA,2026-09-01 08:00,\n${row}\n`
    const subject = bench.subjectOf({ [table]: bench.file('bad.csv', text) })
    const [first] = await flow.check(subject, flow.params.parse({}))
    expect(first).toMatchObject({ code: 'recognition-line', place: { file: 'bad.csv', line: 3 } })
    expect(first!.expected).toMatch(expected)
  })

  test('neither table is a mistake', async () => {
    expect((await flow.check(bench.subjectOf({}), flow.params.parse({}))).map((p) => p.code)).toEqual(['rail-access'])
  })
})
