import type { DeclaredLabel, LabelParams, LabelResult } from './params.ts'

/** Why a file has no valid explicit label; `valid` when it has. */
export type ExplicitOutcome =
  | 'valid'
  | 'no-label'
  | 'wording'
  | 'no-geometry'
  | 'size-unknown'
  | 'box-outside'
  | 'characters-small'
  | 'not-at-edge'
  | 'no-timing'
  | 'not-at-opening'
  | 'shown-too-short'
  | 'not-attested'
  | 'text-absent'
  | 'no-position'

/** How far into a video its opening reaches, seconds; ours. */
const OPENING = 0.1
/** Decimal shares of pixels are compared with this slack. */
const SLACK = 1e-9

/** The explicit label of a file by GB 45438-2025, from what was written down about it and what the file shows. */
export function explicitOutcome(file: LabelResult, params: LabelParams): ExplicitOutcome {
  const { label } = file
  if (file.modality === 'audio') return audio(file)
  if (label === null) return 'no-label'
  if (!wordingHolds(label.text ?? '')) return 'wording'
  switch (file.modality) {
    case 'image':
      return image(file, label, params)
    case 'video':
      return video(file, label, params)
    case 'text':
    case 'document':
      return written(file, label)
  }
}

/** The wording says that it is AI, and that it is generated or synthesised. */
export function wordingHolds(text: string): boolean {
  return /人工智能|(?<![a-z])AI(?![a-z])|artificial intelligence/i.test(text) && /生成|合成|generat|synthe/i.test(text)
}

/** Pixels: of the file where it says them, otherwise as declared. */
export function sizeOf({ width, height, declared }: LabelResult): { width: number; height: number } | undefined {
  if (width && height) return { width, height }
  return declared.width && declared.height ? { width: declared.width, height: declared.height } : undefined
}

function image(file: LabelResult, label: DeclaredLabel, params: LabelParams): ExplicitOutcome {
  const { box } = label
  const size = sizeOf(file)
  if (!box) return 'no-geometry'
  if (!size) return 'size-unknown'
  const sized = characters(label, box, size, params.characterShare)
  if (sized !== 'valid') return sized
  const sides = Math.min(box.x, size.width - box.x - box.width) / size.width
  const ends = Math.min(box.y, size.height - box.y - box.height) / size.height
  return Math.min(sides, ends) <= params.edgeShare + SLACK ? 'valid' : 'not-at-edge'
}

function video(
  file: LabelResult,
  label: DeclaredLabel,
  { videoSeconds, characterShare }: LabelParams,
): ExplicitOutcome {
  const { start, end, box } = label
  if (start === undefined || end === undefined) return 'no-timing'
  if (start > OPENING) return 'not-at-opening'
  const whole = file.seconds ?? file.declared.seconds
  // a video shorter than the time asked carries its label to the end
  const asked = whole === undefined ? videoSeconds : Math.min(videoSeconds, whole)
  if (end - start + SLACK < asked) return 'shown-too-short'
  const size = sizeOf(file)
  return box && size ? characters(label, box, size, characterShare) : 'valid'
}

function characters(
  label: DeclaredLabel,
  box: NonNullable<DeclaredLabel['box']>,
  { width, height }: { width: number; height: number },
  share: number,
): ExplicitOutcome {
  if (box.x < 0 || box.y < 0 || box.x + box.width > width + SLACK || box.y + box.height > height + SLACK)
    return 'box-outside'
  const high = Math.min(label.characterHeight ?? box.height, box.height)
  return high / Math.min(width, height) + SLACK >= share ? 'valid' : 'characters-small'
}

/** A prompt is heard by a person; the rhythm by a person or by the detector. */
function audio({ label, rhythm }: LabelResult): ExplicitOutcome {
  if (rhythm === true) return 'valid'
  if (label === null) return 'no-label'
  if (label.kind === undefined) return 'no-position'
  if (label.kind === 'spoken' && !wordingHolds(label.text ?? '')) return 'wording'
  return label.reviewer === undefined ? 'not-attested' : 'valid'
}

/** Start and end are checked in the file where it is plain text; any other place is for a person to see. */
function written({ textSeen }: LabelResult, label: DeclaredLabel): ExplicitOutcome {
  if (label.position === undefined) return 'no-position'
  if (label.position === 'start' || label.position === 'end') {
    if (textSeen === 'start' || textSeen === 'end') return 'valid'
    if (textSeen !== undefined) return 'text-absent'
  }
  return label.reviewer === undefined ? 'not-attested' : 'valid'
}
