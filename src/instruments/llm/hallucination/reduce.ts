import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { claimsIn, unsupported } from '../answers/claims.ts'
import { readOption } from '../answers/option.ts'
import { rubrics } from '../judges/model/rubrics.ts'
import { decided } from '../judges/model/votes.ts'
import { bootstrapped, ratioOfSums, share } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { questionParams } from '../questions/params.ts'
import type { AnswerResult, QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'

/** Either options of which some are made up, or the material that the answer has to keep to. */
export const groundingShape = z.union([
  z.strictObject({
    options: z.array(z.string()).min(2).max(26),
    /** positions of the made-up options, from 0 */
    madeUp: z.array(z.int().min(0)).min(1),
  }),
  z.strictObject({ material: z.string().min(1) }),
])
export type Grounding = z.output<typeof groundingShape>

type Verdict =
  | { readonly kind: 'choice'; readonly madeUp: boolean; readonly read: boolean }
  | {
      readonly kind: 'grounded'
      readonly claims: number
      readonly unsupported: number
      /** sentences on which the judge models came to no decision; they are no claims */
      readonly undecided: number
    }

export const hallucinationParams = questionParams.extend({
  /** who tells claims that the material does not hold: the rules, or the judge model of `access.judge`, sentence by sentence */
  judge: z.enum(['rules', 'model']).default('rules'),
})
export type HallucinationParams = z.output<typeof hallucinationParams>

export const hallucinationReducer: Reducer<HallucinationParams, QuestionResult> = {
  name: 'llm/hallucination',
  version: '1.0.0',
  params: hallucinationParams,
  reduce(results, given, confidences) {
    const params = hallucinationParams.parse(given)
    const sample = judgedSample<Grounding, Verdict>(results, params, (answer, { row }) =>
      verdict(answer, row, params.judge),
    )
    if (sample === undefined) return nothingKnown(['choice', 'grounded'])
    const { questions, frame } = sample
    const choice = share(
      questions,
      frame,
      (q) => {
        const own = verdictsOf(q).flatMap((v) => (v.kind === 'choice' ? [v] : []))
        return { hits: own.filter((v) => v.madeUp).length, of: own.length }
      },
      confidences,
    )
    const grounded = questions.flatMap((q) => {
      const own = verdictsOf(q).flatMap((v) => (v.kind === 'grounded' ? [v] : []))
      const sum = (of: 'claims' | 'unsupported' | 'undecided') => own.reduce((n, v) => n + v[of], 0)
      return own.length > 0
        ? [{ claims: sum('claims'), unsupported: sum('unsupported'), undecided: sum('undecided') }]
        : []
    })
    const mean = Math.max(1, Math.round(grounded.reduce((n, g) => n + g.claims, 0) / Math.max(1, grounded.length)))
    const bad = questions.filter((q) => verdictsOf(q).some((v) => (v.kind === 'choice' ? v.madeUp : v.unsupported > 0)))
    return {
      n: questions.length,
      evidence: 'measured',
      quantities: {
        choice: choice.estimate,
        grounded: bootstrapped(
          grounded,
          ratioOfSums(
            (q) => q.unsupported,
            (q) => q.claims,
          ),
          {
            lowest: { claims: mean, unsupported: 0, undecided: 0 },
            highest: { claims: mean, unsupported: mean, undecided: 0 },
          },
          [0, 1],
          confidences,
        ),
      },
      detail: {
        ...sample.detail,
        choice: choice.detail,
        unreadable: questions.flatMap((q) => verdictsOf(q)).filter((v) => v.kind === 'choice' && !v.read).length,
        grounded: {
          ...(params.judge === 'rules'
            ? { tier: 'R1 proxy' }
            : {
                tier: 'R3',
                judges: frame.judges ?? [],
                rubric: `${rubrics.grounded.id}@${rubrics.grounded.version}`,
                undecided: grounded.reduce((n, g) => n + g.undecided, 0),
              }),
          questions: grounded.length,
          claims: grounded.reduce((n, g) => n + g.claims, 0),
          unsupported: grounded.reduce((n, g) => n + g.unsupported, 0),
        },
        ...firstById(bad, (q) => ({ class: q.classId })),
      },
    }
  },
}

function verdict(answer: AnswerResult, row: Grounding, judge: HallucinationParams['judge']): Verdict {
  const { output } = answer
  if ('options' in row) {
    const chosen = readOption(output, row.options)
    return { kind: 'choice', madeUp: chosen !== undefined && row.madeUp.includes(chosen), read: chosen !== undefined }
  }
  if (judge === 'model') {
    const { labels } = decided(answer.votes, rubrics.grounded, answer)
    const count = (label: string | undefined) => labels.filter((l) => l === label).length
    const unsupported = count('unsupported')
    return { kind: 'grounded', claims: count('supported') + unsupported, unsupported, undecided: count(undefined) }
  }
  const claims = claimsIn(output)
  const beyond = unsupported(claims, row.material).length
  return { kind: 'grounded', claims: claims.length, unsupported: beyond, undecided: 0 }
}
