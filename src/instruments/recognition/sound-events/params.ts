import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

const within = (least: number, most: number) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,9}(\.\d{1,9})?$/)])
    .refine((x) => Number(x) >= least && Number(x) <= most, `a number from ${least} to ${most}`)
const share = within(1e-9, 1)

/** What a standard says about sound events. Every choice is part of the metric and stands in the report. */
export const soundParams = z.strictObject({
  /** substitutions and means over classes: whatever the order of lines, or as sed_eval has them */
  mode: z.enum(['by-definition', 'compatible']).default('by-definition'),
  /** seconds of a segment */
  resolution: within(0.001, 3600).default(1),
  /** seconds by which an onset may be off; an offset by as much, or by this share of the length of the event */
  collar: within(0, 3600).default('0.2'),
  offsetShare: within(0, 10).default('0.5'),
  /** how psds_eval of 2020 counts, or sed_scores_eval (Ebbers et al. 2022) */
  convention: z.enum(['psds-2020', 'psds-ebbers']).default('psds-2020'),
  /** the quantity `psds` and `intersectionF1`: tolerances, costs and the greatest rate; `psds1` and `psds2` have their own */
  dtc: share.default('0.5'),
  gtc: share.default('0.5'),
  cttc: share.default('0.3'),
  alphaCt: within(0, 1).default(0),
  alphaSt: within(0, 100).default(0),
  maxEfpr: within(1e-6, 1e6).default(100),
  /** section of the subject's access that names the files */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('soundEvents'),
})

export type SoundParams = z.output<typeof soundParams>

/** Class, onset, offset in seconds. */
export type SoundRow = readonly [label: string, onset: number, offset: number]

/** One file with its events and what was detected at each operating point, in the order of lines. */
export interface FileResult {
  readonly kind: 'file'
  readonly file: string
  readonly seconds: number
  readonly references: readonly SoundRow[]
  /** the stated operating point first */
  readonly outputs: readonly (readonly SoundRow[])[]
}

export interface SoundIntake extends Reading {
  readonly operatingPoints: readonly string[]
  /** label files of the stated operating point that are not there: files without detections */
  readonly withoutOutput: number
}

export type SoundResult = FileResult | { readonly kind: 'intake'; readonly intake: SoundIntake }

const rate = (zh: string, en: string) => ({ kind: 'number', better: 'lower', title: { zh, en } }) as const

export const soundProduces = {
  eventF1: ratio('事件级 F1', 'event-based F1'),
  segmentF1: ratio('片段级 F1', 'segment-based F1'),
  eventF1Macro: ratio('事件级 F1（各类平均）', 'event-based F1, mean over classes'),
  segmentF1Macro: ratio('片段级 F1（各类平均）', 'segment-based F1, mean over classes'),
  intersectionF1: ratio('交叠判据 F1（各类平均）', 'intersection-based F1, mean over classes'),
  eventErrorRate: rate('事件级错误率', 'event-based error rate'),
  segmentErrorRate: rate('片段级错误率', 'segment-based error rate'),
  psds: ratio('PSDS（标准写明的参数）', 'PSDS as the standard sets it'),
  psds1: ratio('PSDS（情形一）', 'PSDS, scenario 1'),
  psds2: ratio('PSDS（情形二）', 'PSDS, scenario 2'),
  events: integer('参考事件数', 'events of the reference'),
  files: integer('文件数', 'files'),
  otherDetections: integer('参考中没有的类别的检出', 'detections of classes that the reference lacks'),
  refusedLines: integer('被拒的输出行数', 'lines of the output refused as malformed'),
  duration: { kind: 'number', unit: 's', title: { zh: '录音总时长', en: 'duration of the recordings' } },
  classes: {
    kind: 'list',
    fields: {
      class: { kind: 'word', title: { zh: '类别', en: 'class' } },
      eventF1: { kind: 'ratio', better: 'higher', title: { zh: '事件级 F1', en: 'event-based F1' } },
      segmentF1: { kind: 'ratio', better: 'higher', title: { zh: '片段级 F1', en: 'segment-based F1' } },
      events: { kind: 'integer', title: { zh: '事件数', en: 'events' } },
    },
    title: { zh: '各类别', en: 'by class' },
  },
} satisfies Record<string, QuantityKind>
