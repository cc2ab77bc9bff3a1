import type { Instrument } from '../../contract.ts'
import { lower, ratio } from '../../kinds.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { rowsOf } from '../rows.ts'
import { type StopsParams, stopsReducer } from './reduce.ts'
import { type Stop, stops } from './table.ts'

/** Stops that were asked for: distance and time. */
export const surgicalStops: Instrument<StopsParams, RecordItem<Stop>, Stop> = {
  ...stopsReducer,
  title: { zh: '停止试验', en: 'Stopping tests' },
  method: {
    title: {
      zh: '停止距离与时间是否都在声明范围内',
      en: 'Whether distance and time of a stop are both within what is declared',
    },
    source: 'test topics of YY 9706.277-2023, annexes BB and CC',
  },
  produces: {
    stopsWithin: ratio('在声明的距离和时间内停止的份额', 'stops within the declared distance and time'),
    stopFarthest: lower('最远停止距离', 'farthest stop', 'mm'),
    stopLongest: lower('最长停止时间', 'longest stop', 'ms'),
  },
  ...recordWork('surgical', (subject) => rowsOf(subject, 'stops', stops)),
}
