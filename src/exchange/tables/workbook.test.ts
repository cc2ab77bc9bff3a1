import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWorkbook } from '../../instruments/llm/bank/workbook.ts'
import { writeWorkbook } from './workbook.ts'

test('what is written is read again, cell by cell, and nothing of it is a formula', async () => {
  const plain = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((s) => s.replace(/[^\P{C}]/gu, '').trim())
    .filter((s) => s !== '')
  const cell = fc.oneof(
    plain,
    fc.constantFrom('constructor', '__proto__', '=1+1', '+A1', '0012', '2024-05-17', '<b>&"', '可信赖\n大模型'),
    fc.integer(),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), async (rows) => {
      const read = await readWorkbook(await writeWorkbook([{ name: '表[1]', head: ['甲', 'b'], rows }]), 'x.xlsx')
      expect(read).toMatchObject({ ok: true })
      if (!read.ok) return
      expect(read.value.map((s) => s.name)).toEqual(['表 1 '])
      expect(read.value[0]!.rows.map((r) => r.cells)).toEqual([['甲', 'b'], ...rows.map((row) => row.map(String))])
    }),
    { numRuns: 40 },
  )
})
