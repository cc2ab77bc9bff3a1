import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { workbookFiling } from '../../instruments/enterprise/filing/files/workbook.ts'
import { filingOf } from '../../instruments/enterprise/filing/filing-of.ts'
import { readWorkbook } from '../../instruments/llm/bank/workbook.ts'
import { filledFrom } from './filled.ts'
import { filingWorkbook } from './template.ts'

const fixtures = join(import.meta.dirname, '../../instruments/enterprise/fixtures')
const startUp = JSON.parse(readFileSync(join(fixtures, 'start-up.json'), 'utf8'))

const quantitiesOf = (record: unknown) => {
  const read = filingOf(record)
  return read.ok ? read.value.quantities : read.problems
}
const readBack = async (record: typeof startUp) => {
  const { read } = await workbookFiling(await filingWorkbook(2025, filledFrom(record)), 'f.xlsx')
  return read.ok ? read.value.quantities : read.problems
}

test('what the program fills in reads back the same', async () => {
  expect(await readBack(startUp)).toEqual(quantitiesOf(startUp))
  const more = {
    ...startUp,
    explanations: [{ rule: 'V5', field: 'revenue', year: 2025, text: '=1+1 新合同' }],
    documents: [{ field: 'revenue', kind: 'audit-report', file: 'a.pdf', status: 'document' }],
  }
  const { record } = await workbookFiling(await filingWorkbook(2025, filledFrom(more)), 'f.xlsx')
  expect(record).toMatchObject({
    documents: more.documents,
    explanations: [{ rule: 'V5', year: '2025', text: '=1+1 新合同' }],
  })
})

test('any amounts and counts read back the same', async () => {
  const amount = fc
    .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([a, b]) => `${a}.${b}`)
  await fc.assert(
    fc.asyncProperty(
      amount,
      amount,
      fc.integer({ min: -9999, max: 9999 }),
      fc.nat(5000),
      async (revenue, research, assets, staff) => {
        const filing = {
          ...startUp,
          reports: startUp.reports.map((r: object) => ({
            ...r,
            revenue,
            rdExpense: research,
            netAssets: String(assets),
            staff,
          })),
        }
        expect(await readBack(filing)).toEqual(quantitiesOf(filing))
      },
    ),
    { numRuns: 15 },
  )
})

describe('the empty template', () => {
  test('says what is missing and takes no example for an answer', async () => {
    const { read } = await workbookFiling(await filingWorkbook(2025), 'f.xlsx')
    expect(read.ok ? [] : read.problems.map((p) => p.place?.path)).toEqual([
      '企业!B2',
      '企业!B3',
      '企业!B4',
      '企业!B5',
      '年度!B1',
    ])
  })

  test('every field has a row, in Chinese and English; lists to choose from lead to words', async () => {
    const bytes = await filingWorkbook(2025)
    const book = await readWorkbook(bytes, 'f.xlsx')
    if (!book.ok) throw new Error('not read')
    expect(book.value.map((s) => s.name)).toEqual(['填写说明', '企业', '年度', '小类', '证明文件', '答复', '选项'])
    expect(book.value[2]!.rows[1]!.cells[0]).toBe('营业收入（万元）\nRevenue')
    const xml = Object.entries(unzipSync(bytes)).flatMap(([name, data]) =>
      name.startsWith('xl/worksheets/sheet') ? [new TextDecoder().decode(data)] : [],
    )
    const lists = xml.flatMap((x) => [...x.matchAll(/<formula1>'选项'!\$([A-G])\$2:\$\1\$(\d+)<\/formula1>/g)])
    expect(lists.length).toBe(8)
    const choices = book.value.at(-1)!.rows
    for (const [, column, last] of lists) {
      const cells = choices.slice(1, Number(last)).map((r) => r.cells[column!.charCodeAt(0) - 65])
      expect(cells.every((c) => c !== undefined && c !== '')).toBe(true)
    }
  })
})

test('faults name sheet and cell', async () => {
  const wrong = {
    ...startUp,
    district: '310199',
    reports: startUp.reports.map((r: object, i: number) => (i === 2 ? { ...r, revenue: 'many' } : r)),
  }
  const { read } = await workbookFiling(await filingWorkbook(2025, filledFrom(wrong)), 'f.xlsx')
  expect(read.ok ? [] : read.problems.map((p) => [p.code, p.place?.file, p.place?.path])).toEqual([
    ['filing-v7', 'f.xlsx', '企业!B4'],
    ['filing-field', 'f.xlsx', '年度!D2'],
  ])
})

test('a heading of a year may be written as people write it', async () => {
  const filled = filledFrom(startUp)
  const bytes = await filingWorkbook(2025, { ...filled, years: filled.years.map((y) => `${y}年度`) })
  const { read } = await workbookFiling(bytes, 'f.xlsx')
  expect(read.ok && read.value.quantities).toEqual(quantitiesOf(startUp))
})
