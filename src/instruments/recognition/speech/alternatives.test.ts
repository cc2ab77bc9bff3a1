import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edits } from '../../../metrics/edit-distance.ts'
import { numbered, tokenRules } from '../../../metrics/speech-tokens.ts'
import { type Marked, markedText } from './alternatives.ts'
import { comparisonOf, rowOf } from './count.ts'
import { speechParams } from './params.ts'
import { glmLine, trnHypothesis, trnLine } from './read/forms.ts'

const golden = JSON.parse(readFileSync(new URL('./fixtures/sclite-alternatives.json', import.meta.url), 'utf8')) as {
  pairs: [string, string, number[], number[]][]
}
const counts = (reference: string, hypothesis: string, given: Record<string, unknown>) => {
  const comparison = comparisonOf(speechParams.parse({ tokens: 'words', normalise: [], ...given }))
  const row = rowOf({ id: 'u', speaker: '', stratum: '', reference, hypothesis, marked: true }, comparison)
  return { tokens: row[4], chars: row[5] }
}

describe('alternatives and optional words', () => {
  test.each(['literal', 'deletable'])(
    'C, S, D and I are those of sclite 2.4.10 on 200 pairs, optional words %s',
    (optionalWords) => {
      expect(golden.pairs).toHaveLength(200)
      for (const [reference, hypothesis, plain, deletable] of golden.pairs) {
        const [n, , s, d, i] = counts(reference, hypothesis, { alignment: 'sclite', optionalWords }).tokens
        const want = optionalWords === 'literal' ? plain : deletable
        expect([n - s - d, s, d, i], `${reference} | ${hypothesis}`).toEqual(want)
      }
    },
  )

  test.each([
    ['{ a / b c / @ } d', 'b c d', [3, 3, 0, 0, 0]],
    ['{ a / b c / @ } d', 'd', [1, 1, 0, 0, 0]],
    ['a { b { c / d e } / @ } f', 'a b d e f', [5, 5, 0, 0, 0]],
    ['{ a } { b }', 'a c', [2, 2, 1, 0, 0]],
    ['km/h @ (uh)', 'km/h @', [3, 2, 0, 1, 0]],
    ['{ @ }', '', [0, 0, 0, 0, 0]],
    ['{ @ }', 'x y', [0, 2, 0, 0, 2]],
  ])('worked by hand: "%s" heard as "%s"', (reference, hypothesis, want) => {
    expect(counts(reference, hypothesis, {}).tokens).toEqual(want)
    expect(counts(reference, hypothesis, { alignment: 'sclite' }).tokens).toEqual(want)
  })

  test('characters go their own way through the alternatives, and an optional word is left out whole', () => {
    const params = { tokens: 'mixed', normalise: ['nfkc', 'case', 'punctuation'], optionalWords: 'deletable' }
    const got = counts('你 { 二十三 / 23 } 岁 (嗯嗯)', '你23岁', params)
    expect(got).toEqual({ tokens: [5, 3, 0, 0, 0], chars: [6, 4, 0, 0, 0] })
  })

  test('by definition the least errors of all ways, each written out', () => {
    const word = fc.constantFrom('a', 'b', 'c')
    const words = fc.array(word, { maxLength: 5 }).map((w) => w.join(' '))
    const option = fc.oneof(
      fc.constant('@'),
      fc.array(word, { minLength: 1, maxLength: 3 }).map((w) => w.join(' ')),
    )
    const choice = fc.array(option, { minLength: 1, maxLength: 3 }).map((o) => `{ ${o.join(' / ')} }`)
    const nested = fc.tuple(choice, choice, word).map(([a, b, w]) => `{ ${w} ${a} / ${b} ${w} / @ }`)
    const reference = fc.array(fc.oneof(word, choice, nested), { maxLength: 5 }).map((p) => p.join(' '))
    fc.assert(
      fc.property(reference, words, (ref, hyp) => {
        const [n, , s, d, i] = counts(ref, hyp, {}).tokens
        const ways = written(markedText(ref)!)
        const split = (text: string) => text.split(' ').filter((w) => w !== '')
        const each = ways.map((way) => edits(...numbered(way.flatMap(split), split(hyp))).distance)
        expect(s + d + i).toBe(Math.min(...each))
        expect(ways.some((way) => way.flatMap(split).length === n)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test.each(['{ a', 'a }', '{ a } }', `${'{ a '.repeat(9)}${'}'.repeat(9)}`, `{ ${'a '.repeat(2000)} }`])(
    'braces that do not fit are refused: %.20s',
    (text) => expect(trnLine(`${text} (s-1)`)).toMatchObject({ expected: expect.stringContaining('closed') }),
  )

  test('parentheses alone change nothing where they are no optional words', () => {
    const given = { tokens: 'words', normalise: [] }
    const comparison = comparisonOf(speechParams.parse(given))
    const u = { id: 'u', speaker: '', stratum: '', reference: '(a) b a', hypothesis: 'b (a) b' }
    expect(rowOf({ ...u, marked: true }, comparison)).toEqual(rowOf(u, comparison))
  })

  test('a recogniser has to decide', () => {
    expect(trnHypothesis('{ a / b } c (s-1)')).toMatchObject({ expected: expect.any(String), column: 1 })
    expect(trnHypothesis('a (b) c (s-1)')).toMatchObject({ text: 'a (b) c' })
  })
})

function written(marked: Marked): string[][] {
  return marked.reduce<string[][]>(
    (ways, part) => {
      const ends = typeof part === 'string' ? [[part]] : part.flatMap((option) => written(option))
      return ways.flatMap((way) => ends.map((end) => [...way, ...end]))
    },
    [[]],
  )
}

describe('rules of a GLM file', () => {
  test.each([
    ['GONNA => GOING TO ;; comment', ['GONNA', 'GOING TO']],
    ["[CAN'T] => [CANNOT] / [ ] __ [ ]", ["CAN'T", 'CANNOT']],
    ['一会儿 => 一会', ['一会儿', '一会']],
    ['[UH] =>', ['UH', '']],
    [';; comment', undefined],
    ['* name "en.glm"', undefined],
  ])('%s', (line, rule) => expect(glmLine(line)).toEqual(rule && { rule }))

  test.each(['A = B', '[ ] => x', "HE'S => {HE IS / HE HAS}", 'A => B / [x] __ [ ]', 'A => B => C'])(
    'refused: %s',
    (line) => expect(glmLine(line)).toMatchObject({ expected: expect.any(String) }),
  )

  test('both sides, after the other steps, the first rule that fits, once from left to right', () => {
    const params = speechParams.parse({ normalise: ['case', 'punctuation', 'rules', 'fillers'], fillers: ['uh'] })
    const pairs = [
      ['GOING TO', 'GONNA'],
      ['GOING', 'NEVER'],
      ['A', 'B'],
      ['B', 'A'],
      ['一会儿', '一会'],
      ['UM', 'UH'],
    ] as const
    const comparison = comparisonOf(params, tokenRules(pairs, comparisonOf(params)))
    const row = (reference: string, hypothesis: string) =>
      rowOf({ id: 'u', speaker: '', stratum: '', reference, hypothesis }, comparison)[4]
    expect(row('going to a', 'Gonna A.')).toEqual([2, 2, 0, 0, 0])
    expect(row('等一会儿', 'um 等一会')).toEqual([3, 3, 0, 0, 0])
    expect(row('a b', 'b b')).toEqual([2, 2, 1, 0, 0])
  })
})
