import { z } from 'zod'
import type { ImageMatches } from '../../../metrics/detection/match.ts'
import type { QuantityKind } from '../../contract.ts'
import { ratio } from '../../kinds.ts'
import type { Category, Refused } from './columns.ts'

/** What a standard says about object detection. */
export const detectionParams = z.strictObject({
  /** number for number as pycocotools, or without its rounding and its dependence on the order of the files */
  mode: z.enum(['compatible', 'by-definition']).default('compatible'),
  /** share of false boxes up to which the miss rate of person-passes is read, as a decimal such as 0.01; without it that rate is not computed */
  falseDetection: z
    .union([z.string().max(20), z.number()])
    .refine((x) => Number(x) >= 0 && Number(x) < 1, 'a share from 0 to below 1, such as 0.01')
    .optional(),
  /** section of the subject's `access` that names the files */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/)
    .default('detection'),
})

export type DetectionParams = z.output<typeof detectionParams>

/** The two files: what was read, what was refused, and their hashes. */
export interface FilesResult {
  readonly kind: 'files'
  readonly format: string
  readonly images: number
  readonly objects: number
  readonly detections: number
  readonly refused: Refused
  readonly categories: readonly Category[]
  readonly groundTruthSha256: string
  readonly detectionsSha256: string
}

/** One image matched. */
export interface ImageResult extends ImageMatches {
  readonly kind: 'image'
  readonly image: number
  /** where the standard asks for a miss rate: passes that show in the image, and each box that counts with the pass it found, or null */
  readonly passes?: {
    readonly wanted: readonly number[]
    /** where the reference names any: the cluster of each wanted pass (its person, camera or session), or null */
    readonly clusters?: readonly (number | null)[]
    readonly found: readonly (readonly [score: number, pass: number | null])[]
  }
}

export type DetectionResult = FilesResult | ImageResult

export const detectionProduces = {
  ap: ratio('平均精度 AP@[.5:.95]', 'average precision, AP@[.5:.95]'),
  ap50: ratio('AP，交并比 0.50', 'AP at IoU 0.50'),
  ap75: ratio('AP，交并比 0.75', 'AP at IoU 0.75'),
  apSmall: ratio('AP，小目标', 'AP, small objects'),
  apMedium: ratio('AP，中目标', 'AP, medium objects'),
  apLarge: ratio('AP，大目标', 'AP, large objects'),
  ar1: ratio('平均召回率，每图 1 个', 'average recall, 1 per image'),
  ar10: ratio('平均召回率，每图 10 个', 'average recall, 10 per image'),
  ar100: ratio('平均召回率，每图 100 个', 'average recall, 100 per image'),
  arSmall: ratio('平均召回率，小目标', 'average recall, small objects'),
  arMedium: ratio('平均召回率，中目标', 'average recall, medium objects'),
  arLarge: ratio('平均召回率，大目标', 'average recall, large objects'),
  voc07: ratio('AP，PASCAL VOC 2007（11 点）', 'AP, PASCAL VOC 2007 (11 points)'),
  voc10: ratio('AP，PASCAL VOC 2010 起（全部点）', 'AP, PASCAL VOC from 2010 (all points)'),
  missRate: {
    kind: 'ratio',
    better: 'lower',
    title: {
      zh: '漏检率（人次；未注明同属一人或一次拍摄的人次按相互独立计）',
      en: 'miss rate, by person-pass (passes not said to be of one person or session are taken as independent)',
    },
  },
  falseDetectionRate: {
    kind: 'ratio',
    better: 'lower',
    title: { zh: '误检率（误检框占全部检出框）', en: 'false detections of all boxes, at that threshold' },
  },
  personPasses: { kind: 'integer', title: { zh: '人次', en: 'person-passes' } },
  objects: { kind: 'integer', title: { zh: '计入的目标数', en: 'objects that count' } },
  refused: { kind: 'integer', title: { zh: '被拒的检测结果条数', en: 'detections refused as malformed' } },
  classes: {
    kind: 'list',
    fields: {
      category: { kind: 'word', title: { zh: '类别', en: 'class' } },
      ap: { kind: 'ratio', better: 'higher', title: { zh: 'AP@[.5:.95]', en: 'AP@[.5:.95]' } },
      ap50: { kind: 'ratio', better: 'higher', title: { zh: 'AP@.5', en: 'AP@.5' } },
      ar100: {
        kind: 'ratio',
        better: 'higher',
        title: { zh: '平均召回率（每图 100 个）', en: 'average recall (100 per image)' },
      },
      objects: { kind: 'integer', title: { zh: '目标数', en: 'objects' } },
    },
    title: { zh: '各类别', en: 'by class' },
  },
} satisfies Record<string, QuantityKind>
