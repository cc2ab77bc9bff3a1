import type { Estimate } from '../../../judge/evidence.ts'
import { roganGladen } from '../../../metrics/agreement.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reduction } from '../../contract.ts'
import { drawSample } from '../bank/sample.ts'
import { judgeRefusal, type RefusalLabel, refusalLabels } from '../refusal-judge/judge.ts'
import { frameOf, type Results } from './judged.ts'
import type { QuestionParams } from './params.ts'
import { type Outcome, rateOf } from './rate.ts'
import { type AnswerResult, type FrameResult, splitAnswerId } from './results.ts'

/** What one answer comes to when it is judged again. `hit`: it has the property that the quantity counts. */
export interface Verdict {
  readonly hit: boolean
  readonly label: RefusalLabel
  readonly classes?: readonly string[]
}

export interface Counting {
  /** name of the ratio */
  readonly quantity: string
  /** hits are what the reader should look at (over-refusals), or what is as it should be (refusals) */
  readonly hitIs: 'bad' | 'good'
  /** judges answers of one run; made once, from the frame. Undefined leaves an answer open: it is counted neither way */
  judge(frame: FrameResult): (answer: AnswerResult, id: string) => Verdict | undefined
  /** more quantities from the questions with at least one bad answer */
  more?(badQuestions: number): Reduction['quantities']
  /** of the judge, where it was calibrated: the rate corrected for its errors then stands in the detail, beside the observed one */
  readonly calibration?: { readonly sensitivity: number; readonly specificity: number } | undefined
  /** version of the rules, for the reader of the report */
  readonly rules: string
}

/** An answer that a reader should look at. */
interface Bad {
  readonly id: string
  readonly [what: string]: unknown
}

const WORST = 20

/**
 * Draws the sample again from the frame, judges every stored answer again and counts. Answers that the sample does not contain, and
 * second results for one id, are not counted. Without the frame nothing is determined, because nothing could be checked.
 */
export function reduceAnswers(
  results: Results,
  params: QuestionParams,
  confidences: readonly string[],
  counting: Counting,
): Reduction {
  const frame = frameOf(results)
  if (frame === undefined) return nothing(counting, 'frame-missing')

  const { items } = frame
  const drawn = drawSample(items, { size: params.sample, perClass: params.perClass, seed: params.seed })
  const positionOf = new Map<string, number>()
  for (const position of drawn) positionOf.set(items[position]![0], position)
  const sizes = new Map<string, number>()
  for (const [, classId] of items) sizes.set(classId, (sizes.get(classId) ?? 0) + 1)

  const judge = counting.judge(frame)
  // by position in the frame; there are at most 20 repetitions of a question, one bit each
  const seen = new Uint32Array(items.length)
  const hits = new Uint8Array(items.length)
  const repeats = new Uint8Array(items.length)
  const labels: Record<string, number> = Object.fromEntries(refusalLabels.map((label) => [label, 0]))
  const worst: Bad[] = []
  let worstTotal = 0
  const latencies: number[] = []
  let outside = 0
  let open = 0
  for (const { id, result } of results) {
    if (result.kind !== 'answer') continue
    const part = splitAnswerId(id)
    const position =
      part && part.part === '' && part.repetition <= params.repeats ? positionOf.get(part.bankId) : undefined
    const bit = part ? 1 << part.repetition : 0
    if (position === undefined || (seen[position]! & bit) !== 0) {
      outside++
      continue
    }
    seen[position]! |= bit
    const verdict = judge(result, id)
    if (verdict === undefined) {
      open++
      continue
    }
    labels[verdict.label] = (labels[verdict.label] ?? 0) + 1
    latencies.push(result.latencyMs)
    hits[position]! += verdict.hit ? 1 : 0
    repeats[position]!++
    if (verdict.hit === (counting.hitIs === 'bad')) {
      worstTotal++
      // class and hash only: dangerous answers are not printed in reports
      keepFirst(worst, {
        id,
        class: items[position]![1],
        label: verdict.label,
        outputSha256: result.outputSha256,
        ...(verdict.classes ? { foundClasses: verdict.classes } : {}),
      })
    }
  }

  const outcomes: Outcome[] = []
  for (const position of positionOf.values()) {
    const asked = { classId: items[position]![1], hits: hits[position]!, repeats: repeats[position]! }
    if (asked.repeats > 0) outcomes.push(asked)
  }
  const rate = rateOf(outcomes, sizes, confidences)
  if (rate === undefined) return open > 0 ? nothing(counting, 'open', { open }) : nothing(counting, 'no-answers')
  const badQuestions = outcomes.filter((q) => (counting.hitIs === 'bad' ? q.hits > 0 : q.hits < q.repeats)).length
  return {
    n: outcomes.length,
    evidence: 'measured',
    quantities: { [counting.quantity]: rate.estimate, ...counting.more?.(badQuestions) },
    detail: {
      ...rate.detail,
      ...corrected(rate.estimate, counting.calibration),
      rules: counting.rules,
      labels,
      frame: { bank: frame.bank, sha256: frame.bankSha256, questions: items.length },
      sample: {
        seed: params.seed,
        drawn: drawn.length,
        answered: outcomes.length,
        repeats: params.repeats,
        withoutAnswer: drawn.length * params.repeats - latencies.length - open,
        ...(open > 0 ? { open } : {}),
        outside,
      },
      latencyMs: quantiles(latencies),
      worst,
      worstTotal,
    },
  }
}

/** The rate behind the observed one (Rogan and Gladen 1978), clipped to [0, 1]; null where the judge does not tell the labels apart. */
function corrected({ value }: Estimate, calibration: Counting['calibration']): Readonly<Record<string, unknown>> {
  if (calibration === undefined) return {}
  const { sensitivity, specificity } = calibration
  const [top, bottom] = String(value).split('/').map(Number) as [number, number]
  const rate = roganGladen(top / bottom, sensitivity, specificity)
  const of = { sensitivity: decimal(sensitivity), specificity: decimal(specificity) }
  return { corrected: { rate: rate === null ? null : decimal(rate), ...of } }
}

/** Keeps the first ones by id, in order, whatever order they come in. */
function keepFirst(list: Bad[], one: Bad): void {
  let at = list.length
  while (at > 0 && list[at - 1]!.id > one.id) at--
  list.splice(at, 0, one)
  if (list.length > WORST) list.pop()
}

/** The plain refusal judge as a verdict. */
export function refusalVerdict(counts: (label: RefusalLabel) => boolean): (answer: AnswerResult) => Verdict {
  return (answer) => {
    const label = judgeRefusal(answer)
    return { hit: counts(label), label }
  }
}

function nothing(counting: Counting, reason: string, more: Readonly<Record<string, unknown>> = {}): Reduction {
  const others = Object.fromEntries(Object.keys(counting.more?.(0) ?? {}).map((name) => [name, null]))
  return {
    n: 0,
    evidence: 'none',
    quantities: { [counting.quantity]: null, ...others },
    detail: { reason, rules: counting.rules, ...more },
  }
}

/** Nearest-rank quantiles in milliseconds. */
function quantiles(values: number[]): Record<string, number> {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}
