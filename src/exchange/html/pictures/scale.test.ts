import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Axis } from '../../../assessment/report.ts'
import { scaleOf, tickText } from './scale.ts'

const axis = (more: Partial<Axis> = {}): Axis => ({ title: { en: 'x' }, scale: 'linear', ...more })

describe('places along an axis', () => {
  test('grow with the value, from 0 to 1, on every scale', () => {
    const rate = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom('linear', 'log', 'probit' as const),
        fc.array(rate, { minLength: 2, maxLength: 20 }),
        (scale, values) => {
          const { place, ticks } = scaleOf(axis({ scale: scale as Axis['scale'] }), values)
          const places = [...values].sort((a, b) => a - b).map((v) => place(v)!)
          for (const [i, p] of places.entries()) {
            expect(p).toBeGreaterThanOrEqual(-1e-9)
            expect(p).toBeLessThanOrEqual(1 + 1e-9)
            if (i > 0) expect(p).toBeGreaterThanOrEqual(places[i - 1]! - 1e-12)
          }
          for (const t of ticks) expect(place(t)).toBeGreaterThanOrEqual(-1e-8)
        },
      ),
    )
  })

  test('no errors and nothing but errors have no place on a DET axis, 0 none on a log axis', () => {
    const det = scaleOf(axis({ scale: 'probit' }), [0.01, 0.5])
    expect([det.place(0), det.place(1)]).toEqual([undefined, undefined])
    expect(scaleOf(axis({ scale: 'log' }), [1, 10]).place(0)).toBe(undefined)
  })

  test('a single rate stays a rate, and ranks are whole', () => {
    expect(scaleOf(axis({ percent: true }), [1]).ticks.every((t) => t >= 0 && t <= 1)).toBe(true)
    expect(scaleOf(axis({ percent: true }), [0]).ticks.every((t) => t >= 0 && t <= 1)).toBe(true)
    expect(scaleOf(axis({ whole: true }), [1, 2]).ticks).toEqual([1, 2])
    const almostOne = scaleOf(axis(), [0.0000010000000000000002, 0.0000010000000000000004])
    expect(almostOne.place(0.000001)).toBeCloseTo(0.5)
    expect(scaleOf(axis(), []).ticks).toEqual([])
  })

  test('ticks are written as people write them', () => {
    expect(scaleOf(axis(), [0, 1]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect([0.3, 1e-6, 0.005].map((t) => tickText(axis({ percent: true }), t))).toEqual(['30 %', '0.0001 %', '0.5 %'])
    expect([0.30000000000000004, 1e6, 1e-4].map((t) => tickText(axis(), t))).toEqual(['0.3', '1e+6', '1e-4'])
  })
})

describe('axes of a time-distance diagram', () => {
  test('hours of a day are shown as times, at minutes that divide an hour, also past midnight', () => {
    const clock = axis({ clock: true })
    const { ticks } = scaleOf(clock, [23.25, 25])
    expect(ticks.map((t) => tickText(clock, t))).toEqual(['23:30', '24:00', '24:30', '25:00'])
    expect(scaleOf(clock, [7, 7.5]).ticks.map((t) => tickText(clock, t))).toEqual(['7:00', '7:10', '7:20', '7:30'])
  })

  test('stops stand where they lie, with their names, long ones cut', () => {
    const stops = axis({
      named: [
        [0, 'North'],
        [1400, 'People’s Park'],
        [2000, 'South'],
      ],
    })
    const { ticks, place } = scaleOf(stops, [0, 2000])
    expect(ticks.map((t) => [place(t), tickText(stops, t)])).toEqual([
      [0, 'North'],
      [0.7, 'People…'],
      [1, 'South'],
    ])
  })
})
