import { type Actor, actors } from '../actor.ts'
import { count, maybe, one, who, yes } from '../cells.ts'
import type { SurgicalTable } from '../rows.ts'

/** One attempt at one task. Deviations in the unit in which the limit is declared. */
export interface Attempt {
  readonly task: string
  /** patient, specimen or phantom: attempts on one are not independent */
  readonly case: string
  readonly by: Actor
  readonly success: boolean
  /** times that a person took over, and how many of these were safe and in time */
  readonly takeovers: number
  readonly safe: number
  /** what the surgeon did with the generated plan; null where none was generated */
  readonly plan: 'accepted' | 'edited' | 'rejected' | null
  readonly deviation: number | null
  readonly allowed: number | null
}

const plans: Readonly<Record<string, 'accepted' | 'edited' | 'rejected' | null>> = {
  '': null,
  accepted: 'accepted',
  edited: 'edited',
  rejected: 'rejected',
  接受: 'accepted',
  修改后接受: 'edited',
  拒绝: 'rejected',
}

export const attempts: SurgicalTable<Attempt> = {
  columns: {
    task: '任务',
    case: '例次',
    by: '执行者',
    success: '成功',
    takeovers: '接管次数',
    safe: '安全接管次数',
    plan: '计划',
    deviation: '偏差',
    allowed: '允许偏差',
  },
  optional: ['case', 'takeovers', 'safe', 'plan', 'deviation', 'allowed'],
  read: ({ line, cell }) => {
    const [task, by, success, plan] = [
      cell('task').trim(),
      one(who, cell('by')),
      one(yes, cell('success')),
      one(plans, cell('plan')),
    ]
    const [takeovers, safe] = [count(cell('takeovers')), count(cell('safe'))]
    const [deviation, allowed] = [maybe(cell('deviation')), maybe(cell('allowed'))]
    if (task === '') return { expected: 'task' }
    if (by === undefined) return { expected: `by: ${actors.join(' | ')}` }
    if (success === undefined) return { expected: 'success: yes | no' }
    if (takeovers === undefined || safe === undefined || safe > takeovers)
      return { expected: 'takeovers, safe: whole numbers, safe not above takeovers' }
    if (plan === undefined) return { expected: 'plan: accepted | edited | rejected' }
    if (deviation === undefined || allowed === undefined || (deviation !== null && !(allowed !== null && allowed > 0)))
      return { expected: 'deviation: from 0, with allowed above 0' }
    return { task, case: cell('case').trim() || `#${line}`, by, success, takeovers, safe, plan, deviation, allowed }
  },
}
