import type { Instrument, Item } from '../../contract.ts'
import { tableWork } from '../../table-work.ts'
import { sectionOf } from '../access.ts'
import { type Pose, type PoseParams, type PoseResult, poseProduces } from './params.ts'
import { type PoseAccess, poseAccess, poseColumns, poseOf } from './read.ts'
import { poseReducer } from './reduce.ts'

/** Compares poses with where they should be: repeatability and accuracy of ISO 9283, localisation and path error. */
export const poses: Instrument<PoseParams, Item & { readonly result: PoseResult }, PoseResult> = {
  ...poseReducer,
  title: { zh: '机器人位姿', en: 'robot poses' },
  method: {
    title: {
      zh: '位姿准确度 AP 与重复性 RP（平均距离加三倍标准差），位置误差的 95 分位',
      en: 'pose accuracy AP and repeatability RP (mean distance and three standard deviations), 95th percentile of position errors',
    },
    source: 'ISO 9283 (GB/T 12642); ISO 18646-2; David and Nagaraja, Order Statistics (2003), 7.1',
  },
  produces: poseProduces,
  ...tableWork<PoseParams, PoseAccess, keyof typeof poseColumns, Pose>({
    section: 'poses',
    access: (subject, { section }) =>
      sectionOf(
        subject,
        section,
        poseAccess,
        'poses.csv | {files: [poses.csv], unit: mm, repeatability: 0.1, tolerance: 5}',
      ),
    columns: poseColumns,
    row: poseOf,
    declared: ({ unit, repeatability, tolerance }) => {
      const metres = (x: number | undefined) => (x === undefined ? undefined : unit === 'mm' ? x / 1000 : x)
      return Object.fromEntries(
        Object.entries({ repeatability: metres(repeatability), tolerance: metres(tolerance) }).filter(
          ([, v]) => v !== undefined,
        ),
      )
    },
  }),
}
