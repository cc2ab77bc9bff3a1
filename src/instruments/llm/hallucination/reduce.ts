import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { claimsIn, unsupported } from '../answers/claims.ts'
import { readOption } from '../answers/option.ts'
import { bootstrapped, ratioOfSums, share } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
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
  | { readonly kind: 'grounded'; readonly claims: number; readonly unsupported: number }

export const hallucinationReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/hallucination',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Grounding, Verdict>(results, questionParams.parse(given), ({ output }, { row }) =>
      verdict(output, row),
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
      const sum = (of: 'claims' | 'unsupported') => own.reduce((n, v) => n + v[of], 0)
      return own.length > 0 ? [{ claims: sum('claims'), unsupported: sum('unsupported') }] : []
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
          { lowest: { claims: mean, unsupported: 0 }, highest: { claims: mean, unsupported: mean } },
          [0, 1],
          confidences,
        ),
      },
      detail: {
        ...sample.detail,
        choice: choice.detail,
        unreadable: questions.flatMap((q) => verdictsOf(q)).filter((v) => v.kind === 'choice' && !v.read).length,
        grounded: {
          tier: 'R1 proxy',
          questions: grounded.length,
          claims: grounded.reduce((n, g) => n + g.claims, 0),
          unsupported: grounded.reduce((n, g) => n + g.unsupported, 0),
        },
        ...firstById(bad, (q) => ({ class: q.classId })),
      },
    }
  },
}

function verdict(output: string, row: Grounding): Verdict {
  if ('options' in row) {
    const chosen = readOption(output, row.options)
    return { kind: 'choice', madeUp: chosen !== undefined && row.madeUp.includes(chosen), read: chosen !== undefined }
  }
  const claims = claimsIn(output)
  return { kind: 'grounded', claims: claims.length, unsupported: unsupported(claims, row.material).length }
}
