import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { intervals } from './audit.ts'
import { tableOf } from './fixtures/tables.ts'
import { sensitivity } from './primary.ts'
import { protect } from './protect.ts'
import { usualRules } from './rules.ts'
import { loadSolver, type Solver } from './solver.ts'
import type { TableSystem } from './system.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const amount = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5000 }))
/** Most cells may be shown; some have too few or one that is too large. */
const contributions = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 4, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(amount, { maxLength: 3 }) },
)
const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }), fc.integer({ min: 4, max: 40 }))
  .chain(([r, c, firms]) =>
    fc
      .array(fc.array(contributions, { minLength: c, maxLength: c }), {
        minLength: r,
        maxLength: r,
      })
      .map((amounts) =>
        tableOf(
          ['a', 'b', 'c', 'd'].slice(0, r),
          ['x', 'y', 'z'].slice(0, c),
          amounts,
          (i, j, k) => `${(31 * i + 17 * j + 7 * k) % firms}`,
        ),
      ),
  )

/** Whether nobody, and no contributor, can tell a sensitive cell too nearly: by the audit alone, onlooker by onlooker. */
function safe(
  t: TableSystem,
  hidden: ReadonlySet<number>,
  sensitive: readonly number[],
  hopeless: readonly number[],
): boolean {
  for (const r of t.relations) {
    const found = [r.total, ...r.parts].filter((i) => hidden.has(i))
    if (found.length === 1 && sensitive.includes(found[0]!) && !hopeless.includes(found[0]!)) return false
  }
  const onlookers = [undefined, ...new Set([...hidden].flatMap((i) => t.cells[i]!.by.map((b) => b.who)))]
  return onlookers.every((who) => {
    const own = (i: number) => t.cells[i]!.by.find((b) => b.who === who)?.amount ?? 0
    const seen = t.cells.map((c, i) => ({
      key: `${i}`,
      value: hidden.has(i) && own(i) < c.value ? ('*' as const) : c.value,
    }))
    const found = new Map(
      intervals(solver, seen, t.relations, (key) => own(Number(key))).map((x) => [Number(x.key), x]),
    )
    return sensitive.every((p) => {
      const x = found.get(p)
      const value = t.cells[p]!.value
      const rest = value - own(p)
      if (rest === 0 || hopeless.includes(p)) return true
      if (!x) return false
      const need = Math.max(1, 0.1 * rest) - 1e-3
      return (x.most ?? Number.POSITIVE_INFINITY) - value >= need && value - x.least >= Math.min(need, rest - 1e-3)
    })
  })
}

function* subsets(of: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) yield []
  else
    for (let i = from; i <= of.length - size; i++)
      for (const rest of subsets(of, size - 1, i + 1)) yield [of[i]!, ...rest]
}

const settings = { numRuns: 40, seed: 28 }

test('nobody, not even a contributor, can tell a sensitive cell more nearly than the rules allow', () => {
  fc.assert(
    fc.property(table, (t) => {
      const sensitive = [...t.cells.keys()].filter((i) => sensitivity(t.cells[i]!.by, usualRules).length > 0)
      for (const exactUpTo of [1000, 0]) {
        const p = protect(solver, t, usualRules, new Map(), { rounds: 60, nodes: 2000, demands: 40, exactUpTo })
        const hidden = new Set([...t.cells.keys()].filter((i) => p.cells[i]!.kind !== 'shown'))
        for (const i of sensitive) expect(hidden.has(i)).toBe(true)
        expect(p.hopeless).toEqual([])
        expect(p.atLeast).toBeLessThanOrEqual(p.further)
        expect(safe(t, hidden, sensitive, p.hopeless)).toBe(true)
      }
    }),
    settings,
  )
})

test('the set is the smallest: every smaller one, and every cheaper one of its size, fails', () => {
  let tried = 0
  fc.assert(
    fc.property(table, (t) => {
      const p = protect(solver, t, usualRules)
      expect(p.atLeast).toBe(p.further)
      const of = (kind: string) => [...t.cells.keys()].filter((i) => p.cells[i]!.kind === kind)
      const sensitive = of('sensitive')
      const worth = (all: readonly number[]) => all.reduce((sum, i) => sum + t.cells[i]!.value, 0)
      const found = of('protects')
      const others = [...t.cells.keys()].filter((i) => t.cells[i]!.value > 0 && !sensitive.includes(i))
      for (let size = 0; size <= Math.min(4, found.length); size++)
        for (const some of subsets(others, size)) {
          if (size === found.length && worth(some) >= worth(found)) continue
          tried++
          expect(safe(t, new Set([...sensitive, ...some]), sensitive, []), some.join()).toBe(false)
        }
    }),
    settings,
  )
  expect(tried).toBeGreaterThan(500)
})
