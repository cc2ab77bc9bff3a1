import { z } from 'zod'
import type { SpottingCounts } from '../../../metrics/text-spotting/match.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

export const textSpottingParams = z.strictObject({
  /** every readable word counts, or only words of three letters and more */
  protocol: z.enum(['end-to-end', 'word-spotting']).default('end-to-end'),
  /** coordinates cut to whole pixels, as the competition's script does, or as they are written */
  coordinates: z.enum(['whole', 'as-written']).default('whole'),
})
export type TextSpottingParams = z.output<typeof textSpottingParams>

export type TextSpottingResult =
  | ({ readonly kind: 'image'; readonly answered: boolean } & SpottingCounts)
  | { readonly kind: 'files'; readonly reading: Reading; readonly extra: number }

export const textSpottingProduces = {
  precision: ratio('端到端准确率', 'end-to-end precision'),
  recall: ratio('端到端召回率', 'end-to-end recall'),
  hmean: ratio('端到端 H 均值', 'end-to-end H-mean'),
  detectionPrecision: ratio('检测准确率（不看文字）', 'precision of regions, whatever they say'),
  detectionRecall: ratio('检测召回率（不看文字）', 'recall of regions, whatever they say'),
  detectionHmean: ratio('检测 H 均值（不看文字）', 'H-mean of regions, whatever they say'),
  images: integer('图像数', 'images'),
  words: integer('计入的参考文本数', 'reference words that count'),
  unanswered: integer('没有结果文件的图像数', 'images without a result'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
} satisfies Record<string, QuantityKind>
