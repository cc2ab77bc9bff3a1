import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalHash, canonicalText } from './canonical.ts'
import { canonicalForm } from './canonical-form.ts'
import { formulaText } from './fixtures/formula-text.ts'
import { parseFormula } from './formula/parse.ts'
import { printFormula } from './formula/print.ts'
import { loadStandard } from './load.ts'

const text = (body: string) => `plumbline: 1
id: test/canonical
edition: 1.0.0
title: { en: Canonical }
authority: reference-profile
sources: { here: { title: Here } }
subject: thing
${body}`

function hashOf(body: string): string {
  const r = loadStandard('a.yaml', text(body))
  if (!r.ok) throw new Error(JSON.stringify(r.problems))
  return r.value.hash
}

const plain = `facts: { n: { number: [0, 10] }, w: { one-of: [p, q] } }
scales: { S: [S1, { id: S2, number: 2 }] }
tables: { t: { in: [subject.n], rules: [["< 0.50", 1], [any, "subject.n * 2"]] } }
results: [{ id: r, weight: 0.80, value: "min(subject.n,4)+t", score: [[0, 0], [10, 100]], level: { scale: S, at-least: { S2: 20 } }, adjust: [{ when: "subject.w == 'p'", add: 1 }] }]
`

describe('the canonical form says what the standard says, not how it is written', () => {
  it.each([
    ['white space in formulas', plain.replace('min(subject.n,4)+t', ' min( subject.n , 4 )  +  t ')],
    ['needless brackets', plain.replace('min(subject.n,4)+t', '((min((subject.n), 4)) + (t))')],
    [
      'zeros at the end of numbers',
      plain.replace('0.80', '0.8').replace('[10, 100]', '[10.0, 1e2]').replace('S2: 20 }', 'S2: 20.00 }'),
    ],
    ['the quotes of a word in a formula', plain.replace(`"subject.w == 'p'"`, `'subject.w == "p"'`)],
    [
      'YAML style',
      plain.replace(
        'adjust: [{ when: "subject.w == \'p\'", add: 1 }]',
        'adjust: [{ add: "1", when: \'subject.w == "p"\' }]',
      ),
    ],
    ['the order of keys', plain.split('\n').slice(0, 3).reverse().concat(plain.split('\n').slice(3)).join('\n')],
    ['comments', `# a note\n${plain}`],
    ['line ends', plain.replaceAll('\n', '\r\n')],
  ])('%s', (_, other) => {
    expect(other).not.toBe(plain)
    expect(hashOf(other)).toBe(hashOf(plain))
  })

  it.each([
    ['a threshold', plain.replace('S2: 20 }', 'S2: 20.01 }')],
    ['a weight', plain.replace('0.80', '0.81')],
    [
      'the order of rules',
      plain.replace('rules: [["< 0.50", 1], [any, "subject.n * 2"]]', 'rules: [[any, "subject.n * 2"], ["< 0.50", 1]]'),
    ],
    ['a sign', plain.replace('< 0.50', '<= 0.50')],
    ['an operator', plain.replace('+t', '-t')],
    ['brackets that count', plain.replace('min(subject.n,4)+t', '(min(subject.n,4)+t)*2').replace('add: 1', 'add: 1')],
    ['a word', plain.replace('one-of: [p, q]', 'one-of: [p, r]')],
  ])('but %s is another standard', (_, other) => {
    expect(other).not.toBe(plain)
    expect(hashOf(other)).not.toBe(hashOf(plain))
  })

  it('numbers in cells of tables: 0.50 is 0.5, also behind a sign and in an interval', () => {
    const other = (cell: string) => hashOf(plain.replace('"< 0.50"', `"${cell}"`))
    expect(other('< 0.5')).toBe(other('< 0.50'))
    expect(other('<0.50')).toBe(other('< 0.50'))
    expect(other('[0.50..1.0)')).toBe(other('[0.5..1)'))
  })

  it('formulas: canonical text is a fixed point', () => {
    fc.assert(
      fc.property(formulaText, (f) => {
        const p = parseFormula(f)
        if ('problems' in p) return
        const once = canonicalForm({ value: f } as never) as { value: string }
        expect(canonicalForm(once as never)).toEqual(once)
        if (!/^[\d\s.()eExXuU+-]*$/.test(f)) expect(once.value).toBe(printFormula(p.syntax))
      }),
      { numRuns: 2000, seed: 14 },
    )
  })
})

describe('canonical JSON (RFC 8785)', () => {
  it('of any JSON value does not depend on the order of keys, and reads back as the value', () => {
    const shuffled = (v: unknown): unknown =>
      Array.isArray(v)
        ? v.map(shuffled)
        : v !== null && typeof v === 'object'
          ? Object.fromEntries(
              Object.entries(v)
                .reverse()
                .map(([k, x]) => [k, shuffled(x)]),
            )
          : v
    fc.assert(
      fc.property(fc.jsonValue(), (v) => {
        expect(canonicalText(shuffled(v))).toBe(canonicalText(v))
        expect(JSON.parse(canonicalText(v))).toEqual(JSON.parse(JSON.stringify(v)))
        expect(canonicalHash(v)).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, undefined])('%s cannot be said', (v) => {
    expect(() => canonicalText(v)).toThrow()
  })
})
