import fc from 'fast-check'
import { expect, test } from 'vitest'
import { industry } from '../fixtures/industry.ts'
import { singleQuarters } from './quarters.ts'
import { fenOf, type MicroRow, wanOf } from './row.ts'
import { vintage } from './vintage.ts'

test('money keeps every fen', () => {
  expect([
    fenOf('0.000001'),
    fenOf('12.30'),
    fenOf('0.0000001'),
    fenOf('-1'),
    fenOf('1e3'),
    fenOf('9000000001'),
  ]).toEqual([1, 12_300_000, undefined, undefined, undefined, undefined])
  fc.assert(
    fc.property(fc.maxSafeInteger().map(Math.abs), (n) => fenOf(wanOf(Math.min(n, 9e15))) === Math.min(n, 9e15)),
  )
})

const row = industry(1, 1n)[0]!
const at = (period: string, revenue: number | null, asOf?: string): MicroRow => ({
  ...row,
  period,
  ...(asOf === undefined ? {} : { asOf }),
  amounts: { ...row.amounts, revenue },
})

test('sums since January become single quarters; a gap is unknown, a fall is refused', () => {
  const some = singleQuarters([at('2025Q1', 10), at('2025Q2', 25), at('2025Q4', 60), at('2025', 60)])
  expect(some.ok && some.value.map((r) => r.amounts.revenue)).toEqual([10, 15, null, 60])
  expect(some.ok && some.value[1]!.amounts.staff).toBe(row.amounts.staff)
  expect(singleQuarters([at('2025Q1', 10), at('2025Q2', 9)])).toMatchObject({
    ok: false,
    problems: [{ code: 'sum-falls' }],
  })
})

test('a vintage holds what was known on its day', () => {
  const rows = [at('2025', 1, '2026-03-31'), at('2025', 2, '2026-06-30')]
  expect(['2026-01-01', '2026-03-31', '2026-12-31'].map((d) => vintage(rows, d).map((r) => r.amounts.revenue))).toEqual(
    [[], [1], [2]],
  )
})
