import { drawSample } from '../bank/sample.ts'
import type { QuestionParams } from './params.ts'
import { type AnswerResult, type FrameResult, type QuestionResult, splitAnswerId } from './results.ts'

export type Results = Iterable<{ readonly id: string; readonly result: QuestionResult }>

/** A drawn question with what the judge made of its answers. */
export interface Judged<Row, V> {
  readonly id: string
  readonly classId: string
  readonly row: Row
  /** by part, the verdicts in the order of repetitions; parts and repetitions without an answer are left out */
  readonly parts: ReadonlyMap<string, readonly V[]>
}

/** What was judged, and what the reader of the report wants to know of the sample. */
export interface JudgedSample<Row, V> {
  readonly frame: FrameResult
  /** those with an answer, by id */
  readonly questions: readonly Judged<Row, V>[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** Judges one answer of a question; what it gives is kept for every answer, so it is small. */
export type Judge<Row, V> = (
  answer: AnswerResult,
  question: { readonly id: string; readonly classId: string; readonly row: Row },
  part: string,
) => V

/**
 * Draws the sample again from the frame and judges every stored answer again. Answers that the sample does not contain, and second
 * answers for one id, are not counted. Undefined without a frame, because then nothing could be checked, and without any answer.
 */
export function judgedSample<Row, V>(
  results: Results,
  params: QuestionParams,
  judge: Judge<Row, V>,
): JudgedSample<Row, V> | undefined {
  const frame = frameOf(results)
  if (frame === undefined) return undefined
  const { items } = frame
  const drawn = drawSample(items, { size: params.sample, perClass: params.perClass, seed: params.seed })
  const positionOf = new Map<string, number>()
  for (const position of drawn) positionOf.set(items[position]![0], position)

  const parts = new Map<number, Map<string, (V | undefined)[]>>()
  let answers = 0
  let outside = 0
  for (const { id, result } of results) {
    if (result.kind !== 'answer') continue
    const split = splitAnswerId(id)
    const position = split && split.repetition <= params.repeats ? positionOf.get(split.bankId) : undefined
    const own = position === undefined ? undefined : (parts.get(position) ?? new Map<string, (V | undefined)[]>())
    const verdicts = own?.get(split!.part) ?? []
    if (own === undefined || verdicts[split!.repetition - 1] !== undefined) {
      outside++
      continue
    }
    const [name, classId, row] = items[position!]!
    verdicts[split!.repetition - 1] = judge(result, { id: name, classId, row: row as Row }, split!.part)
    own.set(split!.part, verdicts)
    parts.set(position!, own)
    answers++
  }
  if (answers === 0) return undefined

  const questions = [...parts].map(([position, own]): Judged<Row, V> => {
    const [id, classId, row] = items[position]!
    const kept = [...own].sort(([a], [b]) => (a < b ? -1 : 1))
    const there = (v: V | undefined): v is V => v !== undefined
    return { id, classId, row: row as Row, parts: new Map(kept.map(([part, v]) => [part, v.filter(there)])) }
  })
  questions.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    frame,
    questions,
    detail: {
      frame: { bank: frame.bank, sha256: frame.bankSha256, questions: items.length },
      sample: {
        seed: params.seed,
        drawn: drawn.length,
        answered: questions.length,
        repeats: params.repeats,
        answers,
        outside,
      },
    },
  }
}

/** What the sample was drawn from, or undefined where the results do not hold it. */
export function frameOf(results: Results): FrameResult | undefined {
  for (const { result } of results) if (result.kind === 'frame') return result
  return undefined
}

/** All verdicts of a question, of all its parts or those named. */
export function verdictsOf<V>({ parts }: Judged<unknown, V>, named?: (part: string) => boolean): V[] {
  return [...parts].flatMap(([part, verdicts]) => (named === undefined || named(part) ? verdicts : []))
}
