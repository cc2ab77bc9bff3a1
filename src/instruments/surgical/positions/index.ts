import type { Instrument } from '../../contract.ts'
import { lower } from '../../kinds.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { rowsOf } from '../rows.ts'
import { type PositionsParams, positionsReducer } from './reduce.ts'
import { type Position, positions } from './table.ts'

/** Positions that were commanded and reached, over what is declared. */
export const surgicalPositions: Instrument<PositionsParams, RecordItem<Position>, Position> = {
  ...positionsReducer,
  title: { zh: '指令位置与到达位置', en: 'Commanded and reached positions' },
  method: {
    title: {
      zh: '位姿准确度与重复性（ISO 9283），与声明值之比',
      en: 'Pose accuracy and repeatability (ISO 9283) over what is declared',
    },
    source: 'ISO 9283; test topics of YY/T 1712-2021 4.2, 4.3',
  },
  produces: {
    accuracyRatio: lower('位姿准确度与声明之比（最差）', 'pose accuracy over what is declared, the worst'),
    repeatabilityRatio: lower('位姿重复性与声明之比（最差）', 'pose repeatability over what is declared, the worst'),
    distanceMean: lower('到达位置与指令的平均距离', 'mean distance of a position from its command', 'mm'),
    distanceP95: lower('位置偏差与声明之比（P95）', 'distance over the declared accuracy, 95th percentile'),
  },
  ...recordWork('surgical', (subject, { table }) => rowsOf(subject, table, positions)),
}
