import { z } from 'zod'
import type { TrackingCounts } from '../../../metrics/tracking/counts.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { RefusedLines } from './box-file.ts'

/** What a standard says about object tracking. */
export const trackingParams = z.strictObject({
  /** number for number as TrackEval, or without its dependence on the order of lines and its numbers where nothing is matched */
  mode: z.enum(['compatible', 'by-definition']).default('compatible'),
  /**
   * `motchallenge`: boxes matched to distractors of MOT16 and MOT17 are taken out, only pedestrians count; `mot20`: vehicles that are not
   * motorised are distractors as well; `none`: classes are not heeded. A reference box with confidence 0 never counts.
   */
  preprocess: z.enum(['motchallenge', 'mot20', 'none']).default('motchallenge'),
})

export type TrackingParams = z.output<typeof trackingParams>
export type Preprocess = TrackingParams['preprocess']

/** What is kept of one sequence: counts from which every number follows, and hashes of the files they come from. */
export interface TrackingResult {
  readonly sequence: string
  readonly counts: TrackingCounts
  /** frames a second; null where nothing states it */
  readonly rate: number | null
  /** whether the length is stated, and not just the last frame with a box */
  readonly lengthStated: boolean
  /** boxes that preprocessing took out */
  readonly leftOut: { readonly groundTruth: number; readonly tracker: number }
  readonly refused: RefusedLines
  /** hex */
  readonly groundTruthSha256: string
  readonly trackerSha256: string
}

export const trackingProduces = {
  hota: ratio('HOTA（高阶跟踪精度）', 'HOTA, higher order tracking accuracy'),
  deta: ratio('检测准确度 DetA', 'detection accuracy, DetA'),
  assa: ratio('关联准确度 AssA', 'association accuracy, AssA'),
  loca: ratio('定位准确度 LocA', 'localisation accuracy, LocA'),
  idf1: ratio('身份 F1（IDF1）', 'identity F1, IDF1'),
  idp: ratio('身份精确率 IDP', 'identity precision, IDP'),
  idr: ratio('身份召回率 IDR', 'identity recall, IDR'),
  mota: {
    kind: 'number',
    better: 'higher',
    title: { zh: '多目标跟踪准确度 MOTA', en: 'multiple object tracking accuracy, MOTA' },
  },
  moda: {
    kind: 'number',
    better: 'higher',
    title: { zh: '多目标检测准确度 MODA', en: 'multiple object detection accuracy, MODA' },
  },
  motp: ratio(
    '多目标跟踪精度 MOTP（匹配框交并比均值）',
    'multiple object tracking precision, MOTP (mean overlap of matches)',
  ),
  mostlyTracked: ratio('大部分被跟踪的轨迹占比 MT', 'mostly tracked tracks, MT'),
  mostlyLost: ratio('大部分丢失的轨迹占比 ML', 'mostly lost tracks, ML', 'lower'),
  idSwitches: integer('身份切换次数', 'identity switches'),
  fragmentations: integer('轨迹中断次数', 'fragmentations'),
  tracks: integer('参考轨迹数', 'tracks of the reference'),
  frames: integer('帧数', 'frames'),
  objects: integer('参考目标框数', 'boxes of the reference'),
  refusedLines: integer('被拒的跟踪结果行数', 'lines of the tracker refused as malformed'),
  duration: { kind: 'number', unit: 's', title: { zh: '视频时长', en: 'duration of the video' } },
  sequences: {
    kind: 'list',
    fields: {
      sequence: { kind: 'word', title: { zh: '序列', en: 'sequence' } },
      hota: { kind: 'ratio', better: 'higher', title: { zh: 'HOTA', en: 'HOTA' } },
      idf1: { kind: 'ratio', better: 'higher', title: { zh: 'IDF1', en: 'IDF1' } },
      mota: { kind: 'number', better: 'higher', title: { zh: 'MOTA', en: 'MOTA' } },
      frames: { kind: 'integer', title: { zh: '帧数', en: 'frames' } },
    },
    title: { zh: '各序列', en: 'by sequence' },
  },
} satisfies Record<string, QuantityKind>
