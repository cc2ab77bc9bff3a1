import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SpottedText, spotTexts } from './match.ts'
import { areaOf, sharedArea } from './polygon.ts'
import { inVocabulary, sameTranscription } from './transcription.ts'

const box = (x: number, y: number, w: number, h: number) => [x, y, x + w, y, x + w, y + h, x, y + h]
const text = (x: number, y: number, w: number, h: number, said: string): SpottedText => ({
  polygon: box(x, y, w, h),
  text: said,
})

/** Golden: computed with the reference protocol on the same boxes. */
describe('the golden page', () => {
  const truth = [
    text(10, 10, 100, 30, '上海'),
    text(10, 60, 100, 30, 'Hello!'),
    text(10, 110, 100, 30, '###'),
    text(150, 10, 80, 30, 'ABC123'),
    text(150, 60, 80, 30, '公共安全'),
  ]
  const found = [
    text(12, 11, 100, 30, '上海'),
    text(10, 62, 100, 30, 'hello'),
    text(15, 112, 60, 25, 'junk'),
    text(150, 10, 80, 30, 'ABC12З'),
    text(300, 300, 40, 40, 'ghost'),
    text(150, 60, 40, 30, '公共'),
  ]
  test('end to end: P .4, R .5; the overlap of the last is half exactly and no match', () => {
    expect(spotTexts(truth, found, 'end-to-end')).toEqual({ truth: 4, found: 5, matched: 3, right: 2 })
  })
  test('word spotting: P .5, R 1; Chinese, digits and what lies over them do not count', () => {
    expect(spotTexts(truth, found, 'word-spotting')).toEqual({ truth: 1, found: 2, matched: 1, right: 1 })
  })
})

describe('polygons', () => {
  test('shared area of boxes is that of their overlap', () => {
    const side = fc.integer({ min: 1, max: 30 })
    const at = fc.integer({ min: -20, max: 20 })
    fc.assert(
      fc.property(fc.tuple(at, at, side, side), fc.tuple(at, at, side, side), ([x, y, w, h], [u, v, s, t]) => {
        const across =
          Math.max(0, Math.min(x + w, u + s) - Math.max(x, u)) * Math.max(0, Math.min(y + h, v + t) - Math.max(y, v))
        expect(sharedArea(box(x, y, w, h), box(u, v, s, t))).toBeCloseTo(across, 8)
      }),
    )
  })

  test('a polygon shares with itself all that it is, whichever way it goes round, convex or not', () => {
    const arrow = [0, 0, 10, 0, 4, 4, 0, 10]
    const back = [0, 10, 4, 4, 10, 0, 0, 0]
    expect(areaOf(arrow)).toBe(40)
    expect(sharedArea(arrow, arrow)).toBeCloseTo(40, 10)
    expect(sharedArea(arrow, back)).toBeCloseTo(40, 10)
    // the notch of the arrow is no part of it
    expect(sharedArea(arrow, box(5, 5, 5, 5))).toBeCloseTo(0, 10)
  })

  test('against a count of points on a fine grid', () => {
    const corner = fc.integer({ min: 0, max: 20 })
    const quad = fc.tuple(corner, corner, corner, corner).map(([a, b, c, d]) => [a, 0, 20, b, 20 - c, 20, 0, 20 - d])
    const inside = (p: readonly number[], x: number, y: number) => {
      let winding = 0
      for (let i = 0; i < p.length; i += 2) {
        const j = (i + 2) % p.length
        const [x1, y1, x2, y2] = [p[i]!, p[i + 1]!, p[j]!, p[j + 1]!]
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) winding++
      }
      return winding % 2 === 1
    }
    fc.assert(
      fc.property(quad, quad, (a, b) => {
        let hits = 0
        for (let x = 0.125; x < 20; x += 0.25)
          for (let y = 0.125; y < 20; y += 0.25) if (inside(a, x, y) && inside(b, x, y)) hits++
        expect(Math.abs(sharedArea(a, b) - hits / 16)).toBeLessThan(8)
      }),
      { numRuns: 30 },
    )
  })
})

describe('transcriptions', () => {
  test.each([
    ['Hello!', 'hello', true, true],
    ['(OK)', 'ok', true, true],
    ['"A"!', 'a', false, true],
    ['ABC', 'ABD', false, false],
    ['上海', '上海', true, true],
    ['don.t', 'dont', false, false],
    ['', '', true, true],
  ] as const)('%j and %j: end to end %s, word spotting %s', (reference, found, endToEnd, word) => {
    expect(sameTranscription(reference, found, 'end-to-end')).toBe(endToEnd)
    expect(sameTranscription(reference, found, 'word-spotting')).toBe(word)
  })

  test.each([
    ['Hello!', true],
    ['ABC123', false],
    ['公共安全', false],
    ['of', false],
    ["John's", true],
    ['well-known', true],
    ['Ærø', true],
    ['two words', false],
  ])('%s is in the vocabulary of word spotting: %s', (word, wanted) => expect(inVocabulary(word)).toBe(wanted))
})
