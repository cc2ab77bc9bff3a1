import { beforeAll, expect, test } from 'vitest'
import { usualRules } from '../confidential/rules.ts'
import { loadSolver, type Solver } from '../confidential/solver.ts'
import { industry } from '../fixtures/industry.ts'
import { fenInWan, type MicroRow } from '../rows/row.ts'
import { tabulate } from '../tables/tabulate.ts'
import { readSnapshot } from './snapshot.ts'
import { publishedBefore, snapshotOf } from './snapshot-of.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const settings = { tables: [['layer'] as const], measures: ['aiRevenue'] as const, rules: usualRules }
const head = (asOf: string, filings: number) => ({
  title: { en: 'test' },
  standard: { id: 's', edition: '1', hash: 'h' },
  asOf,
  filings,
  tool: { name: 'test', version: '0' },
})
const rows = industry(400, 3n)
  .filter((r) => r.period === '2025')
  .map((r): MicroRow => ({ ...r, asOf: '2026-03-31' }))

test('a snapshot is read again; one letter changed is found; no name and no withheld value stands in it', () => {
  const two = new Set(
    rows
      .filter((r) => r.words.layer === 'K')
      .slice(0, 2)
      .map((r) => r.id),
  )
  const few = rows.filter((r) => r.words.layer !== 'K' || two.has(r.id))
  const t = tabulate(solver, few, settings)
  const s = snapshotOf(t, few, head('2026-04-01', few.length))
  const text = JSON.stringify(s)
  expect(readSnapshot(text)).toMatchObject({ ok: true })
  expect(readSnapshot(text.replace('"test"', '"tast"'))).toMatchObject({
    ok: false,
    problems: [{ code: 'snapshot-altered' }],
  })
  let withheld = 0
  for (const [measure, m] of t.measures)
    for (const [i, c] of m.cells.system.cells.entries())
      if (m.protection.cells[i]!.kind === 'sensitive' || m.protection.cells[i]!.kind === 'protects') {
        withheld++
        expect(s.cells![measure]![c.key]).toBe('*')
      }
  expect(withheld).toBeGreaterThan(1)
  for (const r of few) expect(text).not.toContain(`"${r.id}"`)
})

test('one late filing is not told by the difference between two publications', () => {
  const first = snapshotOf(tabulate(solver, rows, settings), rows, head('2026-04-01', rows.length))
  expect(first.cells!.aiRevenue!['2025|layer=A']).not.toBe('*')
  const late: MicroRow = {
    ...rows[0]!,
    id: 'late',
    asOf: '2026-06-30',
    words: { ...rows[0]!.words, layer: 'A' },
    amounts: { ...rows[0]!.amounts, aiRevenue: 123 * fenInWan },
  }
  const now = [...rows, late]
  const before = publishedBefore(now, first)
  expect(before.ok).toBe(true)
  if (!before.ok) return
  const alone = snapshotOf(tabulate(solver, now, settings), now, head('2026-07-01', now.length))
  expect(Number(alone.cells!.aiRevenue!['2025|layer=A']) - Number(first.cells!.aiRevenue!['2025|layer=A'])).toBeCloseTo(
    123,
    5,
  )
  const beside = snapshotOf(
    tabulate(solver, now, settings, (m) => before.value.get(m)),
    now,
    head('2026-07-01', now.length),
  )
  expect(beside.cells!.aiRevenue!['2025|layer=A']).toBe('*')
  expect(beside.cells!.aiRevenue!['2025|']).toBe('*')
})

test('a register that does not give the earlier publication again is refused', () => {
  const first = snapshotOf(tabulate(solver, rows, settings), rows, head('2026-04-01', rows.length))
  expect(publishedBefore(rows.slice(1), first)).toMatchObject({ ok: false, problems: [{ code: 'vintage-differs' }] })
})
