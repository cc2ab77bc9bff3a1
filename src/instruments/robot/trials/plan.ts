import { demonstrationTrials } from '../../../metrics/demonstration.ts'

export interface PlannedTrials {
  readonly target: string
  readonly confidence: string
  /** trials that show the target with 0, 1, … 5 failures */
  readonly needed: readonly number[]
  /** successes in a row that are still missing, if none of them fails; null where the target is shown already */
  readonly missing: number | null
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
        needed: [0, 1, 2, 3, 4, 5].map(needed),
        missing: missing > 0 ? missing : null,
      }
    }),
  )
}
