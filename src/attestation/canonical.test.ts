import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, deepest } from './canonical.ts'

const text = (value: unknown) => {
  const outcome = canonical(value)
  return outcome.ok ? new TextDecoder().decode(outcome.value) : outcome.problems[0]!.code
}

describe('canonical form', () => {
  it('is the example of RFC 8785 section 3.2.4, byte for byte', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    )
    const hex =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e33333333333333' +
      '2c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d'
    const outcome = canonical(input)
    expect(outcome.ok && Buffer.from(outcome.value).toString('hex')).toBe(hex)
  })

  it('sorts keys by UTF-16 code unit (RFC 8785 section 3.2.3)', () => {
    const input = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
    expect(text(input)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}')
  })

  it.each([
    [0, '0'],
    [-0, '0'],
    [Number.MIN_VALUE, '5e-324'],
    [-Number.MAX_VALUE, '-1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [333333333.3333332, '333333333.3333332'],
  ])('writes the number %s as RFC 8785 appendix B does', (value, expected) => {
    expect(text(value)).toBe(expected)
  })

  const cycle: unknown[] = []
  cycle.push({ again: cycle })
  let deep: unknown = 1
  for (let i = 0; i <= deepest; i++) deep = [deep]
  it.each([
    ['NaN', { a: [1, Number.NaN] }, 'canonical-number', '/a/1'],
    ['infinity', { 'a/b': { '~': Number.NEGATIVE_INFINITY } }, 'canonical-number', '/a~1b/~0'],
    ['undefined', { a: undefined }, 'canonical-type', '/a'],
    ['undefined alone', undefined, 'canonical-type', '/'],
    ['a hole', Object.assign(new Array(3), { 0: 1, 2: 2 }), 'canonical-type', '/1'],
    ['bigint', 1n, 'canonical-type', '/'],
    ['a function', { f: () => 1 }, 'canonical-type', '/f'],
    ['a symbol', [Symbol('s')], 'canonical-type', '/0'],
    ['a date', { at: new Date(0) }, 'canonical-type', '/at'],
    ['a map', new Map([['a', 1]]), 'canonical-type', '/'],
    ['toJSON', { toJSON: () => 'other' }, 'canonical-type', '/'],
    ['a lone surrogate', ['\ud800x'], 'canonical-surrogate', '/0'],
    ['a lone surrogate in a key', { '\udc00': 1 }, 'canonical-surrogate', '/\udc00'],
    ['a cycle', cycle, 'canonical-cycle', '/0/again'],
    ['great depth', deep, 'canonical-depth', '/0'.repeat(deepest)],
  ])('refuses %s and says where', (_, value, code, path) => {
    const outcome = canonical(value)
    expect(outcome.ok).toBe(false)
    if (!outcome.ok) expect(outcome.problems[0]).toMatchObject({ code, place: { path } })
  })

  it('takes the same object twice when it is not inside itself', () => {
    const shared = { x: 1 }
    expect(text([shared, shared])).toBe('[{"x":1},{"x":1}]')
  })

  it('keeps the value and forgets the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = text(value)
        expect(text(JSON.parse(once))).toBe(once)
        expect(text(reversed(value))).toBe(once)
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, reversed(v)]),
  )
}
