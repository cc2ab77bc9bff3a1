import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codePoints, edits } from './edit-distance.ts'
import {
  accurateRate,
  characterErrorRate,
  compareText,
  correctRate,
  normalise,
  normalisedSimilarity,
  totalled,
} from './text-rates.ts'

const golden = JSON.parse(readFileSync(new URL('./fixtures/rapidfuzz-editops.json', import.meta.url), 'utf8')) as {
  pairs: [string, string, number, number, number][]
}

/** the textbook table, as an independent check of the bit-vectors */
function tableDistance(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

describe('edits', () => {
  test('S, D and I are those of RapidFuzz on 160 pairs up to 130 characters', () => {
    expect(golden.pairs).toHaveLength(160)
    for (const [ref, hyp, substitutions, deletions, insertions] of golden.pairs) {
      expect(edits(ref, hyp), `${ref} | ${hyp}`).toEqual({
        distance: substitutions + deletions + insertions,
        substitutions,
        deletions,
        insertions,
      })
    }
  })

  test('the distance is that of the table, and the lengths add up', () => {
    const word = fc.array(fc.constantFrom(...codePoints('ab上𠮷')), { maxLength: 150 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const e = edits(Uint32Array.from(a), Uint32Array.from(b))
        expect(e.distance).toBe(tableDistance(a, b))
        expect(a.length - e.deletions + e.insertions).toBe(b.length)
        expect(edits(Uint32Array.from(b), Uint32Array.from(a)).distance).toBe(e.distance)
      }),
      { numRuns: 400 },
    )
  })

  test('a rare hanzi is one character', () => {
    expect(codePoints('𠮷野家')).toHaveLength(3)
    expect(edits('𠮷野家', '吉野家').distance).toBe(1)
  })

  test('tokens by number: sclite example S1 has 5 minimal errors', () => {
    expect(edits('xyzab', 'abpqr').distance).toBe(5)
    expect(edits('abcd', 'acde')).toEqual({ distance: 2, substitutions: 0, deletions: 1, insertions: 1 })
  })
})

describe('text rates', () => {
  const pairs = [
    ['上海市公共安全', '上海公共安仝'],
    ['沪A12345', '沪A1234S'],
    ['hello', 'hello'],
    ['视频', '视频频'],
    ['', ''],
    ['', 'x'],
  ] as const
  const counts = pairs.map(([r, h]) => compareText(r, h, 'raw'))

  test('the golden vector of six strings', () => {
    const totals = totalled(counts)
    expect(totals.characters).toBe(21)
    expect(characterErrorRate(totals)).toBeCloseTo(5 / 21, 15)
    expect(accurateRate(totals)).toBeCloseTo(16 / 21, 15)
    expect(correctRate(totals)).toBeCloseTo(18 / 21, 15)
    const similar = counts.map(normalisedSimilarity)
    ;[0.714286, 0.857143, 1, 0.666667, 1, 0].forEach((want, i) => {
      expect(similar[i]).toBeCloseTo(want, 6)
    })
    expect(similar.reduce((a, b) => a + b) / 6).toBeCloseTo(0.706349, 6)
    expect(counts.filter((c) => c.distance === 0)).toHaveLength(2)
  })

  test('no reference characters: no rate', () => {
    expect(characterErrorRate(totalled([compareText('', 'xy', 'raw')]))).toBeNull()
    expect(accurateRate(totalled([]))).toBeNull()
  })

  test.each([
    ['raw', ' Ａ b ', ' Ａ b '],
    ['zh-basic', ' Ａ b\u3000上 海 ', 'Ab上海'],
    ['zh-basic', '（限速６０）', '(限速60)'],
    ['latin-ci', 'Exit No. 5 出口', 'exitno5'],
  ] as const)('profile %s of "%s"', (profile, text, want) => {
    expect(normalise(text, profile)).toBe(want)
  })

  test('AR can be negative', () => {
    expect(accurateRate(totalled([compareText('a', 'bcd', 'raw')]))).toBe(-2)
  })
})
