import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaCdf, betaQuantile, betaQuantileUpper } from './incomplete-beta.ts'
import { gammaCdf, gammaQuantile } from './incomplete-gamma.ts'
import {
  clopperPearson,
  clopperPearsonLower,
  clopperPearsonUpper,
  poisson,
  poissonLower,
  poissonUpper,
  wilson,
  wilsonLower,
  wilsonUpper,
  zeroFailureTrials,
} from './intervals.ts'
import { normalQuantile } from './normal.ts'

function close(got: number, want: string | number, relative = 1e-11): void {
  expect(Math.abs(got / Number(want) - 1)).toBeLessThan(relative)
}

// bounds computed with mpmath at 40 digits from exact binomial and Poisson sums
describe('exact bounds against 40-digit values', () => {
  test.each([
    [1, 10, 0.95, '0.0051161968918237011', '0.39416330243650478'],
    [9, 10, 0.95, '0.60583669756349522', '0.9948838031081763'],
    [490, 500, 0.95, '0.96631172766885552', '0.9891100986982001'],
    [985, 1000, 0.95, '0.9769964511490499', '0.99073156901947838'],
    [985, 1000, 0.99, '0.97341407595161459', '0.9924987370851823'],
    [3, 10000, 0.95, '8.1773979102906699e-5', '0.00077518137901009985'],
    [30, 300000, 0.95, '7.1980819262137339e-5', '0.00013563260860810652'],
    [1, 1000000, 0.999, '1.000500333083033e-9', '9.2333754652916977e-6'],
    [50, 100, 0.5, '0.49501669938455249', '0.50498330061544751'],
    [999999, 1000000, 0.95, '0.99999525614436179', '0.99999994870670693'],
    [99000, 100000, 0.95, '0.98946679909936367', '0.99051200274264164'],
  ])('Clopper-Pearson %d of %d at %d', (k, n, confidence, lower, upper) => {
    close(clopperPearsonLower(k, n, confidence), lower)
    close(clopperPearsonUpper(k, n, confidence), upper)
  })

  test.each([
    [1, 0.95, '0.051293294387550533', '4.7438645183905784'],
    [3, 0.95, '0.81769144716395333', '7.7536565279327269'],
    [11, 0.975, '5.4911603672368383', '19.682038513301956'],
    [30, 0.95, '21.593979226994882', '40.690507594449552'],
    [100, 0.99, '78.215983053795827', '125.83865288360526'],
    [1000, 0.95, '948.55984938365113', '1053.6031221333008'],
  ])('Poisson %d events at %d', (k, confidence, lower, upper) => {
    close(poissonLower(k, 1, confidence), lower)
    close(poissonUpper(k, 1, confidence), upper)
    close(poissonUpper(k, 250, confidence), Number(upper) / 250)
  })

  test.each([
    [0.6, '0.2533471031357998'],
    [0.9, '1.2815515655446005'],
    [0.95, '1.6448536269514727'],
    [0.975, '1.9599639845400542'],
    [0.999, '3.0902323061678135'],
    [0.01, '-2.3263478740408411'],
    [1e-6, '-4.7534243088228989'],
    [1e-12, '-7.0344838253011319'],
    [1e-100, '-21.273453560965324'],
  ])('normal quantile of %d', (p, want) => {
    close(normalQuantile(p), want, 1e-14)
  })

  test.each([
    [0.3, 0.5, 0.7, '0.45212784899417948'],
    [0.01, 3.5, 20.25, '0.00033987142694819474'],
    [0.7, 200, 100, '0.89115693435508985'],
    [0.999, 1000, 2.5, '0.84879888678132411'],
  ])('incomplete beta at %d (%d, %d)', (x, a, b, want) => {
    close(betaCdf(x, a, b), want)
    close(betaQuantile(Number(want), a, b), x)
  })
})

describe('values in print', () => {
  test.each([
    [900, 1000, 0.879848, 0.917091],
    [285, 300, 0.919153, 0.969468],
    [15, 300, 0.030532, 0.080847],
    [3840, 4000, 0.953473, 0.965644],
    [0, 20, 0, 0.161125],
  ])('Wilson %d of %d', (k, n, lower, upper) => {
    const interval = wilson(k, n, 0.95)
    expect(interval.lower).toBeCloseTo(lower, 6)
    expect(interval.upper).toBeCloseTo(upper, 6)
  })

  test.each([
    [1000, 0.9, 916],
    [300, 0.95, 292],
    [4000, 0.96, 3861],
    [2000, 0.9, 1823],
  ])('of %d, at least %d is assured (Wilson) from %d on', (n, threshold, least) => {
    expect(wilsonLower(least, n, 0.95)).toBeGreaterThanOrEqual(threshold)
    expect(wilsonLower(least - 1, n, 0.95)).toBeLessThan(threshold)
    expect(wilsonUpper(n - least, n, 0.95)).toBeLessThanOrEqual(1 - threshold + 1e-12)
  })

  test.each([
    [0.05, 59],
    [0.02, 149],
    [0.01, 299],
    [0.005, 598],
    [0.001, 2995],
    [0.0001, 29956],
    [0.00001, 299572],
    [0.5, 5],
  ])('%d is shown by %d trials without failure', (p, n) => {
    expect(zeroFailureTrials(p, 0.95)).toBe(n)
    expect(clopperPearsonUpper(0, n, 0.95)).toBeLessThanOrEqual(p)
    expect(clopperPearsonUpper(0, n - 1, 0.95)).toBeGreaterThan(p)
  })

  test('0.1 to the 3rd is 0.001: a whole answer stays whole', () => {
    expect(zeroFailureTrials(0.9, 0.999)).toBe(3)
  })

  test('edges are exact', () => {
    expect(clopperPearsonLower(0, 7, 0.95)).toBe(0)
    expect(clopperPearsonUpper(7, 7, 0.95)).toBe(1)
    close(clopperPearsonLower(7, 7, 0.95), 0.05 ** (1 / 7))
    close(clopperPearsonUpper(0, 7, 0.95), 1 - 0.05 ** (1 / 7))
    close(clopperPearson(0, 10, 0.95).upper, 0.3084971078187608)
    expect(poissonLower(0, 5, 0.95)).toBe(0)
    close(poissonUpper(0, 1, 0.95), 2.995732273553991)
    close(poisson(30, 1, 0.9).lower, 21.593979226994882)
  })

  test.each([
    () => clopperPearsonLower(3, 2, 0.95),
    () => clopperPearsonLower(0, 0, 0.95),
    () => clopperPearsonUpper(1, 2, 1),
    () => clopperPearsonUpper(1, 2, Number.NaN),
    () => wilson(-1, 2, 0.95),
    () => poissonUpper(1, 0, 0.95),
    () => zeroFailureTrials(0, 0.95),
  ])('bad input %# is refused', (call) => {
    expect(call).toThrow(RangeError)
  })
})

describe('laws', () => {
  const counts = fc
    .integer({ min: 1, max: 3000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
  const confidence = fc.double({ min: 0.5, max: 0.9999, noNaN: true })

  test('bounds enclose the estimate, grow with confidence and mirror each other', () => {
    fc.assert(
      fc.property(counts, confidence, ([k, n], c) => {
        const lower = clopperPearsonLower(k, n, c)
        const upper = clopperPearsonUpper(k, n, c)
        expect(lower).toBeLessThanOrEqual(k / n)
        expect(upper).toBeGreaterThanOrEqual(k / n)
        expect(lower).toBeLessThanOrEqual(clopperPearsonLower(k, n, c * 0.9) + 1e-15)
        expect(upper).toBeCloseTo(1 - clopperPearsonLower(n - k, n, c), 13)
      }),
    )
  })

  test('coverage: at the bound the binomial tail is α', () => {
    fc.assert(
      fc.property(counts, confidence, ([k, n], c) => {
        fc.pre(k > 0 && k < n)
        expect(betaCdf(clopperPearsonLower(k, n, c), k, n - k + 1) / (1 - c)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('quantiles invert their distribution', () => {
    const shape = fc.double({ min: 0.05, max: 500, noNaN: true })
    const p = fc.double({ min: 0.0001, max: 0.9999, noNaN: true })
    fc.assert(
      fc.property(p, shape, shape, (q, a, b) => {
        // seen from the end the root is near: below shape 1 the density is unbounded at 1, and one double there spans many quantiles
        const x = betaQuantile(q, a, b)
        if (x <= 0.5) expect(betaCdf(x, a, b) / q).toBeCloseTo(1, 10)
        else expect(betaCdf(betaQuantileUpper(q, b, a), b, a) / (1 - q)).toBeCloseTo(1, 10)
      }),
      { numRuns: 2000 },
    )
    fc.assert(fc.property(p, shape, (q, a) => Math.abs(gammaCdf(gammaQuantile(q, a), a) - q) < 1e-11))
  })

  test('a shape a hair above 1 loses nothing', () => {
    expect(
      betaCdf(
        betaQuantile(0.02593185027126098, 5.228976731135117, 1.0000000000000004),
        5.228976731135117,
        1.0000000000000004,
      ),
    ).toBeCloseTo(0.02593185027126098, 13)
  })
})

// the table that people of robots and rail check their statistics by, from SciPy, to the digits that it prints
describe('shares as robots and rail print them: two-sided Clopper-Pearson, Wilson, one-sided lower, at 95 %', () => {
  test.each([
    [10, 10, 0.691503, 1, 0.722467, 1, 0.741134],
    [19, 20, 0.751267, 0.998735, 0.763869, 0.991119, 0.783894],
    [27, 30, 0.734712, 0.978883, 0.743789, 0.9654, 0.761402],
    [30, 30, 0.884297, 1, 0.886487, 1, 0.904966],
    [59, 59, 0.939391, 1, 0.938871, 1, 0.950492],
    [95, 100, 0.887165, 0.983568, 0.88825, 0.978456, 0.897747],
    [98, 100, 0.929616, 0.997569, 0.929988, 0.994498, 0.938381],
    [299, 299, 0.987738, 1, 0.987315, 1, 0.990031],
    [985, 1000, 0.97538, 0.991581, 0.975399, 0.990889, 0.976996],
    [9035, 10554, 0.849231, 0.862719, 0.849247, 0.862641, 0.850333],
  ])('%d of %d', (k, n, lower, upper, wilsonFrom, wilsonTo, oneSided) => {
    const [exact, approximate] = [clopperPearson(k, n, 0.95), wilson(k, n, 0.95)]
    const got = [exact.lower, exact.upper, approximate.lower, approximate.upper, clopperPearsonLower(k, n, 0.95)]
    expect(got.map((x) => Number(x.toFixed(6)))).toEqual([lower, upper, wilsonFrom, wilsonTo, oneSided])
  })

  test('interventions and miles: counts, rates, and how far nothing in 275 million miles would prove', () => {
    const counts = poisson(110, 1, 0.95)
    expect([counts.lower, counts.upper].map((x) => Number(x.toFixed(4)))).toEqual([90.4066, 132.5797])
    expect(Math.round(-Math.log(0.05) / 1.09e-8)).toBe(274_837_823)
    expect(poissonUpper(0, 274_837_824, 0.95)).toBeLessThanOrEqual(1.09e-8)
    expect(poissonUpper(0, 274_837_000, 0.95)).toBeGreaterThan(1.09e-8)
  })
})
