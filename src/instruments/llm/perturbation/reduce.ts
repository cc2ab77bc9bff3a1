import { z } from 'zod'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { type Gold, isRight } from '../answers/gold.ts'
import { bootstrapped } from '../questions/estimates.ts'
import { type Judged, judgedSample } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'
import { perturbations } from './perturb.ts'

export const CLEAN = 'clean'

export const perturbationParams = questionParams.extend({
  /** kinds of change; each question is asked unchanged and once for every kind that has something to work on */
  perturbations: z
    .array(z.enum(perturbations))
    .min(1)
    .default([...perturbations]),
})
export type PerturbationParams = z.output<typeof perturbationParams>

/** Shares of right answers: unchanged, over the changed forms, and in the worst of all forms. */
interface Right {
  readonly clean: number
  readonly changed: number
  readonly worst: number
}

export const perturbationReducer: Reducer<PerturbationParams, QuestionResult> = {
  name: 'llm/perturbation',
  version: '1.0.0',
  params: perturbationParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Gold, boolean>(
      results,
      perturbationParams.parse(given),
      ({ output }, { row }) => isRight(output, row) === true,
    )
    // a question that was not answered unchanged has nothing to compare with
    const compared = sample?.questions.filter((q) => q.parts.has(CLEAN) && q.parts.size > 1) ?? []
    if (sample === undefined || compared.length === 0) return nothingKnown(['retained', 'worst'])
    const rights = compared.map(rightOf)
    const imagined = {
      lowest: { clean: 1, changed: 0, worst: 0 },
      highest: { clean: 1, changed: 1, worst: 1 },
    }
    const kinds = [...new Set(compared.flatMap((q) => [...q.parts.keys()]))].sort()
    const lost = compared.filter((_, i) => rights[i]!.worst < rights[i]!.clean)
    return {
      n: compared.length,
      evidence: 'measured',
      quantities: {
        retained: bootstrapped(rights, retained, imagined, [0, 1], confidences),
        worst: bootstrapped(rights, worst, imagined, [0, 1], confidences),
      },
      detail: {
        ...sample.detail,
        accuracy: Object.fromEntries(kinds.map((kind) => [kind, accuracy(compared, kind)])),
        ...firstById(lost, (q) => ({ class: q.classId, parts: wrongParts(q) })),
      },
    }
  },
}

const meanRight = (verdicts: readonly boolean[]) => verdicts.filter(Boolean).length / verdicts.length

function rightOf({ parts }: Judged<Gold, boolean>): Right {
  const changed = [...parts].filter(([part]) => part !== CLEAN).map(([, verdicts]) => meanRight(verdicts))
  const clean = meanRight(parts.get(CLEAN)!)
  return {
    clean,
    changed: changed.reduce((a, b) => a + b, 0) / changed.length,
    worst: Math.min(clean, ...changed),
  }
}

/** min(1, accuracy changed / accuracy unchanged), and 1 where nothing was right before: there is nothing to lose. As in COMPL-AI. */
function retained(all: readonly Right[], weights: Uint32Array): number {
  const [clean, changed] = sums(all, weights, (r) => r.changed)
  return clean === 0 ? 1 : Math.min(1, changed / clean)
}

/** Accuracy in the worst form of each question, against the accuracy unchanged (worst case of HELM); 1 where nothing was right before. */
function worst(all: readonly Right[], weights: Uint32Array): number {
  const [clean, least] = sums(all, weights, (r) => r.worst)
  return clean === 0 ? 1 : least / clean
}

function sums(all: readonly Right[], weights: Uint32Array, of: (r: Right) => number): [clean: number, other: number] {
  let [clean, other] = [0, 0]
  for (const [i, right] of all.entries()) {
    clean += weights[i]! * right.clean
    other += weights[i]! * of(right)
  }
  return [clean, other]
}

function accuracy(questions: readonly Judged<Gold, boolean>[], part: string): { right: string; n: number } {
  const own = questions.flatMap((q) => (q.parts.has(part) ? [meanRight(q.parts.get(part)!)] : []))
  return { right: decimal(own.reduce((a, b) => a + b, 0)), n: own.length }
}

function wrongParts({ parts }: Judged<Gold, boolean>): string[] {
  return [...parts].filter(([, verdicts]) => meanRight(verdicts) < 1).map(([part]) => part)
}
