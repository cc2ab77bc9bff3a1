import fc from 'fast-check'
import { expect, test } from 'vitest'
import { citedIn } from './cited.ts'
import { formatIdentifier } from './format.ts'
import { parseIdentifier } from './parse.ts'

const found = (text: string) => citedIn(text).map((c) => formatIdentifier(c.identifier))

test.each([
  ['应符合GB/T 45654—2025和GB 45438-2025的规定', ['GB/T 45654-2025', 'GB 45438-2025']],
  [
    '见 ISO/IEC 42001:2023、ISO/IEC TR 24028:2020，及 IEEE Std 2801-2022。',
    ['ISO/IEC 42001:2023', 'ISO/IEC TR 24028:2020', 'IEEE Std 2801-2022'],
  ],
  ['GB/T 1.1 gives the rules; see also DB31/T 1624-2025.', ['GB/T 1.1', 'DB31/T 1624-2025']],
  ['ＧＢ／Ｔ ４５０８１—２０２４等同采用 ISO/IEC 42001', ['GB/T 45081-2024', 'ISO/IEC 42001']],
  ['EN ISO/IEC 22989:2023 is one citation, not two', ['EN ISO/IEC 22989:2023']],
  [
    'DB31/T 310018-2024（长三角）；T/CESA 1026-2018；TC260-003',
    ['DB31/T 310018-2024', 'T/CESA 1026-2018', 'TC260-003'],
  ],
  [
    'NIST AI 100-1, ETSI EN 304 223 V2.1.1, ITU-T F.748.11',
    ['NIST AI 100-1', 'ETSI EN 304 223 V2.1.1', 'ITU-T F.748.11'],
  ],
  ['GA/T 833-2016 and JR/T 0221-2021', ['GA/T 833-2016', 'JR/T 0221-2021']],
  // letters and a number that may be anything
  ['GA 5 and AI 100 and SN 12, version 45654', []],
  ['aGB/T 1.1-2020x', []],
  ['', []],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test('in any text: what is found reads as the same number alone, in the order of the text, and never twice in one place', () => {
  const number = fc.constantFrom(
    'GB/T 41867-2022',
    'ISO/IEC 42001:2023',
    'DB31/T 1624-2025',
    'IEEE Std 2801-2022',
    'NIST AI 100-1',
  )
  const between = fc.constantFrom('，', ' and ', '、', '（见', '）。', ': ', '\n')
  fc.assert(
    fc.property(fc.array(fc.tuple(number, between), { maxLength: 6 }), (parts) => {
      const text = parts.flat().join('')
      expect(found(text)).toEqual(parts.map(([n]) => n))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      for (const { identifier, text: written } of citedIn(text))
        expect(parseIdentifier(written, { undated: true })).toEqual({
          ok: true,
          value: identifier,
          problems: expect.anything(),
        })
    }),
  )
})

test('a long text takes no more than its length', () => {
  const text = 'ISO/IEC IEEE GB/T DB31 '.repeat(2_000)
  const begun = performance.now()
  expect(citedIn(text)).toEqual([])
  expect(performance.now() - begun).toBeLessThan(10_000)
})
