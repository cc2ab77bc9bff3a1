import type { Estimate } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { studentQuantile } from '../../../metrics/student.ts'
import type { Reducer } from '../../contract.ts'
import { meanShare } from '../../estimates.ts'
import { isIntake } from '../../intake.ts'
import { bounds } from '../../proportion.ts'
import { type SusParams, type SusResult, susParams } from './params.ts'

export const susReducer: Reducer<SusParams, SusResult> = {
  name: 'robot/sus',
  version: '1.0.0',
  params: susParams,
  reduce(results, _, confidences) {
    const scores: number[] = []
    let refusedLines: number | null = null
    for (const { result } of results) {
      if (isIntake(result)) refusedLines = result.refused
      else scores.push(scoreOf(result.answers))
    }
    scores.sort((a, b) => a - b)
    const n = scores.length
    return {
      n,
      evidence: n === 0 ? 'none' : 'recomputed',
      quantities: { sus: n === 0 ? null : meanOf(scores, confidences), users: n === 0 ? null : n, refusedLines },
      detail: {
        convention: 'Brooke (1996): odd items answer - 1, even items 5 - answer, their sum times 2.5',
        bounds: 'Student t; where all users say the same, or there is one, Clopper-Pearson at the mean share',
        scores,
      },
    }
  },
}

/** 0 to 100 in steps of 2.5. */
function scoreOf(answers: readonly number[]): number {
  return answers.reduce((sum, a, i) => sum + (i % 2 === 0 ? a - 1 : 5 - a), 0) * 2.5
}

function meanOf(scores: readonly number[], confidences: readonly string[]): Estimate {
  const n = scores.length
  const sum = scores.reduce((a, b) => a + b, 0)
  const mean = sum / n
  const squares = scores.reduce((s, x) => s + (x - mean) ** 2, 0)
  if (squares === 0) {
    const share = meanShare(sum / 100, n, confidences)
    return {
      value: decimal(mean),
      n,
      bounds: share.bounds!.map((b) => bounds(b.confidence, Number(b.lower) * 100, Number(b.upper) * 100)),
    }
  }
  const se = Math.sqrt(squares / (n - 1) / n)
  return {
    value: decimal(mean),
    n,
    bounds: confidences.map((c) => {
      const room = studentQuantile(Number(c), n - 1) * se
      return bounds(c, Math.max(0, mean - room), Math.min(100, mean + room))
    }),
    distribution: { kind: 'normal', mean: decimal(mean), sd: decimal(se) },
  }
}
