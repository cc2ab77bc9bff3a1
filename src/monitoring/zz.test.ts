import { test } from 'vitest'
import { enough } from './confidential/enough.ts'
import { Guard } from './confidential/guard.ts'
import { sensitivity } from './confidential/primary.ts'
import { usualRules } from './confidential/rules.ts'
import { loadSolver } from './confidential/solver.ts'
import { separate } from './confidential/system.ts'
import { industry } from './fixtures/industry.ts'
import { measureCells } from './tables/tabulate.ts'

test('x', { timeout: 300000 }, async () => {
  const solver = await loadSolver()
  const rows = industry(300, 1n)
  for (const measure of ['aiRevenue', 'enterprises'] as const) {
    const c = measureCells(rows, measure, { tables: [['layer', 'district'], ['subclass'], ['level', 'size']] })
    for (const { part } of separate(c.system)) {
      const sens = [...part.cells.keys()].filter((i) => sensitivity(part.cells[i]!.by, usualRules).length > 0)
      console.log(
        measure,
        part.cells.length,
        part.relations.length,
        'sens',
        sens.length,
        'never',
        part.cells.filter((x) => x.never).length,
      )
      if (part.cells.length < 5) continue
      for (const th of [0]) void th
      let t = performance.now()
      const g = new Guard(solver, part, sens, usualRules)
      const allowed = Uint8Array.from(part.cells, (x, i) => (x.never || sens.includes(i) ? 0 : 1))
      const sup = Uint8Array.from(part.cells, (x, i) => (x.never || sens.includes(i) ? 1 : 0))
      g.giveUp(new Uint8Array(part.cells.length).fill(1))
      console.log(
        'giveUp',
        performance.now() - t,
        g.threats.length,
        [...g.hopeless].map((i) => part.cells[i]!.key),
      )
      t = performance.now()
      const o = g.open(sup, 100000)
      console.log('open', o.length, performance.now() - t)
      t = performance.now()
      enough(solver, g, allowed, sup)
      console.log(
        'enough',
        performance.now() - t,
        sup.reduce((a, x) => a + x, 0) - sens.length,
        g.threats.length,
        g.hopeless.size,
      )
    }
  }
})
