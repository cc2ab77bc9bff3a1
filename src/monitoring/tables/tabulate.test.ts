import { beforeAll, expect, test } from 'vitest'
import { intervals } from '../confidential/audit.ts'
import { sensitivity } from '../confidential/primary.ts'
import { usualRules } from '../confidential/rules.ts'
import { loadSolver, type Solver } from '../confidential/solver.ts'
import { industry } from '../fixtures/industry.ts'
import { shownValue, tabulate } from './tabulate.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

test('the tables of an industry add up to the micro rows, and the audit finds no cell that is told too nearly', () => {
  for (const seed of [1n, 2n]) {
    const rows = industry(90, seed)
    const t = tabulate(solver, rows, {
      tables: [['subclass'], ['level', 'layer']],
      measures: ['aiRevenue'],
      rules: usualRules,
    })
    for (const [measure, m] of t.measures) {
      const { cells, relations } = m.cells.system
      const all = cells.find((c) => c.key === '2025|')!
      const plain = rows
        .filter((r) => r.period === '2025')
        .map((r) => (measure === 'enterprises' ? 1 : r.amounts.aiRevenue!))
      expect(all.value).toBe(plain.reduce((a, x) => a + x, 0))
      for (const r of relations)
        expect(
          r.parts.reduce((sum, i) => sum + cells[i]!.value, 0),
          cells[r.total]!.key,
        ).toBe(cells[r.total]!.value)
      const published = cells.map((c) => ({ key: c.key, value: shownValue(m, c.key) ?? ('*' as const) }))
      const found = new Map(
        intervals(solver, published, relations, (key) => cells[m.cells.place.get(key)!]!.floor).map((i) => [i.key, i]),
      )
      let sensitive = 0
      for (const [i, c] of cells.entries()) {
        if (sensitivity(c.by, usualRules).length === 0 || c.value === 0) continue
        sensitive++
        const kind = m.protection.cells[i]!.kind
        expect(kind, c.key).toBe('sensitive')
        const open = found.get(c.key)!
        const need = Math.max(1, 0.1 * c.value) * (1 - 1e-5)
        expect((open.most ?? Number.POSITIVE_INFINITY) - c.value, c.key).toBeGreaterThanOrEqual(need)
        // a count has to be possible to be more, money to be less, too
        if (measure !== 'enterprises') expect(c.value - open.least, c.key).toBeGreaterThanOrEqual(need)
      }
      expect(sensitive).toBeGreaterThan(2)
      expect([...m.protection.hopeless]).toEqual([])
      expect(m.protection.atLeast).toBeLessThanOrEqual(m.protection.further)
    }
  }
})
