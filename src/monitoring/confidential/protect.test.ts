import { beforeAll, expect, test } from 'vitest'
import { intervals } from './audit.ts'
import { tableOf } from './fixtures/tables.ts'
import { sensitivity } from './primary.ts'
import { protect } from './protect.ts'
import { usualRules } from './rules.ts'
import { loadSolver, type Solver } from './solver.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** AI revenue of twelve cells by layer and district, as worked out in section 2.8 of the source. */
const worked = tableOf(
  ['F', 'M', 'A'],
  ['PD', 'XH', 'MH'],
  [
    [
      [50000, 30000, 12000, 8000],
      [9000, 1000],
      [5000, 4000, 3000],
    ],
    [[40000, 2000, 1000], [20000, 18000, 15000, 9000, 3000], [2500]],
    [
      [6000, 5000, 4500, 4000, 3500],
      [7000, 6500, 6000],
      [1200, 1100, 900, 800],
    ],
  ],
)
const place = (key: string) => worked.cells.findIndex((c) => c.key === key)

test('the worked table: three sensitive cells, recoverable alone, and the smallest set that keeps them open', () => {
  expect(sensitivity(worked.cells[place('F XH')]!.by, usualRules)).toEqual(['few', 'largest', 'two-largest', 'rest'])
  expect(sensitivity(worked.cells[place('M PD')]!.by, usualRules)).toEqual(['largest', 'two-largest', 'rest'])
  expect(sensitivity(worked.cells[place('M MH')]!.by, usualRules)).toContain('few')
  const sensitive = ['F XH', 'M PD', 'M MH']
  const publish = (hidden: readonly string[]) =>
    worked.cells.map((c) => ({ key: c.key, value: hidden.includes(c.key) ? ('*' as const) : c.value }))
  for (const i of intervals(solver, publish(sensitive), worked.relations)) expect(i.most! - i.least).toBeLessThan(0.01)

  const p = protect(solver, worked, usualRules)
  const of = (kind: string) => worked.cells.filter((_, i) => p.cells[i]!.kind === kind).map((c) => c.key)
  expect(of('sensitive').sort()).toEqual([...sensitive].sort())
  expect(of('protects').sort()).toEqual(['F MH', 'F PD', 'M XH'])
  expect([p.further, p.atLeast, p.hopeless]).toEqual([3, 3, []])
  const open = intervals(solver, publish([...sensitive, ...of('protects')]), worked.relations)
  const ends = Object.fromEntries(open.map((i) => [i.key, [Math.round(i.least), Math.round(i.most!)]]))
  expect(ends).toMatchObject({ 'F XH': [0, 75000], 'M PD': [21000, 110500], 'M MH': [0, 14500] })
})
