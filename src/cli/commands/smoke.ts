import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { budgetOf, type MeasureBudget } from '../../assessment/budget.ts'
import { checkSetUp, measureAll } from '../../assessment/measure.ts'
import { smokePlan } from '../../assessment/smoke.ts'
import type { Quantity } from '../../judge/evidence.ts'
import { isError } from '../../language/problem.ts'
import type { Console } from '../console.ts'
import { exit } from '../exit.ts'
import { ProgressView } from '../progress.ts'
import { untilInterrupted } from './interrupt.ts'
import { type MeasuringOptions, workFolder } from './measuring.ts'
import type { Prepared } from './prepare.ts'

/**
 * Asks about a twentieth of everything, says what came back and how long the whole would take. Nothing is kept, judged or signed: the
 * samples are not those of the standard.
 */
export async function smoke(c: Console, p: Prepared, o: MeasuringOptions): Promise<number> {
  const { subject } = p.file
  const plan = smokePlan(p.plan)
  const setUp = await checkSetUp(plan, subject)
  if (setUp.some(isError)) return c.refuse(setUp)
  const journals = join(workFolder(o, subject.id).path, 'smoke')
  await rm(journals, { recursive: true, force: true })
  const view = new ProgressView(c.say)
  const began = performance.now()
  try {
    const measured = await untilInterrupted(c, (signal) =>
      measureAll(plan, subject, {
        journals,
        width: o.width ?? 8,
        signal,
        onStart: (m) => view.start(m.measure),
        onProgress: (_, progress) => view.update(progress),
      }),
    )
    view.end()
    if (!measured.ok) return c.refuse(measured.problems)
    if (!measured.value.complete) return exit.interrupted
    const seconds = (performance.now() - began) / 1000
    const [asked, whole] = [totals(await budgetOf(plan, subject)), totals(await budgetOf(p.plan, subject))]
    const estimate = asked.calls > 0 ? (seconds / asked.calls) * whole.calls : undefined
    const rows = measured.value.measures.map(({ planned, reduction, invalid }) => ({
      measure: planned.measure,
      n: reduction?.n ?? 0,
      quantities: reduction?.quantities ?? {},
      ...(invalid ? { invalid: invalid.code } : {}),
    }))
    if (c.json) c.data({ smoke: rows, asked, whole, seconds, estimatedSeconds: estimate ?? null })
    else {
      for (const { measure, n, quantities, invalid } of rows)
        c.out(`  ${measure} (n ${n}): ${invalid ?? Object.entries(quantities).map(shown).join(', ')}`)
      c.out(
        c.say(
          `试跑 ${asked.calls} 次请求，用时 ${seconds.toFixed(1)} 秒；全部约 ${whole.calls} 次请求、${whole.tokens} 词元${estimate === undefined ? '' : `，约 ${minutes(estimate)} 分钟`}`,
          `Smoke run: ${asked.calls} requests in ${seconds.toFixed(1)} s; the whole takes about ${whole.calls} requests and ${whole.tokens} tokens${estimate === undefined ? '' : `, some ${minutes(estimate)} minutes`}`,
        ),
      )
      c.out(c.say('试跑的样本不是标准规定的样本，不判定、不签署', 'A smoke run is never judged and never signed'))
    }
    return rows.some((r) => r.invalid) ? exit.open : exit.conforms
  } finally {
    await rm(journals, { recursive: true, force: true })
  }
}

function totals(budgets: readonly MeasureBudget[]) {
  const sum = (of: 'items' | 'calls' | 'tokens') => budgets.reduce((n, b) => n + b[of], 0)
  return { items: sum('items'), calls: sum('calls'), tokens: sum('tokens') }
}

function shown([name, quantity]: readonly [string, Quantity | undefined]): string {
  if (typeof quantity === 'object' && quantity !== null && !Array.isArray(quantity) && 'value' in quantity)
    return `${name} ${String(quantity.value)}`
  return `${name} ${Array.isArray(quantity) ? `[${quantity.length}]` : String(quantity)}`
}

function minutes(seconds: number): string {
  return seconds < 60 ? '< 1' : String(Math.ceil(seconds / 60))
}
