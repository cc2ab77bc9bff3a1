import { demonstrationTrials } from '../../../metrics/demonstration.ts'
import { characteristic, type SequentialPlan, sequentialLines, soonest } from '../../../metrics/sequential.ts'

export interface PlannedTrials {
  readonly target: string
  readonly confidence: string
  /** trials that show the target with so many failures among them */
  readonly noneFailed: number
  readonly oneFailed: number
  readonly twoFailed: number
  readonly threeFailed: number
  /** successes in a row that are still missing, if none of them fails; 0 where the target is shown already */
  readonly missing: number
}

const MOST_FAILURES = 10_000

/** How many trials show each target, and how many more successes in a row the n with `failures` seen would need. */
export function plannedTrials(
  targets: readonly (string | number)[],
  confidences: readonly string[],
  n: number,
  failures: number,
): readonly PlannedTrials[] {
  return targets.flatMap((target) =>
    confidences.map((confidence) => {
      const needed = (f: number) => demonstrationTrials(Number(target), Number(confidence), f)
      const missing = failures > MOST_FAILURES ? 0 : needed(failures) - n
      return {
        target: String(target),
        confidence,
        ...{ noneFailed: needed(0), oneFailed: needed(1), twoFailed: needed(2), threeFailed: needed(3) },
        missing: Math.max(0, missing),
      }
    }),
  )
}

/** What a sequential plan asks: its lines, the soonest verdicts, and how it behaves at p0, between and at p1 (Wald's approximations). */
export function sequentialPlan(plan: SequentialPlan) {
  const lines = sequentialLines(plan)
  return { lines, soonest: soonest(lines), approximately: [1, 0.5, 0, -0.5, -1].map((h) => characteristic(plan, h)) }
}
