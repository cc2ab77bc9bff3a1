import chinese from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, addWorkdays, civil, dayNumber, fraction, parseDay, parseTime, showDay, workdays } from './dates.ts'

const dayMs = 86_400_000
const day = fc.integer({ min: -700_000, max: 2_000_000 })
const iso = (d: number) => new Date(d * dayMs).toISOString().slice(0, 10)
const utc = (d: number) => new Date(d * dayMs)

describe('days against the engine', () => {
  it('a day and its number', () => {
    fc.assert(
      fc.property(day, (d) => {
        const date = utc(d)
        expect(civil(d)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
        expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(d)
        if (date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999) {
          expect(showDay(d)).toBe(iso(d))
          expect(parseDay(iso(d))).toBe(d)
        }
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00',
    '',
    '2100-02-29',
  ])('%s is no day', (t) => {
    expect(parseDay(t)).toBeUndefined()
  })

  it('2000-02-29 is one', () => {
    expect(parseDay('2000-02-29')).toBe(Date.UTC(2000, 1, 29) / dayMs)
  })
})

describe('times', () => {
  it('with a zone against the engine, carried to China Standard Time', () => {
    const at = fc.integer({ min: Date.UTC(1900, 0, 1) / 1000, max: Date.UTC(2200, 0, 1) / 1000 })
    fc.assert(
      fc.property(at, fc.integer({ min: -720, max: 840 }), (s, offset) => {
        const local = new Date((s + offset * 60) * 1000).toISOString().slice(0, 19)
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`
        expect(parseTime(local + zone)).toBe(s + 28_800)
        expect(parseTime(`${new Date(s * 1000).toISOString().slice(0, 19)}Z`)).toBe(s + 28_800)
      }),
    )
  })

  it.each([
    ['2026-11-22T09:30', Date.UTC(2026, 10, 22, 9, 30) / 1000],
    ['2026-11-22', Date.UTC(2026, 10, 22) / 1000],
    ['2026-11-22T24:00', Date.UTC(2026, 10, 23) / 1000],
    ['2026-11-22T09:30:15', Date.UTC(2026, 10, 22, 9, 30, 15) / 1000],
    ['2026-11-22T09:30+08:00', Date.UTC(2026, 10, 22, 9, 30) / 1000],
    ['2026-11-22T24:01', undefined],
    ['2026-11-22T24:00:00.1', undefined],
    ['2026-11-22T09:60', undefined],
    ['2026-11-22T25:00', undefined],
    ['2026-11-22 09:30', undefined],
    ['2026-11-31T09:30', undefined],
    ['2026-11-22T09:30+99:00', undefined],
  ])('%s', (t, seconds) => {
    expect(parseTime(t)).toBe(seconds)
  })

  it('a part of a second is kept: a minute late by half a second is late', () => {
    expect(parseTime('2026-11-22T09:30:00.5')).toBe(parseTime('2026-11-22T09:30:00'))
    expect([
      fraction('2026-11-22T09:30:00.5'),
      fraction('2026-11-22T09:30:00.500Z'),
      fraction('2026-11-22T09:30'),
    ]).toEqual(['0.5', '0.500', '0.0'])
  })
})

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-05-30', 0, '2026-05-30'],
  ])('%s and %i months is %s', (from, n, to) => {
    expect(showDay(addMonths(parseDay(from)!, n))).toBe(to)
  })

  it('keep the day or take the last of the month, and never turn the order round', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), fc.nat(400), (d, n, later) => {
        const from = civil(d)
        const to = civil(addMonths(d, n))
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + n)
        const last = new Date(Date.UTC(to.year, to.month, 0)).getUTCDate()
        if (to.year > 100) expect(to.day).toBe(Math.min(from.day, last))
        expect(addMonths(d, n)).toBeLessThanOrEqual(addMonths(d + later, n))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('working days against chinese-days, 2024 to 2026', () => {
  const first = parseDay('2024-01-01')!
  const last = parseDay('2026-12-31')!
  const days = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const weekend = (d: number) => [0, 6].includes(utc(d).getUTCDay())
  const isWork = (d: number) => chinese.isWorkday(iso(d))
  const calendar = workdays({
    off: days.filter((d) => !weekend(d) && !isWork(d)).map(iso),
    work: days.filter((d) => weekend(d) && isWork(d)).map(iso),
  })

  it('has holidays and make-up days to tell apart', () => {
    expect(calendar.off.size).toBeGreaterThan(30)
    expect(calendar.work.size).toBeGreaterThan(10)
  })

  it('the n-th working day after a day is the n-th that the oracle counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last - 120 }), fc.integer({ min: 1, max: 60 }), (d, n) => {
        let at = d
        for (let left = n; left > 0; ) {
          at++
          if (isWork(at)) left--
        }
        expect(showDay(addWorkdays(d, n, calendar))).toBe(iso(at))
      }),
      { numRuns: 500 },
    )
  })

  it('the first day does not count, and back goes back', () => {
    const none = workdays(undefined)
    expect(showDay(addWorkdays(parseDay('2026-11-20')!, 1, none))).toBe('2026-11-23')
    expect(showDay(addWorkdays(parseDay('2026-11-23')!, -1, none))).toBe('2026-11-20')
    expect(showDay(addWorkdays(parseDay('2026-11-21')!, 0, none))).toBe('2026-11-21')
  })

  it('an absurd count ends quickly', () => {
    const start = performance.now()
    addWorkdays(first, 100_000, workdays(undefined))
    expect(performance.now() - start).toBeLessThan(500)
  })
})
