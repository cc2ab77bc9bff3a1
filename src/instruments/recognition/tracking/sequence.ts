import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { BoxRows } from '../../../metrics/tracking/boxes.ts'
import type { Subject } from '../../contract.ts'
import { pathsOf, type SequenceSource } from './access.ts'
import { type BoxFile, type RefusedLines, readBoxes } from './box-file.ts'
import type { Preprocess } from './params.ts'
import { MOST_FRAMES, readInfo } from './seqinfo.ts'

const MOST_IN_A_FRAME = 1000

/** One sequence, read. */
export interface Sequence {
  readonly frames: number
  /** whether the length is stated, and not just the last frame with a box */
  readonly stated: boolean
  readonly rate: number | null
  readonly groundTruth: BoxFile
  readonly tracker: BoxFile
}

/**
 * Reads the files of one sequence. A reference with a malformed line fails, with all places (the first 20); malformed lines of the tracker are
 * counted in `tracker.refused`. Problems: those of `pathsOf`, tracking-info-invalid, tracking-row-invalid, tracking-too-large, tracking-unreadable.
 */
export async function readSequence(
  subject: Subject,
  source: SequenceSource,
  preprocess: Preprocess,
  signal?: AbortSignal,
): Promise<Outcome<Sequence>> {
  const { groundTruth, tracker, info } = source
  const paths = await pathsOf(subject, [groundTruth, tracker, ...(info === undefined ? [] : [info])])
  if (!paths.ok) return paths
  const about = info === undefined ? done(undefined) : await readInfo(paths.value[2]!, info)
  if (!about.ok) return about
  const rule = { preprocess, frames: about.value?.frames ?? MOST_FRAMES }
  const truth = await read(paths.value[0]!, groundTruth, { ...rule, reference: true }, signal)
  if (!truth.ok) return truth
  if (truth.value.refused.lines > 0) return failed(...malformed(groundTruth, truth.value.refused))
  const found = await read(paths.value[1]!, tracker, { ...rule, reference: false }, signal)
  if (!found.ok) return found
  const frames = about.value?.frames ?? Math.max(truth.value.last, found.value.last)
  const crowded = [...crowds(groundTruth, truth.value.rows, frames), ...crowds(tracker, found.value.rows, frames)]
  if (crowded.length > 0) return failed(...crowded)
  return done({
    frames,
    stated: about.value !== undefined,
    rate: about.value?.rate ?? null,
    groundTruth: truth.value,
    tracker: found.value,
  })
}

async function read(
  path: string,
  file: string,
  rule: Parameters<typeof readBoxes>[1],
  signal: AbortSignal | undefined,
): Promise<Outcome<BoxFile>> {
  try {
    return done(await readBoxes(path, rule, signal))
  } catch (error) {
    if (error instanceof RangeError) return failed(tooLarge(file, error.message))
    return failed(
      problem(
        'tracking-unreadable',
        { zh: '文件读不出来。', en: 'The file cannot be read.' },
        { place: { file }, got: (error as NodeJS.ErrnoException).code ?? 'unknown' },
      ),
    )
  }
}

function malformed(file: string, { first }: RefusedLines): readonly Problem[] {
  return first.map(({ line, column, expected, got }) =>
    problem(
      'tracking-row-invalid',
      { zh: '参考标注的这一行不合格式。', en: 'This line of the reference is not valid.' },
      { place: { file, line, column }, expected, got },
    ),
  )
}

function crowds(file: string, { frame }: BoxRows, frames: number): readonly Problem[] {
  const boxes = new Int32Array(frames)
  for (const f of frame)
    if (++boxes[f]! > MOST_IN_A_FRAME) return [tooLarge(file, `frame ${f + 1}: at most ${MOST_IN_A_FRAME} boxes`)]
  return []
}

export function tooLarge(file: string, expected: string): Problem {
  return problem(
    'tracking-too-large',
    { zh: '这个序列过大。', en: 'This sequence is too large.' },
    { place: { file }, expected, next: { zh: '把序列拆开。', en: 'Split the sequence.' } },
  )
}
