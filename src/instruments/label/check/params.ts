import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'

export const modalities = ['text', 'image', 'audio', 'video', 'document'] as const
export type Modality = (typeof modalities)[number]

export const formats = ['png', 'jpeg', 'webp', 'mp4', 'wav', 'mp3', 'pdf', 'docx', 'markdown', 'plain'] as const
export type Format = (typeof formats)[number]

export const labelParams = z.strictObject({
  /** JSON Lines of generated files, relative to the subject's folder; `access.outputs` of the subject if absent, then `outputs.jsonl` */
  manifest: z.string().min(1).optional(),
  /** only files of these modalities */
  modalities: z.array(z.enum(modalities)).min(1).optional(),
  /** least height of a character, as a share of the shorter side of an image or frame */
  characterShare: z.number().gt(0).lte(1).default(0.05),
  /** how far from an edge an image label may lie, as a share of that side; ours */
  edgeShare: z.number().gt(0).lte(0.5).default(0.1),
  /** least time from the opening of a video for which its label is shown, seconds */
  videoSeconds: z.number().positive().default(2),
  /** ids that may not be empty: those of producer and propagator, or of the producer only */
  ids: z.enum(['all', 'producer']).default('all'),
})

export type LabelParams = z.output<typeof labelParams>

/** The explicit label as the one who made or examined the file wrote it down. Pixels, seconds. */
export const declaredLabel = z.strictObject({
  text: z.string().max(500).optional(),
  box: z
    .strictObject({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() })
    .optional(),
  /** height of a character when the box is higher than one line */
  characterHeight: z.number().positive().optional(),
  start: z.number().nonnegative().optional(),
  end: z.number().nonnegative().optional(),
  kind: z.enum(['spoken', 'rhythm']).optional(),
  position: z.enum(['start', 'end', 'body', 'ui']).optional(),
  /** the person who looked or listened */
  reviewer: z.string().min(1).max(200).optional(),
})

export type DeclaredLabel = z.output<typeof declaredLabel>

/** The seven fields of the implicit label, as GB 45438-2025 names them. */
export const fieldNames = [
  'Label',
  'ContentProducer',
  'ProduceID',
  'ReservedCode1',
  'ContentPropagator',
  'PropagateID',
  'ReservedCode2',
] as const
export type FieldName = (typeof fieldNames)[number]

/** How a label is written where that differs from a JSON object of texts under the key `AIGC`. */
export type Spelling =
  | 'key-case'
  | 'field-case'
  | 'not-json'
  | 'unreadable'
  | 'prefix'
  | 'wrapped'
  | 'nested-text'
  | 'number'
  | 'other-fields'

/** An implicit label as it was found in a file. */
export interface FoundLabel {
  readonly place: string
  readonly key: string
  /** as written, cut at 2000 characters */
  readonly text: string
  readonly fields: Readonly<Partial<Record<FieldName, string>>>
  readonly spelling: readonly Spelling[]
}

/** One file as it was read: all that `reduce` needs to judge it again. */
export interface LabelResult {
  readonly modality: Modality
  readonly format: Format
  readonly bytes: number
  /** hex */
  readonly sha256: string
  /** read from the file: pixels, seconds */
  readonly width?: number
  readonly height?: number
  readonly seconds?: number
  readonly declared: { readonly width?: number; readonly height?: number; readonly seconds?: number }
  readonly label: DeclaredLabel | null
  /** where the declared wording was found in a plain text or Markdown file */
  readonly textSeen?: 'start' | 'end' | 'body' | 'absent'
  /** whether the rhythm short-long-short-short was heard at the start or end of a PCM WAV file */
  readonly rhythm?: boolean
  readonly labels: readonly FoundLabel[]
}

const rows = {
  id: { kind: 'word', title: { zh: '名称', en: 'name' } },
  n: integer('文件数', 'files'),
} as const

export const labelProduces = {
  explicit: ratio('显式标识合格的文件', 'files with a valid explicit label'),
  implicit: ratio('隐式标识合格的文件', 'files with a valid implicit label'),
  producerCodes: ratio('生产者编码可校验', 'producer codes that can be checked'),
  files: { kind: 'integer', title: { zh: '文件数', en: 'files' } },
  formats: {
    kind: 'list',
    fields: {
      ...rows,
      format: { kind: 'word', title: { zh: '格式', en: 'format' } },
      valid: ratio('隐式标识合格', 'valid implicit label'),
    },
    title: { zh: '各格式的隐式标识', en: 'implicit labels by format' },
  },
  modalities: {
    kind: 'list',
    fields: { ...rows, valid: ratio('显式标识合格', 'valid explicit label') },
    title: { zh: '各模态的显式标识', en: 'explicit labels by modality' },
  },
} satisfies Record<string, QuantityKind>
