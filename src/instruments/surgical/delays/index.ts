import type { Instrument } from '../../contract.ts'
import { lower } from '../../kinds.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { rowsOf } from '../rows.ts'
import { type DelaysParams, delaysReducer } from './reduce.ts'
import { type Delay, delays } from './table.ts'

/** Delays from the command to the motion. */
export const surgicalDelays: Instrument<DelaysParams, RecordItem<Delay>, Delay> = {
  ...delaysReducer,
  title: { zh: '主从时延', en: 'Leader-follower delay' },
  method: {
    title: { zh: '由指令到动作的时延，第 95 百分位', en: 'Delay from command to motion, 95th percentile' },
    source: 'test topic of YY/T 1712-2021 4.6',
  },
  produces: {
    delayP95: lower('时延（P95）', 'delay, 95th percentile', 'ms'),
    delayRatio: lower('时延与声明之比（P95）', 'delay over what is declared, 95th percentile'),
  },
  ...recordWork('surgical', (subject) => rowsOf(subject, 'delays', delays)),
}
