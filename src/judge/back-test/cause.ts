import type { Evidence } from '../evidence.ts'
import { resultOutcomes } from './block-outcomes.ts'
import { type ResultOutcome, resultOutcome } from './outcome.ts'
import type { BackTestPlan } from './plan.ts'

/** The changed pieces that make one report move. */
export interface Cause {
  /** as `clause R2`; empty: only the draft as a whole makes the move (what was added or removed takes part) */
  readonly pieces: readonly string[]
  /** `single`: each of the pieces alone is enough; `together`: they make it together and none can be spared */
  readonly how: 'single' | 'together' | 'whole'
}

/** Pairs are tried up to this many changed pieces; beyond, only the search in order. */
const mostForPairs = 8

/**
 * Each change is put into the old edition alone; all that make the move are named. If none does: every pair, where there are few
 * changes. If none does: the changes in written order until the move is made, and then each is taken out again if it can be spared.
 * One or two pieces are thus the smallest set; more are a set of which no piece can be spared.
 */
export function causesOf(
  plan: BackTestPlan,
  rows: readonly { readonly evidence: Evidence; readonly moved: ResultOutcome }[],
): readonly Cause[] {
  const singles = rows.map((): string[] => [])
  for (const p of plan.pieces) {
    const s = plan.with([p])
    if (!s) continue
    const outcomes = resultOutcomes(
      s,
      plan.result,
      rows.map((r) => r.evidence),
    )
    for (const [i, o] of outcomes.entries()) if (sameOutcome(o, rows[i]!.moved)) singles[i]!.push(p)
  }
  const out = singles.map((pieces): Cause | undefined => (pieces.length > 0 ? { pieces, how: 'single' } : undefined))
  for (const [p, q] of plan.pieces.length <= mostForPairs ? pairs(plan.pieces) : []) {
    const left = [...rows.entries()].filter(([i]) => !out[i])
    const s = left.length > 0 ? plan.with([p, q]) : undefined
    if (!s) continue
    const outcomes = resultOutcomes(
      s,
      plan.result,
      left.map(([, r]) => r.evidence),
    )
    for (const [k, [i, r]] of left.entries())
      if (sameOutcome(outcomes[k]!, r.moved)) out[i] = { pieces: [p, q], how: 'together' }
  }
  return rows.map((r, i) => out[i] ?? inOrder(plan, r.evidence, r.moved))
}

function pairs(pieces: readonly string[]): [string, string][] {
  return pieces.flatMap((p, i) => pieces.slice(i + 1).map((q): [string, string] => [p, q]))
}

function inOrder(plan: BackTestPlan, evidence: Evidence, moved: ResultOutcome): Cause {
  const makes = (pieces: readonly string[]): boolean => {
    const s = plan.with(pieces)
    return s !== undefined && sameOutcome(resultOutcome(s, plan.result, evidence), moved)
  }
  const { pieces } = plan
  for (let n = 1; n <= pieces.length; n++) {
    if (!makes(pieces.slice(0, n))) continue
    let kept = pieces.slice(0, n)
    for (const p of [...kept].reverse()) {
      const without = kept.filter((x) => x !== p)
      if (without.length > 0 && makes(without)) kept = without
    }
    return { pieces: kept, how: 'together' }
  }
  return { pieces: [], how: 'whole' }
}

export function sameOutcome(a: ResultOutcome, b: ResultOutcome): boolean {
  return a.name === b.name && a.ends?.[0] === b.ends?.[0] && a.ends?.[1] === b.ends?.[1]
}
