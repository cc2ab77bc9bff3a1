import { describe, expect, test } from 'vitest'
import { pcg32, type Random } from './random.ts'

function moments(draw: (r: Random) => number, n = 40000) {
  const random = pcg32(7n)
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const x = draw(random)
    sum += x
    squares += x * x
  }
  const mean = sum / n
  return { mean, variance: squares / n - mean * mean }
}

describe('seeded draws', () => {
  test('the published PCG32 sequence (pcg32-demo, state 42, stream 54)', () => {
    const random = pcg32(42n, 54n)
    const six = Array.from({ length: 6 }, () => random.uint32().toString(16).padStart(8, '0'))
    expect(six).toEqual(['a15c02b7', '7b47f409', 'ba1d3330', '83d2f293', 'bfa4784b', 'cbed606e'])
  })

  test('agrees with 64-bit arithmetic over a long run', () => {
    const random = pcg32(0xdeadbeefcafebaben, 0x1234567890abcdefn)
    const mask = 0xffffffffffffffffn
    const increment = ((0x1234567890abcdefn << 1n) | 1n) & mask
    const step = (s: bigint) => (s * 6364136223846793005n + increment) & mask
    let state = step((step(0n) + 0xdeadbeefcafebaben) & mask)
    for (let i = 0; i < 20000; i++) {
      const shifted = Number((((state >> 18n) ^ state) >> 27n) & 0xffffffffn)
      const rotation = Number(state >> 59n)
      state = step(state)
      expect(random.uint32()).toBe(((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0)
    }
  })

  test.each([1, 6, 500, 3_000_000_000, 2 ** 32])('many below %i are those drawn one at a time', (below) => {
    const [one, many] = [pcg32(5n), pcg32(5n)]
    const into = new Uint32Array(1001)
    many.fillBelow(into, below)
    expect([...into]).toEqual(Array.from(into, () => one.below(below)))
    expect(many.uint32()).toBe(one.uint32())
    expect(() => many.fillBelow(into, 0)).toThrow(RangeError)
  })

  test('bytes give state and stream', () => {
    const bytes = new Uint8Array(16)
    bytes[7] = 42
    bytes[15] = 54
    expect(pcg32(bytes).uint32()).toBe(0xa15c02b7)
    expect(pcg32(bytes.subarray(0, 8)).uint32()).toBe(0xa15c02b7)
    expect(() => pcg32(new Uint8Array(4))).toThrow(RangeError)
  })

  // tolerance: five standard errors of the mean at 40 000 draws
  test.each<[string, (r: Random) => number, number, number]>([
    ['uniform', (r) => r.uniform(), 0.5, 1 / 12],
    ['normal', (r) => r.normal(), 0, 1],
    ['gamma(0.4)', (r) => r.gamma(0.4), 0.4, 0.4],
    ['gamma(9)', (r) => r.gamma(9), 9, 9],
    ['beta(986, 16)', (r) => r.beta(986, 16), 986 / 1002, (986 * 16) / (1002 ** 2 * 1003)],
    ['beta(0.5, 0.5)', (r) => r.beta(0.5, 0.5), 0.5, 0.125],
    ['below(6)', (r) => r.below(6), 2.5, 35 / 12],
  ])('%s has its mean and variance', (_, draw, mean, variance) => {
    const got = moments(draw)
    expect(Math.abs(got.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / 40000))
    expect(Math.abs(got.variance / variance - 1)).toBeLessThan(0.06)
  })

  test('draws are frozen: a change here would change every published Monte Carlo figure', () => {
    const r = pcg32(2024n)
    expect([r.uniform(), r.normal(), r.gamma(2.5), r.gamma(0.3), r.beta(3, 4), r.below(1000)]).toMatchInlineSnapshot(`
      [
        0.6818192926541464,
        1.0805389923862219,
        2.9255931531132435,
        0.8693686845621779,
        0.49447835996813844,
        340,
      ]
    `)
  })
})
