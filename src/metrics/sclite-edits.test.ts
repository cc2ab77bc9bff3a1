import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edits } from './edit-distance.ts'
import { scliteEdits } from './sclite-edits.ts'
import { numbered } from './speech-tokens.ts'

const golden = JSON.parse(readFileSync(new URL('./fixtures/sclite.json', import.meta.url), 'utf8')) as {
  pairs: [string, string, number, number, number, number][]
}
const words = (text: string) => text.split(' ').filter((w) => w !== '')
const sclite = (ref: string, hyp: string) => {
  const [a, b] = numbered(words(ref), words(hyp))
  return scliteEdits(a, b)
}

describe('scliteEdits', () => {
  test('S, D and I are those of sclite 2.4.10 on 200 pairs with many ties', () => {
    expect(golden.pairs).toHaveLength(200)
    for (const [ref, hyp, correct, substitutions, deletions, insertions] of golden.pairs) {
      const distance = substitutions + deletions + insertions
      const got = sclite(ref, hyp)
      expect(got, `${ref} | ${hyp}`).toEqual({ distance, substitutions, deletions, insertions })
      expect(words(ref).length - got.substitutions - got.deletions).toBe(correct)
    }
    const more = golden.pairs.filter(([ref, hyp]) => {
      const [a, b] = numbered(words(ref), words(hyp))
      return scliteEdits(a, b).distance > edits(a, b).distance
    })
    expect(more.length).toBe(9)
  })

  test.each([
    ['x y z a b', 'a b p q r', 0, 3, 3],
    ['hello', '', 0, 1, 0],
    ['', 'extra word', 0, 0, 2],
    ['a b c d', 'a c d e', 0, 1, 1],
    ['the cat sat', 'the cat sat', 0, 0, 0],
  ])('the five utterances worked by hand: "%s" as "%s"', (ref, hyp, substitutions, deletions, insertions) => {
    expect(sclite(ref, hyp)).toMatchObject({ substitutions, deletions, insertions })
  })

  test('never fewer edits than the least, never a greater weight than the least edits weigh', () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 30 })
    fc.assert(
      fc.property(tokens, tokens, (ref, hyp) => {
        const [a, b] = [Uint32Array.from(ref), Uint32Array.from(hyp)]
        const [least, weighed] = [edits(a, b), scliteEdits(a, b)]
        const weight = (e: typeof least) => 4 * e.substitutions + 3 * (e.deletions + e.insertions)
        expect(weighed.distance).toBeGreaterThanOrEqual(least.distance)
        expect(weight(weighed)).toBeLessThanOrEqual(weight(least))
        expect(a.length - weighed.deletions + weighed.insertions).toBe(b.length)
      }),
      { numRuns: 400 },
    )
  })
})
