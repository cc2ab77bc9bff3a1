import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIdentifier } from './format.ts'
import { type Identifier, seriesOf, undated } from './identifier.ts'
import { provinces } from './issuers.ts'
import { parseIdentifier } from './parse.ts'
import { identifierOfRow } from './unnumbered.ts'

const read = (text: string, open = false): Identifier => {
  const parsed = parseIdentifier(text, { undated: open })
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problems.map((p) => p.code)}`)
  return parsed.value
}
const code = (text: string) => {
  const parsed = parseIdentifier(text)
  return parsed.ok ? formatIdentifier(parsed.value) : parsed.problems[0]!.code
}

describe('numbers of documents', () => {
  test.each([
    ['GB/T 45288.1-2025', { scheme: 'national', issuer: 'GB', type: 'T', number: '45288', parts: ['1'], year: 2025 }],
    ['GB 9706.202-2021', { scheme: 'national', issuer: 'GB', number: '9706', parts: ['202'], year: 2021 }],
    ['GB/Z 185.7-2026', { scheme: 'national', issuer: 'GB', type: 'Z', number: '185', parts: ['7'], year: 2026 }],
    ['GJB 9001C-2017', { scheme: 'national', issuer: 'GJB', number: '9001C', year: 2017 }],
    ['JR/T 0221-2021', { scheme: 'industry', issuer: 'JR', type: 'T', number: '0221', year: 2021 }],
    ['YY 0505-2012', { scheme: 'industry', issuer: 'YY', number: '0505', year: 2012 }],
    ['DB31/T 310018-2024', { scheme: 'local', issuer: 'DB31', type: 'T', number: '310018', year: 2024 }],
    ['DB4403/T 250-2022', { scheme: 'local', issuer: 'DB4403', type: 'T', number: '250', year: 2022 }],
    ['T/CPQS E0009-2020', { scheme: 'group', issuer: 'T/CPQS', number: 'E0009', year: 2020 }],
    ['Q/ABC 001.2-2024', { scheme: 'enterprise', issuer: 'Q/ABC', number: '001', parts: ['2'], year: 2024 }],
    [
      'ISO/IEC TR 24029-1:2021',
      { scheme: 'iso-iec', issuer: 'ISO/IEC', type: 'TR', number: '24029', parts: ['1'], year: 2021 },
    ],
    [
      'ISO/IEC 22989:2022/Amd 1',
      { scheme: 'iso-iec', issuer: 'ISO/IEC', number: '22989', year: 2022, supplement: { kind: 'Amd', number: '1' } },
    ],
    [
      'ISO/IEC/IEEE 29119-11:2020',
      { scheme: 'iso-iec', issuer: 'ISO/IEC/IEEE', number: '29119', parts: ['11'], year: 2020 },
    ],
    ['IEC 60601-2-77:2019', { scheme: 'iso-iec', issuer: 'IEC', number: '60601', parts: ['2', '77'], year: 2019 }],
    ['ISO/IEC DIS 42102', { scheme: 'iso-iec', issuer: 'ISO/IEC', type: 'DIS', number: '42102' }],
    ['ISO Guide 35:2017', { scheme: 'iso-iec', issuer: 'ISO', type: 'Guide', number: '35', year: 2017 }],
    ['IEEE P3119', { scheme: 'ieee', issuer: 'IEEE', type: 'P', number: '3119' }],
    [
      'IEEE Std 3333.1.3-2022',
      { scheme: 'ieee', issuer: 'IEEE', type: 'Std', number: '3333', parts: ['1', '3'], year: 2022 },
    ],
    ['ITU-T F.748.11', { scheme: 'itu', issuer: 'ITU-T', type: 'F', number: '748', parts: ['11'] }],
    ['ITU-T Y Suppl. 72', { scheme: 'itu', issuer: 'ITU-T', type: 'Y', supplement: { kind: 'Suppl.', number: '72' } }],
    ['ETSI GR SAI 001 V1.1.1', { scheme: 'etsi', issuer: 'ETSI', type: 'GR SAI', number: '001', version: 'V1.1.1' }],
    [
      'ETSI TS 104 158-1 V1.1.1',
      { scheme: 'etsi', issuer: 'ETSI', type: 'TS', number: '104 158', parts: ['1'], version: 'V1.1.1' },
    ],
    ['prEN 18229-1', { scheme: 'cen', issuer: 'prEN', number: '18229', parts: ['1'] }],
    ['NIST SP 800-218A', { scheme: 'nist', issuer: 'NIST', type: 'SP', number: '800', parts: ['218A'] }],
    [
      'NIST AI 100-2e2023',
      { scheme: 'nist', issuer: 'NIST', type: 'AI', number: '100', parts: ['2'], version: 'e2023' },
    ],
    ['20262852-T-469', { scheme: 'plan', issuer: '469', type: 'T', number: '20262852', year: 2026 }],
    ['TC260-PG-20211A', { scheme: 'committee', issuer: 'TC260', type: 'PG', number: '20211A' }],
  ])('%s is taken apart and put together again', (text, parts) => {
    expect(read(text)).toEqual(parts)
    expect(formatIdentifier(read(text))).toBe(text)
  })

  test.each([
    ['ＧＢ／Ｔ　４１８６７—２０２２', 'GB/T 41867-2022'],
    ['gb/t41867–2022', 'GB/T 41867-2022'],
    ['GB / T 41867 - 2022', 'identifier-malformed'],
    ['GB/T 41867 － 2022', 'GB/T 41867-2022'],
    ['DB 31/T 1624-2025', 'DB31/T 1624-2025'],
    ['GB 2312-80', 'GB 2312-1980'],
    ['ISO/IEC 42001：2023', 'ISO/IEC 42001:2023'],
    ['ISO 9001-2015', 'ISO 9001:2015'],
    ['ISO 10303-1001', 'ISO 10303-1001'],
    ['ISO TR 24291:2021', 'ISO/TR 24291:2021'],
    ['IEC/TR 60601-4-1:2017', 'IEC TR 60601-4-1:2017'],
    ['ITU-T Rec. Y.3172 (06/2019)', 'ITU-T Y.3172 (2019)'],
    ['NISTIR 8312', 'NIST IR 8312'],
    ['NIST SP 800-53 Rev. 5', 'NIST SP 800-53r5'],
    ['BS EN ISO/IEC 22989:2023', 'BS EN ISO/IEC 22989:2023'],
  ])('%s is %s', (text, wanted) => expect(code(text)).toBe(wanted))

  test.each([
    'GB/X 41867-2022',
    'GB/T 41867-22222',
    'GB/T -2022',
    'GB/T 1234567-2022',
    'QQ/T 1-2022',
    'DB99/T 1-2022',
    'DB3/T 1-2022',
    'T/ 1-2022',
    'ISO 123456:2020',
    'ISO/IEC 42001:23',
    'ETSI XX 1',
    'NIST 1',
    '',
    '-',
    'GB',
    'x'.repeat(5000),
    `GB/T 1${'.1'.repeat(3000)}-2020`,
  ])('%# %.20s is refused, with what it should look like', (text) => {
    const parsed = parseIdentifier(text)
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ code: 'identifier-malformed', expected: expect.any(String) }],
    })
  })

  test('without a year it is a citation of the latest, and has to be meant so', () => {
    expect(code('GB/T 1234')).toBe('identifier-undated')
    expect(formatIdentifier(read('GB/T 1234', true))).toBe('GB/T 1234')
    expect(code('ISO/IEC 42001')).toBe('ISO/IEC 42001')
  })

  test('on a cover a document of China has the long dash', () => {
    expect(formatIdentifier(read('GB/T 45288.1-2025'), 'display')).toBe('GB/T 45288.1—2025')
    expect(formatIdentifier(read('ISO/IEC 42001:2023'), 'display')).toBe('ISO/IEC 42001:2023')
  })

  test('the document in all editions, and the series of a part', () => {
    const of = (text: string, by: (id: Identifier) => Identifier) => formatIdentifier(by(read(text)))
    expect(of('GB/T 45288.1-2025', undated)).toBe('GB/T 45288.1')
    expect(of('GB/T 45288.1-2025', seriesOf)).toBe('GB/T 45288')
    expect(of('ISO/IEC 22989:2022/Amd 1', undated)).toBe('ISO/IEC 22989')
    expect(of('SS ISO/IEC 42001:2024', undated)).toBe('SS ISO/IEC 42001')
    expect(of('ETSI TS 104 158-1 V1.1.1', seriesOf)).toBe('ETSI TS 104 158')
  })

  test('whatever a number is made of, it comes back', () => {
    const digits = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String)
    const year = fc.integer({ min: 1950, max: 2049 })
    const parts = fc.array(digits(1, 999), { maxLength: 2 })
    const any = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('GB', 'GB/T', 'GB/Z', 'JR/T', 'YD/T', ...Object.keys(provinces).map((p) => `DB${p}/T`)),
          digits(1, 999999),
          parts,
          year,
        )
        .map(([issuer, n, p, y]) => `${issuer} ${n}${p.map((x) => `.${x}`).join('')}-${y}`),
      fc
        .tuple(
          fc.constantFrom('ISO', 'IEC', 'ISO/IEC', 'ISO/IEC TS', 'ISO/TR', 'IEC TR', 'EN ISO', 'prEN ISO/IEC'),
          digits(1, 99999),
          fc.array(digits(1, 99), { maxLength: 3 }),
          year,
        )
        .map(([issuer, n, p, y]) => `${issuer} ${n}${p.map((x) => `-${x}`).join('')}:${y}`),
    )
    fc.assert(fc.property(any, (text) => formatIdentifier(read(text)) === text))
  })

  test('nothing that people may type throws or takes long', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 400 }), fc.stringMatching(/^(GB|ISO|T|DB|IEEE|ETSI)[/T 0-9.:-]{0,300}$/)),
        (text) => {
          const parsed = parseIdentifier(text)
          if (parsed.ok) expect(read(formatIdentifier(parsed.value), true)).toEqual(parsed.value)
          identifierOfRow(text)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
