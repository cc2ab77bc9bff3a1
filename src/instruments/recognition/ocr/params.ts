import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { ratio } from '../../kinds.ts'

/** What a standard says about reading text lines. Paths are relative to the subject's folder. */
export const ocrParams = z.strictObject({
  /** folder with the images and the manifest, or the manifest itself */
  images: z.string().default('.'),
  /** name of the manifest in that folder: JSON Lines of {id, image, text, lang, font, condition} */
  manifest: z.string().default('lines.jsonl'),
  /** what is done to both texts before they are compared; part of the metric */
  normalise: z.enum(['zh-basic', 'raw', 'latin-ci']).default('zh-basic'),
  /** only lines of this condition */
  condition: z.string().optional(),
})

export type OcrParams = z.infer<typeof ocrParams>

/** One line image as it was read, with all that `reduce` needs to judge it again. */
export interface LineResult {
  readonly reference: string
  readonly text: string
  /** the algorithm's own, where it gives one; the built-in engine counts from 0 to 100 */
  readonly confidence: number | null
  /** wall time of the reading alone, milliseconds */
  readonly latencyMs: number
  /** hex */
  readonly imageSha256: string
  readonly lang: string
  readonly font: string
  readonly condition: string
  /** code by which the algorithm said that it failed; its text is then empty */
  readonly failure?: string
  /** who answered, where it is not the built-in engine */
  readonly algorithm?: { readonly name: string; readonly version: string; readonly model?: string }
}

export const ocrProduces = {
  ar: ratio('字符正确率 AR', 'accurate rate AR', 'higher'),
  cer: ratio('字符错误率', 'character error rate', 'lower'),
  exact: ratio('整行全对率', 'whole-line accuracy', 'higher'),
  ned: ratio('平均 1-NED', 'mean 1-NED', 'higher'),
  latencyP95: {
    kind: 'number',
    unit: 'ms',
    better: 'lower',
    title: { zh: '耗时 P95', en: 'latency, 95th percentile' },
  },
  failures: { kind: 'integer', title: { zh: '无输出的行数', en: 'lines without output' } },
  characters: { kind: 'integer', title: { zh: '参考文本字符数', en: 'characters in the reference' } },
  conditions: {
    kind: 'list',
    fields: {
      condition: { kind: 'word', title: { zh: '拍摄条件', en: 'condition' } },
      ar: { kind: 'ratio', better: 'higher', title: { zh: '字符正确率 AR', en: 'accurate rate AR' } },
      exact: { kind: 'ratio', better: 'higher', title: { zh: '整行全对率', en: 'whole-line accuracy' } },
      n: { kind: 'integer', title: { zh: '行数', en: 'lines' } },
    },
    title: { zh: '各拍摄条件', en: 'by condition' },
  },
} satisfies Record<string, QuantityKind>
