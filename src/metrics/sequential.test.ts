import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcg32 } from './random.ts'
import {
  characteristic,
  sequentialAt,
  sequentialLines,
  sequentialRateLines,
  sequentialTest,
  soonest,
  waldBoundaries,
} from './sequential.ts'

const plan = { p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.1 }

describe('a plan by hand: p0 = 0.1, p1 = 0.3, alpha = 0.05, beta = 0.1', () => {
  test('boundaries', () => {
    // ln(0.1 / 0.95), ln(0.9 / 0.05) = ln 18
    const { lower, upper } = waldBoundaries(plan)
    expect(lower).toBeCloseTo(-2.251291799, 8)
    expect(upper).toBeCloseTo(2.890371758, 8)
  })

  test('lines', () => {
    // g = ln 3 + ln(0.9/0.7) = 1.098612289 + 0.251314428 = 1.349926717; slope ln(9/7)/g, intercepts ln(B)/g and ln(A)/g
    const lines = sequentialLines(plan)
    expect(lines.slope).toBeCloseTo(0.251314428 / 1.349926717, 8)
    expect(lines.accept).toBeCloseTo(-2.251291799 / 1.349926717, 8)
    expect(lines.reject).toBeCloseTo(2.890371758 / 1.349926717, 8)
    // 1.667714 / 0.186169 = 8.958; 2.141132 / 0.813831 = 2.631
    expect(soonest(lines)).toEqual({ accept: 9, reject: 3 })
  })

  test('the verdict falls where the lines are crossed, and not before', () => {
    const good = Array.from({ length: 20 }, () => false)
    expect(sequentialTest(plan, good)).toEqual({ verdict: 'accepted', after: 9 })
    expect(sequentialTest(plan, good.slice(0, 8))).toEqual({ verdict: 'undecided', after: null })
    expect(sequentialTest(plan, [true, true, true, ...good])).toEqual({ verdict: 'rejected', after: 3 })
    // one failure puts acceptance off by 1 / slope = 5.37 trials: (1.667714 + 1) / 0.186169 = 14.33
    expect(sequentialTest(plan, [true, ...good])).toEqual({ verdict: 'accepted', after: 15 })
  })

  test('operating characteristic: 1 - alpha at p0, beta at p1, between them at the slope', () => {
    const [at0, mid, at1] = [characteristic(plan, 1), characteristic(plan, 0), characteristic(plan, -1)]
    expect([at0.p, at0.accepted]).toEqual([expect.closeTo(0.1, 10), expect.closeTo(0.95, 10)])
    expect([at1.p, at1.accepted]).toEqual([expect.closeTo(0.3, 10), expect.closeTo(0.1, 10)])
    expect(mid.p).toBeCloseTo(0.251314428 / 1.349926717, 8)
    expect(mid.accepted).toBeCloseTo(2.890371758 / (2.890371758 + 2.251291799), 8)
    // (0.95 ln B + 0.05 ln A) / (0.1 ln 3 - 0.9 ln(9/7)) = -1.994208621 / -0.116321756
    expect(at0.trials).toBeCloseTo(-1.994208621 / -0.116321756, 5)
    // ln A ln B / (ln 3 x -ln(9/7))
    expect(mid.trials).toBeCloseTo((2.890371758 * 2.251291799) / (1.098612289 * 0.251314428), 5)
  })
})

test('near the slope the characteristic runs through its limit', () => {
  const [a, mid, b] = [1e-4, 0, -1e-4].map((h) => characteristic(plan, h))
  expect(mid!.accepted).toBeCloseTo((a!.accepted + b!.accepted) / 2, 6)
  expect(mid!.trials).toBeCloseTo((a!.trials + b!.trials) / 2, 4)
})

test('simulated, the risks keep within what Wald proves: alpha / (1 - beta) and beta / (1 - alpha)', () => {
  const rounds = 4000
  for (const p of [plan.p0, plan.p1]) {
    const random = pcg32(2026n)
    const lines = sequentialLines(plan)
    let wrong = 0
    for (let round = 0; round < rounds; round++) {
      let [n, failures] = [0, 0]
      let verdict = sequentialAt(lines, n, failures)
      while (verdict === 'undecided') {
        n++
        if (random.below(1_000_000) < p * 1_000_000) failures++
        verdict = sequentialAt(lines, n, failures)
      }
      if (verdict === (p === plan.p0 ? 'rejected' : 'accepted')) wrong++
    }
    const most = p === plan.p0 ? plan.alpha / (1 - plan.beta) : plan.beta / (1 - plan.alpha)
    // four standard errors of noise
    expect(wrong / rounds).toBeLessThan(most + 4 * Math.sqrt((most * (1 - most)) / rounds))
    expect(wrong).toBeGreaterThan(0)
  }
})

test('rates: hours for a mean time between failures of 1000 h against 500 h', () => {
  // g = ln 2; slope 0.001 / ln 2; intercepts ln(1/9) / ln 2 and ln 9 / ln 2 at both risks 0.1
  const lines = sequentialRateLines(1 / 1000, 1 / 500, 0.1, 0.1)
  expect(lines.slope).toBeCloseTo(0.001 / Math.LN2, 12)
  expect(lines.reject).toBeCloseTo(Math.log(9) / Math.LN2, 10)
  expect(lines.accept).toBeCloseTo(-Math.log(9) / Math.LN2, 10)
  // without failure accepted after ln 9 x 1000 h
  expect(sequentialAt(lines, 2197, 0)).toBe('undecided')
  expect(sequentialAt(lines, 2198, 0)).toBe('accepted')
})

test('more failures never turn a verdict for the better', () => {
  const order = { rejected: 0, undecided: 1, accepted: 2 }
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.4, noNaN: true }),
      fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      fc.nat(500),
      fc.nat(500),
      (p0, more, n, k) => {
        const lines = sequentialLines({ p0, p1: p0 + more, alpha: 0.1, beta: 0.1 })
        expect(order[sequentialAt(lines, n, k + 1)]).toBeLessThanOrEqual(order[sequentialAt(lines, n, k)])
      },
    ),
  )
})

test('no plan', () => {
  expect(() => sequentialLines({ ...plan, p1: 0.1 })).toThrow(RangeError)
  expect(() => sequentialLines({ ...plan, alpha: 0.9 })).toThrow(RangeError)
  expect(() => sequentialRateLines(2, 1, 0.1, 0.1)).toThrow(RangeError)
})
