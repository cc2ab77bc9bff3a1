import {
  type FieldName,
  type FoundLabel,
  fieldNames,
  type LabelParams,
  type LabelResult,
  type Spelling,
} from './params.ts'

/** Why a file has no valid implicit label; `valid` when it has, `not-applicable` for files that carry no metadata. */
export type ImplicitOutcome =
  | 'valid'
  | 'not-applicable'
  | 'no-label'
  | 'unreadable-label'
  | 'key-spelling'
  | 'not-json'
  | 'field-spelling'
  | 'field-missing'
  | 'label-value'
  | 'id-empty'
  | 'contradicting-labels'

const FAULTS: readonly (readonly [Spelling, ImplicitOutcome])[] = [
  ['unreadable', 'unreadable-label'],
  ['key-case', 'key-spelling'],
  ['not-json', 'not-json'],
  ['field-case', 'field-spelling'],
]

/**
 * The implicit label of a file by GB 45438-2025: key `AIGC`, seven fields, Label 1 (is), 2 (may be) or 3 (suspected), ids not empty.
 * Labels in several places must agree; one of them written as asked is enough.
 */
export function implicitOutcome({ format, labels }: LabelResult, ids: LabelParams['ids']): ImplicitOutcome {
  if (format === 'plain') return 'not-applicable'
  if (labels.length === 0) return 'no-label'
  const read = labels.filter((l) => !l.spelling.includes('unreadable'))
  if (new Set(read.map(fingerprint)).size > 1) return 'contradicting-labels'
  const outcomes = labels.map((l) => outcomeOf(l, ids))
  return outcomes.find((o) => o === 'valid') ?? [...outcomes].sort()[0]!
}

/** The label that stands for the file: fields agree between all that could be read. */
export function labelOfFile({ labels }: LabelResult): FoundLabel | undefined {
  return labels.find((l) => !l.spelling.includes('unreadable'))
}

function outcomeOf({ fields, spelling }: FoundLabel, ids: LabelParams['ids']): ImplicitOutcome {
  for (const [mark, outcome] of FAULTS) if (spelling.includes(mark)) return outcome
  if (fieldNames.some((name) => fields[name] === undefined)) return 'field-missing'
  if (!['1', '2', '3'].includes(fields.Label!)) return 'label-value'
  const needed: readonly FieldName[] =
    ids === 'producer'
      ? ['ContentProducer', 'ProduceID']
      : ['ContentProducer', 'ProduceID', 'ContentPropagator', 'PropagateID']
  return needed.some((name) => fields[name]!.trim() === '') ? 'id-empty' : 'valid'
}

function fingerprint({ fields }: FoundLabel): string {
  return JSON.stringify(fieldNames.map((name) => fields[name] ?? null))
}
