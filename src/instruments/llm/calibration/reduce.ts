import { decimal } from '../../../metrics/decimal.ts'
import { exp } from '../../../metrics/elementary.ts'
import type { Reducer } from '../../contract.ts'
import type { Gold } from '../answers/gold.ts'
import { answerText, readOption } from '../answers/option.ts'
import { bootstrapped } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { AnswerResult, QuestionResult } from '../questions/results.ts'
import { brier, type Claim, expectedCalibrationError, type Weighted } from './ece.ts'

const quantities = ['ece', 'brier'] as const

export const calibrationReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/calibration',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Gold, readonly [Claim, 'token' | 'words'] | null>(
      results,
      questionParams.parse(given),
      (answer, { row }) => claimOf(answer, row) ?? null,
    )
    if (sample === undefined) return nothingKnown(quantities)
    const kept = sample.questions.flatMap((q) => {
      const claims = verdictsOf(q).flatMap((v) => (v === null ? [] : [v]))
      return claims.length > 0 ? [{ id: q.id, claims }] : []
    })
    if (kept.length === 0) return nothingKnown(quantities, 'no-confidence-given')
    const claims = kept.map((q) => q.claims.map(([claim]) => claim))
    const statistic = (of: (all: Weighted) => number) => (all: readonly (readonly Claim[])[], weights: Uint32Array) =>
      of(all.map((own, i) => [own, weights[i]!]))
    const imagined = { lowest: [{ confidence: 1, right: true }], highest: [{ confidence: 1, right: false }] }
    const by = (how: 'token' | 'words') =>
      kept.reduce((n, q) => n + q.claims.filter(([, from]) => from === how).length, 0)
    return {
      n: kept.length,
      evidence: 'measured',
      quantities: {
        ece: bootstrapped(claims, statistic(expectedCalibrationError), imagined, [0, 1], confidences),
        brier: bootstrapped(claims, statistic(brier), imagined, [0, 1], confidences),
      },
      detail: {
        ...sample.detail,
        accuracy: decimal(claims.flat().filter((c) => c.right).length / claims.flat().length),
        confidenceFrom: { token: by('token'), words: by('words') },
        withoutConfidence: sample.questions.length - kept.length,
        bins: 10,
      },
    }
  },
}

/**
 * How sure the answer says it is: the probability of the option's token where the endpoint gives it, else a number it states (`80%`, `置信度：0.8`).
 */
function claimOf({ output, logprobs }: AnswerResult, gold: Gold): readonly [Claim, 'token' | 'words'] | undefined {
  if (!('options' in gold)) return undefined
  const option = readOption(output, gold.options)
  if (option === undefined) return undefined
  const right = option === gold.right
  const letter = String.fromCharCode(65 + option)
  const token = logprobs?.find((t) => t.token.trim() === letter)
  if (token) return [{ confidence: Math.min(1, exp(Math.min(0, token.logprob))), right }, 'token']
  const stated = statedConfidence(output)
  return stated === undefined ? undefined : [{ confidence: stated, right }, 'words']
}

/** A percentage, or a number from 0 to 1 behind a word for confidence; the last one counts. */
export function statedConfidence(output: string): number | undefined {
  const text = answerText(output)
  const percent = [...text.matchAll(/(?<![\d.])(\d{1,3}(?:\.\d{1,4})?) ?%/g)].map((m) => Number(m[1]) / 100)
  const share = [...text.matchAll(/(?:置信度|把握|信心|confidence)[^\d\n]{0,12}([01](?:\.\d{1,6})?)(?![\d.%])/gi)].map(
    (m) => Number(m[1]),
  )
  const last = percent.at(-1) ?? share.at(-1)
  return last !== undefined && last >= 0 && last <= 1 ? last : undefined
}
