import type { Instrument } from '../../contract.ts'
import { integer, lower, ratio } from '../../kinds.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { rowsOf } from '../rows.ts'
import { type TasksParams, tasksReducer } from './reduce.ts'
import { type Attempt, attempts } from './table.ts'

/** Attempts at tasks: what the robot executes, how often a person took over, how far it went from the plan. */
export const surgicalTasks: Instrument<TasksParams, RecordItem<Attempt>, Attempt> = {
  ...tasksReducer,
  title: { zh: '手术任务记录', en: 'Records of surgical tasks' },
  method: {
    title: {
      zh: '逐次计数：由机器人执行的任务的成功、接管与偏差',
      en: 'Attempt by attempt: success, takeovers and deviation of tasks that the robot executes',
    },
    source: 'Plumbline reference design',
  },
  produces: {
    success: ratio('自主任务成功率', 'success of tasks that the robot executes'),
    takeoverRate: ratio('有人接管的任务份额', 'share of these in which a person took over', 'lower'),
    takeoverSuccess: ratio('接管成功率', 'takeovers that were safe and in time'),
    planAccepted: ratio('计划未经修改即接受的份额', 'generated plans accepted without an edit'),
    deviationP95: lower('偏差与允许值之比（P95）', 'deviation over what is allowed, 95th percentile'),
    byTask: {
      kind: 'list',
      title: { zh: '逐任务', en: 'by task' },
      fields: {
        task: { kind: 'word', title: { zh: '任务', en: 'task' } },
        attempts: integer('次数', 'attempts'),
        success: ratio('成功率', 'success'),
        takeovers: ratio('接管份额', 'share taken over', 'lower'),
      },
    },
  },
  ...recordWork('surgical', (subject, { table }) => rowsOf(subject, table, attempts)),
}
