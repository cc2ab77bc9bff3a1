import { z } from 'zod'
import type { Estimate } from '../../../judge/evidence.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { quantileOf } from '../../quantile-of.ts'
import { spreadProportion } from '../../spread-proportion.ts'
import { type Actor, actors } from '../actor.ts'
import { inOrder } from '../in-order.ts'
import type { Attempt } from './table.ts'

type Counted = Omit<Reduction, 'evidence'>

export const tasksParams = z.strictObject({
  /** which attempts: `boundary` reads `surgical_boundary.csv` */
  table: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .default('attempts'),
  /** whose attempts count: the robot's, unless a standard says otherwise */
  by: z.array(z.enum(actors)).min(1).default(['C']),
})
export type TasksParams = z.output<typeof tasksParams>

export const tasksReducer: Reducer<TasksParams, Attempt> = {
  name: 'surgical/tasks',
  version: '1.0.0',
  params: tasksParams,
  reduce(results, given, confidences) {
    const { by } = tasksParams.parse(given)
    const all = inOrder(results)
    return all.length === 0
      ? {
          n: 0,
          evidence: 'none',
          quantities: {
            success: null,
            takeoverRate: null,
            takeoverSuccess: null,
            planAccepted: null,
            deviationP95: null,
            byTask: [],
          },
        }
      : { evidence: 'recomputed', ...counted(all, by, confidences) }
  },
}

type Part = readonly [k: number, n: number]

/** Parts by case, in the order of their names: attempts on one patient or phantom are not independent. */
function byCase(attempts: readonly Attempt[], count: (a: Attempt) => Part): readonly Part[] {
  const parts = new Map<string, [number, number]>()
  for (const a of attempts) {
    const [k, n] = count(a)
    const part = parts.get(a.case) ?? [0, 0]
    parts.set(a.case, [part[0] + k, part[1] + n])
  }
  return [...parts]
    .filter(([, [, n]]) => n > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part)
}

/**
 * Of attempts that count: success, share of attempts in which a person took over, and the 95th percentile of the deviation over what
 * is allowed; of takeovers: those that were safe and in time; of generated plans: those accepted without an edit. Shares with bounds over whole cases.
 */
function counted(all: readonly Attempt[], by: readonly Actor[], confidences: readonly string[]): Counted {
  const own = all.filter((a) => by.includes(a.by))
  const share = (of: readonly Attempt[], count: (a: Attempt) => Part): Estimate | null => {
    const parts = byCase(of, count)
    return parts.length === 0 ? null : spreadProportion(parts, confidences)
  }
  const success = (of: readonly Attempt[]) => share(of, (a) => [a.success ? 1 : 0, 1])
  const taken = (of: readonly Attempt[]) => share(of, (a) => [a.takeovers > 0 ? 1 : 0, 1])
  const tasks = [...new Set(own.map((a) => a.task))].sort().map((task) => {
    const of = own.filter((a) => a.task === task)
    return { task, attempts: of.length, success: success(of), takeovers: taken(of) }
  })
  const deviations = own.flatMap((a) => (a.deviation === null || a.allowed === null ? [] : [a.deviation / a.allowed]))
  return {
    n: own.length,
    quantities: {
      success: success(own),
      takeoverRate: taken(own),
      takeoverSuccess: share(all, (a) => [a.safe, a.takeovers]),
      planAccepted: share(all, (a) => [a.plan === 'accepted' ? 1 : 0, a.plan === null ? 0 : 1]),
      deviationP95: quantileOf(deviations, 0.95, confidences),
      byTask: tasks,
    },
    detail: { attempts: all.length, counted: own.length, cases: new Set(all.map((a) => a.case)).size },
    pictures: estimateBars(
      { zh: '各任务的成功率', en: 'Success by task' },
      { title: { zh: '成功率', en: 'success' }, scale: 'linear', range: [0, 1], percent: true },
      tasks,
      'task',
      'success',
      success(own),
    ),
  }
}
