import { z } from 'zod'
import type { Text } from '../../../language/text.ts'
import { type PictureCorruption, SEVERITIES } from '../../../metrics/corruption/severities.ts'
import type { QuantityKind } from '../../contract.ts'
import { ratio, word } from '../../kinds.ts'
import type { About, Json } from '../algorithm/algorithm.ts'
import type { Inputs } from '../algorithm/inputs/read.ts'

export const PICTURE_CORRUPTIONS = Object.keys(SEVERITIES) as readonly PictureCorruption[]

/** `additive-noise` is for sound, all others are for pictures. */
export type Corruption = PictureCorruption | 'additive-noise'

const CORRUPTION_NAMES: Readonly<Record<Corruption, Text>> = {
  'additive-noise': { zh: '加性噪声', en: 'additive noise' },
  'gaussian-noise': { zh: '高斯噪声', en: 'Gaussian noise' },
  'shot-noise': { zh: '散粒噪声', en: 'shot noise' },
  'impulse-noise': { zh: '脉冲噪声', en: 'impulse noise' },
  contrast: { zh: '对比度降低', en: 'less contrast' },
  brightness: { zh: '亮度变化', en: 'brightness' },
  jpeg: { zh: 'JPEG 压缩', en: 'JPEG compression' },
  'defocus-blur': { zh: '离焦模糊', en: 'defocus blur' },
  'gaussian-blur': { zh: '高斯模糊', en: 'Gaussian blur' },
  pixelate: { zh: '像素化', en: 'pixelation' },
  'motion-blur': { zh: '运动模糊', en: 'motion blur' },
}

const corruption = z.enum(['additive-noise', ...PICTURE_CORRUPTIONS])

/** What a standard says about corrupting inputs. */
export const robustnessParams = z.strictObject({
  /** all ten for pictures, or noise for sound, where nothing is said */
  corruptions: z.array(corruption).min(1).optional(),
  severities: z.array(z.int().min(1).max(5)).min(1).default([1, 2, 3, 4, 5]),
  /** anything; the same seed gives the same corrupted bytes */
  seed: z.string().min(1).max(200).default('20240831'),
  /** `height`: lengths in pixels are scaled by the height of the text or object; `none`: they are taken as they are */
  scale: z.enum(['height', 'none']).default('height'),
  /** height in pixels that the strengths are meant for */
  referenceHeight: z.int().min(1).max(10_000).default(224),
  /** `characters`: 1 - edits / characters, no line below 0; `agreement`: the output is the reference label or it is not */
  performance: z.enum(['characters', 'agreement']).default('characters'),
  /** what is done to both texts before characters are compared */
  normalise: z.enum(['zh-basic', 'raw', 'latin-ci']).default('zh-basic'),
})

export type RobustnessParams = z.output<typeof robustnessParams>

export interface InputsResult {
  readonly kind: 'inputs'
  readonly sha256: string
  readonly entries: number
  readonly refused: Inputs['refused']
}

/** What the algorithm made of one input in one condition. */
export interface ConditionResult {
  readonly kind: 'condition'
  readonly input: string
  readonly cluster: string
  /** `clean` for the input as it is */
  readonly corruption: Corruption | 'clean'
  /** 0 for clean */
  readonly severity: number
  /** as it was used, after scaling */
  readonly strength: string
  /** first 16 bytes of a hash, hex: seeds the generator of this input and condition */
  readonly seed: string
  /** of the bytes that the algorithm got, hex */
  readonly sentSha256: string
  readonly reference: Json
  readonly output: Json
  readonly failure?: string
  readonly algorithm: About & { readonly kind: string }
}

export type RobustnessResult = InputsResult | ConditionResult

export const robustnessProduces = {
  clean: ratio('清晰输入的性能', 'performance on clean inputs'),
  mean: ratio('各干扰与强度下的平均性能 mPC', 'mean performance under corruption, mPC'),
  relative: ratio('相对性能 rPC', 'relative performance under corruption, rPC'),
  worst: ratio('强度 3 下最差干扰的相对性能', 'relative performance under the worst corruption at severity 3'),
  conditions: {
    kind: 'list',
    fields: {
      corruption: word('干扰', 'corruption', CORRUPTION_NAMES),
      severity: { kind: 'integer', title: { zh: '强度', en: 'severity' } },
      performance: { kind: 'ratio', better: 'higher', title: { zh: '性能', en: 'performance' } },
      relative: { kind: 'ratio', better: 'higher', title: { zh: '相对性能', en: 'relative performance' } },
    },
    title: { zh: '各干扰与强度', en: 'by corruption and severity' },
  },
  inputs: { kind: 'integer', title: { zh: '计入的输入数', en: 'inputs that count' } },
  failures: { kind: 'integer', title: { zh: '失败次数', en: 'calls that failed' } },
  refusedLines: { kind: 'integer', title: { zh: '清单中被拒的行', en: 'lines of the list refused' } },
} satisfies Record<string, QuantityKind>
