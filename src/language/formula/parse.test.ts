import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formulaText } from '../fixtures/formula-text.ts'
import { parseFormula, type Syntax } from './parse.ts'
import { printFormula } from './print.ts'

function parsed(text: string): Syntax {
  const p = parseFormula(text)
  if ('problems' in p)
    throw new Error(`${JSON.stringify(text)}: ${p.problems.map((x) => `${x.code} ${x.text.en}`).join()}`)
  return p.syntax
}

function readable(text: string): boolean {
  return 'syntax' in parseFormula(text)
}

/** The tree without its places. */
function shape(s: unknown): unknown {
  return JSON.parse(
    JSON.stringify(s, (key, v) =>
      key === 'start' || key === 'end' || key === 'nameStart' ? undefined : typeof v === 'bigint' ? v.toString() : v,
    ),
  )
}

function all(s: Syntax): Syntax[] {
  const found: Syntax[] = [s]
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(visit)
    else if (x !== null && typeof x === 'object' && 'k' in x) found.push(...all(x as Syntax))
  }
  Object.values(s).forEach(visit)
  return found
}

describe('a formula read from text', () => {
  it('most of what the generator writes can be read', () => {
    const sample = fc.sample(formulaText, { numRuns: 500, seed: 1 })
    expect(sample.filter(readable).length).toBeGreaterThan(400)
  })

  it('printed and read again is the same tree, and prints the same', () => {
    fc.assert(
      fc.property(formulaText.filter(readable), (text) => {
        const s = parsed(text)
        const printed = printFormula(s)
        expect(shape(parsed(printed)), printed).toEqual(shape(s))
        expect(printFormula(parsed(printed))).toBe(printed)
      }),
      { numRuns: 3000, seed: 2 },
    )
  })

  it('every span, read alone, is the sub-formula it stands for', () => {
    fc.assert(
      fc.property(formulaText.filter(readable), (text) => {
        for (const s of all(parsed(text))) {
          const alone = text.slice(s.start, s.end)
          expect(shape(parsed(alone)), `${JSON.stringify(alone)} of ${JSON.stringify(text)}`).toEqual(shape(s))
          if (s.k === 'member') expect(text.slice(s.nameStart, s.nameStart + s.name.length)).toBe(s.name)
        }
      }),
      { numRuns: 3000, seed: 3 },
    )
  })

  it.each([
    ['(a + b) * c', 'a', 0, 7],
    ['2 * ( a + b )', 'b', 4, 13],
    ['max((a), b) + 1', '', 0, 11],
  ])('%s: grouping brackets belong to the part', (text, _, start, end) => {
    const s = parsed(text) as Syntax & { k: 'arith' }
    const part = [s.a, s.b].find((x) => x.k === 'arith' || x.k === 'call')!
    // the part's own span leaves its brackets out or takes them in, but never cuts one
    const alone = text.slice(part.start, part.end)
    expect(alone.split('(').length).toBe(alone.split(')').length)
    expect(part.start).toBeGreaterThanOrEqual(start)
    expect(part.end).toBeLessThanOrEqual(end)
  })

  it.each([
    ['a = b', 'formula-syntax', /==/],
    ['a and b', 'formula-syntax', /&&/],
    ['.99 < a', 'formula-syntax', /0\.99/],
    ['ａ + 1', 'full-width', /half-width/],
    ['a ＋ 1', 'full-width', /half-width/],
    ['null', 'not-in-the-language', undefined],
    ['b"x"', 'not-in-the-language', undefined],
    ['{"a": 1}', 'formula-syntax', undefined],
    ['1e-999999999 + 1', 'number-too-large', undefined],
    [`1${'0'.repeat(401)}`, 'number-too-large', undefined],
    [`${'-'.repeat(1900)}1`, 'formula-too-deep', undefined],
    [`${'!'.repeat(1900)}a`, 'formula-too-deep', undefined],
    [`${'('.repeat(900)}a${')'.repeat(900)}`, 'formula-syntax', undefined],
    [`a${' + a'.repeat(510)}`, undefined, undefined],
    ['a'.repeat(2001), 'formula-too-long', undefined],
    ['a.map(x, a.map(y, a.map(z, a.map(w, w))))', 'too-many-loops', undefined],
  ])('%s is refused in words of both languages', (text, code, next) => {
    const p = parseFormula(text)
    expect('problems' in p).toBe(true)
    if (!('problems' in p)) return
    expect(p.problems).toHaveLength(1)
    const [x] = p.problems
    if (code) expect(x!.code).toBe(code)
    expect(x!.text.zh).toBeTruthy()
    expect(x!.text.en).toBeTruthy()
    if (next) expect(x!.next?.en ?? '').toMatch(next)
    expect(x!.start).toBeGreaterThanOrEqual(0)
    expect(x!.end).toBeLessThanOrEqual(text.length)
  })
})
