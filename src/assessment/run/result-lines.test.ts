import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText } from '../../language/canonical.ts'
import { lineText, resultLines } from './result-lines.ts'

test('a line is the canonical form of its value, whatever the keys', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('1', '10', '9', '__proto__', 'constructor', 'é', '\ue000', '😀'))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(value, (v) => {
      const given: unknown = JSON.parse(JSON.stringify(v))
      expect(lineText(given)).toBe(canonicalText(given))
    }),
    { numRuns: 1000 },
  )
})

test('half a surrogate pair is refused, its escape in words is not', () => {
  expect(() => lineText({ text: '\ud83d' })).toThrow()
  expect(lineText({ text: '\\ud83d' })).toBe(canonicalText({ text: '\\ud83d' }))
})

test('the bytes are the lines, also where more comes than was expected', () => {
  const outcomes = ['a', 'b', 'c'].map((id) => ({ id, result: { text: '“上海”𠮷'.repeat(9) } }))
  const text = outcomes.map((o) => `${canonicalText(o)}\n`).join('')
  for (const bytes of [0, 50, Buffer.byteLength(text), 9999])
    expect(Buffer.from(resultLines(outcomes, bytes)).toString()).toBe(text)
})
