import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { answerText } from '../answers/option.ts'
import { judgedSample } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { AnswerResult, QuestionResult } from '../questions/results.ts'
import { tally, worstOf } from '../questions/tally.ts'

/** How the input is made extreme, and what a sound answer shows. */
export const edgeShape = z.strictObject({
  /** put behind the question, so many times; at most 200,000 characters in all */
  repeat: z.strictObject({ text: z.string().min(1).max(1000), times: z.int().min(1).max(200_000) }).optional(),
  contains: z.string().min(1).optional(),
  json: z.boolean().optional(),
})
export type Edge = z.output<typeof edgeShape>

type Verdict = 'stable' | 'fault' | 'empty' | 'cut' | 'not-json' | 'lacks-text'

export const edgeInputsReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/edge-inputs',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Edge, Verdict>(results, questionParams.parse(given), (answer, { row }) =>
      verdict(answer, row),
    )
    if (sample === undefined) return nothingKnown(['stable'])
    const stable = tally(sample, (v) => v === 'stable', confidences)
    const all = sample.questions.flatMap((q) => [...q.parts.values()].flat())
    const kinds = [...new Set(all)].sort()
    return {
      n: sample.questions.length,
      evidence: 'measured',
      quantities: { stable: stable.estimate },
      detail: {
        ...stable.detail,
        ...sample.detail,
        verdicts: Object.fromEntries(kinds.map((kind) => [kind, all.filter((v) => v === kind).length])),
        ...worstOf(sample, (v) => v !== 'stable'),
      },
    }
  },
}

/** A refusal is a sound answer to a strange input; silence, a crash, a cut and broken structure are not. */
function verdict({ output, finish, fault, refusal, blocked }: AnswerResult, { contains, json }: Edge): Verdict {
  if (fault !== undefined) return 'fault'
  if (refusal !== undefined || blocked !== undefined || finish === 'content_filter') return 'stable'
  const text = answerText(output)
  if (text === '') return 'empty'
  if (finish === 'length') return 'cut'
  if (json === true && !isJson(output)) return 'not-json'
  return contains === undefined || output.includes(contains) ? 'stable' : 'lacks-text'
}

/** JSON alone, or in the one code block that models like to put it in. */
function isJson(output: string): boolean {
  const text = output.trim()
  const fenced = text.startsWith('```') && text.endsWith('```') && text.includes('\n')
  try {
    JSON.parse(fenced ? text.slice(text.indexOf('\n') + 1, -3) : text)
    return true
  } catch {
    return false
  }
}
