import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { equipment } from './index.ts'
import { timeShare } from './time-share.ts'

const bench = workbench('equipment', equipment)
const ends = (q: unknown) => {
  const { value, bounds } = q as Estimate
  return [Number(value), Number(bounds![0]!.lower), Number(bounds![0]!.upper)] as const
}
const availability = `类别,设备,应服务小时,停用小时,可用小时,故障次数
售检票,G1,100,1,,2
售检票,G1,100,,98,1
售检票,G2,200,0,,
电梯,L1,100,4,,1
扶梯,E1,300,2,,
系统,ATS,12,0.15,,3
系统,ISCS,12,0.15,,3
`
const warnings = `asset,warned_at,confirmed
P1,2026-09-01 08:00,yes
P2,2026-09-01 08:00,yes
P3,2026-09-02 08:00,no
P4,2026-09-03 08:00,open
P5,2026-09-03 08:00,
`
const both = () => ({ availability: bench.file('a.csv', availability), warnings: bench.file('w.csv', warnings) })
const head = 'kind,unit,service_h,down_h,available_h,failures'

conformance('rail/equipment', async () => ({
  instrument: equipment,
  subject: bench.subjectOf(both()),
  params: { repair: 8 },
}))

describe('figures', () => {
  test('by hand: 397/400, 394/400, 23.7/24, 2 of 3 warnings', async () => {
    const { quantities, n } = await bench.reducedOf(both())
    expect(n).toBe(9)
    expect(ends(quantities['fare'])[0]).toBeCloseTo(397 / 400, 12)
    expect(ends(quantities['lifts'])[0]).toBeCloseTo(394 / 400, 12)
    expect(ends(quantities['availability'])[0]).toBeCloseTo(23.7 / 24, 12)
    expect(quantities).toMatchObject({
      warningPrecision: { value: '2/3' },
      ...{ units: 6, warnings: 3, openWarnings: 2, refusedLines: 0 },
      byKind: [
        { kind: 'afc', units: 2, service: '400', down: '3' },
        { kind: 'lift', units: 1, down: '4' },
        { kind: 'escalator', units: 1, down: '2' },
        { kind: 'system', units: 2, service: '24', down: '0.3' },
      ],
      worst: [
        { unit: 'L1', availability: '0.96' },
        { unit: 'G1', down: '3' },
        { unit: 'E1' },
        { unit: 'ATS' },
        { unit: 'ISCS' },
      ],
    })
  })

  test('systems: six outages of 0.3 h in 24 h; F(12, 12) at 95 % is 2.686637 (tables)', async () => {
    const [, lower, upper] = ends((await bench.reducedOf(both())).quantities['availability'])
    expect(lower).toBeCloseTo(1 / (1 + (0.3 / 23.7) * 2.686637), 6)
    expect(upper).toBeCloseTo(1 / (1 + 0.3 / 23.7 / 2.686637), 6)
  })

  test('a system that does not say how often it failed has no bounds; one without a failure is bounded by the repair time', async () => {
    const of = async (row: string, params = {}) =>
      (await bench.reducedOf({ availability: bench.file('s.csv', `${head}\n${row}\n`) }, params)).quantities[
        'availability'
      ] as Estimate
    expect(await of('system,A,1000,1,,')).toEqual({ value: '0.999', n: 1 })
    // exp(-x) = 0.05 at x = 2.995732: at most that many outages in 1000 h
    expect(ends(await of('system,A,1000,0,,0', { repair: 4 }))[1]).toBeCloseTo(1 / (1 + 0.002995732 * 4), 8)
    expect(await of('system,A,10,10,,1')).toEqual({ value: '0', n: 1 })
  })

  test('units that were never down still leave room: of n units, at 95 % at least the share 0.05^(1/n) is such as these', () => {
    const never = (n: number) =>
      timeShare(
        Array.from({ length: n }, () => ({ service: 500, down: 0 })),
        ['0.95'],
      )
    for (const n of [1, 10, 100]) expect(ends(never(n))[1]).toBeCloseTo(0.05 ** (1 / n), 9)
  })

  test('more hours of the same few units say no more', () => {
    const of = (hours: number) =>
      ends(
        timeShare(
          Array.from({ length: 20 }, (_, k) => ({ service: hours, down: (hours * (k % 5)) / 100 })),
          ['0.95'],
        ),
      )
    const [short, long] = [of(10), of(10_000)]
    expect(long[0]).toBeCloseTo(0.98, 12)
    expect(long[1]).toBeCloseTo(short[1], 9)
    expect(long[2]).toBeCloseTo(short[2], 9)
  })

  test('one more hour down never lifts the share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 }), (downs) => {
        const units = downs.map((down) => ({ service: 100, down }))
        const worse = units.map((u, k) => (k === 0 ? { ...u, down: u.down + 1 } : u))
        const [before, after] = [ends(timeShare(units, ['0.95'])), ends(timeShare(worse, ['0.95']))]
        expect(after[0]).toBeLessThan(before[0])
        expect(before[1]).toBeLessThanOrEqual(before[0])
        expect(before[2]).toBeGreaterThanOrEqual(before[0])
      }),
      { numRuns: 30 },
    )
  })

  test('95 of 100 warnings of different assets: the exact lower bound is 0.897747 (SciPy); of one asset it is far lower', async () => {
    const of = async (asset: (k: number) => string) => {
      const rows = Array.from({ length: 100 }, (_, k) => {
        const minute = `${String(Math.floor(k / 60)).padStart(2, '0')}:${String(k % 60).padStart(2, '0')}`
        return `${asset(k)},2026-09-01 ${minute},${k < 95 ? 'yes' : 'no'}`
      })
      const file = bench.file('w95.csv', `asset,warned_at,confirmed\n${rows.join('\n')}\n`)
      const { value, bounds } = (await bench.reducedOf({ warnings: file })).quantities['warningPrecision'] as Estimate
      return [value, Number(bounds![0]!.lower)] as const
    }
    const [value, lower] = await of((k) => `P${k}`)
    expect([value, lower.toFixed(6)]).toEqual(['95/100', '0.897747'])
    expect((await of(() => 'P'))[1]).toBeLessThan(0.1)
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['tram,G1,100,1,,', /kind/],
    ['afc,,100,1,,', /unit/],
    ['afc,G1,0,0,,', /service_h/],
    ['afc,G1,100,101,,', /down_h/],
    ['afc,G1,100,,101,', /available_h/],
    ['afc,G1,100,1,99,', /one of/],
    ['afc,G1,100,,,', /one of/],
    ['system,A,100,1,,0', /failures/],
    ['afc,G1,100,1,,1.5', /failures/],
  ])('%s', async (row, expected) => {
    const file = bench.file('bad.csv', `${head}\nafc,G0,100,1,,\n${row}\n`)
    const subject = bench.subjectOf({ availability: file })
    const [first] = await equipment.check(subject, equipment.params.parse({}))
    expect(first).toMatchObject({ code: 'recognition-line', place: { file: 'bad.csv', line: 3 } })
    expect(first!.expected).toMatch(expected)
    expect((await bench.reducedOf({ availability: file })).quantities).toMatchObject({ units: 1, refusedLines: 1 })
  })

  test.each([
    ['P1,2026-09-01 08:00,no', /one row/],
    ['P1,today,no', /warned_at/],
    ['P1,2026-09-02 08:00,maybe', /confirmed/],
    [',2026-09-02 08:00,no', /asset/],
  ])('%s', async (row, expected) => {
    const file = bench.file('badw.csv', `asset,warned_at,confirmed\nP1,2026-09-01 08:00,yes\n${row}\n`)
    const [first] = await equipment.check(bench.subjectOf({ warnings: file }), equipment.params.parse({}))
    expect(first).toMatchObject({ place: { file: 'badw.csv', line: 3 } })
    expect(first!.expected).toMatch(expected)
  })
})
