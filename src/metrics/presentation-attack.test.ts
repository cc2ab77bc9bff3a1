import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../language/exact.ts'
import { countedAs, type PadScores, pointAtApcer, pointAtBpcer, worstOf } from './presentation-attack.ts'

const score = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
)
const world = fc.record({
  bonaFide: fc.array(score, { minLength: 1, maxLength: 20 }),
  species: fc
    .array(fc.array(score, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 })
    .map((all): ReadonlyMap<string, readonly number[]> => new Map(all.map((s, i) => [`s${i}`, s]))),
})
const target = fc.constantFrom('0.01', '0.1', '1/3', '0.5').map((f) => Exact.parse(f)!)

/** Errors at a threshold, presentation by presentation: no response never gets in, what is unknown is always wrong. */
function at({ bonaFide, species }: PadScores, t: number) {
  const known = (s: number) => s !== Number.POSITIVE_INFINITY
  return {
    bpc: bonaFide.filter((s) => !known(s) || !(s >= t)).length,
    apcer: Math.max(...[...species.values()].map((a) => a.filter((s) => !known(s) || s >= t).length / a.length)),
  }
}
const thresholds = [...Array.from({ length: 10 }, (_, i) => i), Number.POSITIVE_INFINITY]

describe('operating points', () => {
  test('BPCER at a stated APCER: no threshold that keeps to it has fewer bona fide errors', () => {
    fc.assert(
      fc.property(world, target, (scores, f) => {
        const point = pointAtApcer(scores, f)!
        const fit = thresholds.filter((t) => at(scores, t).apcer <= f.toNumber())
        // where what is unknown breaks every target, everything is rejected and it is seen in `worst`
        if (fit.length === 0) {
          expect(point.threshold).toBeNull()
          return
        }
        expect(point.bonaFideErrors).toBe(Math.min(...fit.map((t) => at(scores, t).bpc)))
        expect(point.worst.errors / point.worst.presentations).toBeLessThanOrEqual(f.toNumber())
      }),
      { numRuns: 500 },
    )
  })

  test('APCER at a stated BPCER: no threshold that keeps to it has a lower one', () => {
    fc.assert(
      fc.property(world, target, (scores, f) => {
        const point = pointAtBpcer(scores, f)
        const fit = thresholds.filter((t) => at(scores, t).bpc / scores.bonaFide.length <= f.toNumber())
        if (point === null) {
          expect(fit).toEqual([])
          return
        }
        expect(point.worst.errors / point.worst.presentations).toBe(Math.min(...fit.map((t) => at(scores, t).apcer)))
        expect(point.bonaFideErrors / scores.bonaFide.length).toBeLessThanOrEqual(f.toNumber())
      }),
      { numRuns: 500 },
    )
  })

  test('nothing to compare', () => {
    const f = Exact.parse('0.1')!
    expect(pointAtApcer({ bonaFide: [], species: new Map([['a', [1]]]) }, f)).toBeNull()
    expect(pointAtBpcer({ bonaFide: [1], species: new Map() }, f)).toBeNull()
  })
})

describe('counting', () => {
  test.each([
    ['accepted', true, 'blocked', true, true],
    ['accepted', false, 'blocked', true, false],
    ['rejected', true, 'blocked', true, false],
    ['rejected', false, 'blocked', true, true],
    ['no-response', true, 'blocked', true, false],
    ['no-response', false, 'blocked', true, true],
    ['no-response', true, 'excluded', false, false],
    ['no-response', false, 'excluded', false, false],
    ['unknown', true, 'excluded', true, true],
    ['unknown', false, 'excluded', true, true],
  ] as const)('%s, attack: %s, %s', (outcome, attack, rule, counts, error) => {
    expect(countedAs(outcome, attack, rule)).toEqual({ counts, error })
  })

  test('the worst species is the one with the highest rate, not with the most errors', () => {
    const of = (species: string, errors: number, presentations: number) => ({ species, errors, presentations })
    expect(worstOf([of('b', 5, 100), of('a', 2, 10), of('c', 0, 0), of('d', 1, 5)])).toMatchObject({ species: 'a' })
    expect(worstOf([])).toBeUndefined()
  })
})
