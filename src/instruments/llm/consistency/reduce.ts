import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { answerText, readOption } from '../answers/option.ts'
import { numbersIn, plainText } from '../answers/short.ts'
import { bootstrapped, meanOf } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'
import { spearman } from './spearman.ts'

/** A closed question, or one of a series whose numbers are known to rise with `rank`. */
export const consistencyShape = z.strictObject({
  options: z.array(z.string()).min(2).max(26).optional(),
  series: z.string().min(1).optional(),
  rank: z.number().optional(),
})
export type Consistency = z.output<typeof consistencyShape>

interface Series {
  readonly id: string
  /** rank and mean of the numbers answered */
  readonly points: readonly (readonly [rank: number, answer: number])[]
}

export const consistencyReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/consistency',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Consistency, string>(results, questionParams.parse(given), ({ output }, { row }) =>
      meaning(output, row),
    )
    if (sample === undefined) return nothingKnown(['self', 'order'])
    const repeated = sample.questions.flatMap((q) => {
      const verdicts = verdictsOf(q)
      return verdicts.length > 1 ? [{ id: q.id, classId: q.classId, share: modalShare(verdicts) }] : []
    })
    const series = seriesOf(sample.questions.map((q) => ({ row: q.row, verdicts: verdictsOf(q) })))
    const order = series.map((s) => ({ id: s.id, value: (1 + spearman(s.points)) / 2 }))
    return {
      n: sample.questions.length,
      evidence: 'measured',
      quantities: {
        self: bootstrapped(
          repeated.map((q) => q.share),
          meanOf,
          { lowest: 0, highest: 1 },
          [0, 1],
          confidences,
        ),
        order: bootstrapped(
          order.map((s) => s.value),
          meanOf,
          { lowest: 0, highest: 1 },
          [0, 1],
          confidences,
        ),
      },
      detail: {
        ...sample.detail,
        repeated: repeated.length,
        series: order,
        ...firstById(
          repeated.filter((q) => q.share < 1),
          (q) => ({ class: q.classId }),
        ),
      },
    }
  },
}

/** What an answer comes to: the option, the last number, or its plain text. */
function meaning(output: string, { options }: Consistency): string {
  if (options) {
    const option = readOption(output, options)
    if (option !== undefined) return `option ${option}`
  }
  const text = answerText(output)
  return String(numbersIn(text).at(-1) ?? plainText(text))
}

/** Share of the answers that say what most of them say. */
function modalShare(answers: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return Math.max(...counts.values()) / answers.length
}

/** Series with at least three questions that were answered by a number, by id. */
function seriesOf(questions: readonly { readonly row: Consistency; readonly verdicts: readonly string[] }[]): Series[] {
  const points = new Map<string, (readonly [number, number])[]>()
  for (const { row, verdicts } of questions) {
    if (row.series === undefined || row.rank === undefined) continue
    const numbers = verdicts.map(Number).filter(Number.isFinite)
    if (numbers.length === 0) continue
    const own = points.get(row.series) ?? []
    own.push([row.rank, numbers.reduce((a, b) => a + b, 0) / numbers.length])
    points.set(row.series, own)
  }
  const complete = [...points].filter(([, own]) => own.length >= 3)
  return complete.map(([id, own]) => ({ id, points: own })).sort((a, b) => (a.id < b.id ? -1 : 1))
}
