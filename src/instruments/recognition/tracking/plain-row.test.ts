import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainRow, readPlainRow } from './plain-row.ts'
import { ROW, type RowRule, readRow, taken } from './row.ts'

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map(String) },
  { weight: 3, arbitrary: fc.double({ min: -999, max: 9999, noNaN: true }).map((x) => x.toFixed(3)) },
  fc.constantFrom(
    '',
    '-1',
    '-0',
    '0',
    '.5',
    '5.',
    '-.25',
    '+1',
    ' 3',
    '1e2',
    '1.2.3',
    '--1',
    '1-',
    'x',
    '1234567890',
    '999999999',
    '0.00000001',
  ),
)
const line = fc.tuple(fc.array(number, { minLength: 1, maxLength: 34 }), fc.constantFrom('\n', '\r\n', '\r', ''))
const rules = fc.record<RowRule>({
  reference: fc.boolean(),
  preprocess: fc.constantFrom('none', 'motchallenge', 'mot20'),
  frames: fc.constantFrom(20, 1000),
})

describe('plain lines', () => {
  test('what is taken quickly is taken slowly, with the same numbers', () => {
    let quick = 0
    fc.assert(
      fc.property(line, rules, ([cells, end], rule) => {
        const text = cells.join(',')
        const bytes = Buffer.from(`${text}${end}7,7\n`)
        const row = new Float64Array(ROW).fill(1)
        if (!readPlainRow(bytes, 0, row) || !taken(row, plainRow.cells, rule)) return
        quick++
        const slow = new Float64Array(ROW)
        const to = plainRow.end - (bytes[plainRow.end - 1] === 0x0d ? 1 : 0)
        expect(readRow(bytes, 0, to, rule, slow)).toBeUndefined()
        expect(row).toEqual(slow)
        expect(bytes.toString('latin1', plainRow.end, plainRow.end + 1)).toBe('\n')
      }),
      { numRuns: 3000 },
    )
    expect(quick).toBeGreaterThan(50)
  })

  test('usual lines of both kinds are plain', () => {
    const rule = { reference: true, preprocess: 'motchallenge', frames: 600 } as const
    for (const text of ['1,2,912.5,484,97,109.25,1,1,0.86\n', '600,2,-3.5,484,97,109,0,13,1\r\n']) {
      const row = new Float64Array(ROW).fill(1)
      expect(readPlainRow(Buffer.from(text), 0, row) && taken(row, plainRow.cells, rule)).toBe(true)
    }
  })
})
