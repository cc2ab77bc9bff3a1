import { Exact } from '../language/exact.ts'
import { type Det, detOf } from './verification/det.ts'
import { pointAtFmr } from './verification/operating-point.ts'
import { sortedScores } from './verification/scores.ts'

/*
 * Presentation attack detection. Scores are similarities to a bona fide presentation: accepted where score >= threshold.
 * Source: ISO/IEC 30107-3:2023 (APCER of each attack instrument species, BPCER, APNRR, BPNRR).
 */

/** What a presentation came to. `unknown`: neither a score or decision nor word of a non-response. */
export type Outcome = 'accepted' | 'rejected' | 'no-response' | 'unknown'

/** Presentations of one kind, and those among them that count as errors and that had no response. */
export interface Tally {
  readonly presentations: number
  readonly errors: number
  readonly nonResponses: number
}

/**
 * Whether a presentation is in the denominator and an error there. Of an attack without response nobody got in: no error; a bona fide one is
 * turned away: an error. `excluded` takes both out. What is unknown is an error of either kind, so that leaving out lines never helps.
 */
export function countedAs(
  outcome: Outcome,
  attack: boolean,
  nonResponses: 'blocked' | 'excluded',
): { readonly counts: boolean; readonly error: boolean } {
  switch (outcome) {
    case 'accepted':
      return { counts: true, error: attack }
    case 'rejected':
      return { counts: true, error: !attack }
    case 'no-response':
      return { counts: nonResponses === 'blocked', error: nonResponses === 'blocked' && !attack }
    case 'unknown':
      return { counts: true, error: true }
  }
}

/** Scores of bona fide presentations and of each species of attack; NaN: no response, Infinity: unknown. */
export interface PadScores {
  readonly bonaFide: readonly number[]
  readonly species: ReadonlyMap<string, readonly number[]>
}

/** A threshold with its error counts; `apcer` is that of the worst species there. */
export interface PadPoint {
  /** null: above all scores */
  readonly threshold: number | null
  readonly bonaFideErrors: number
  readonly worst: { readonly species: string; readonly errors: number; readonly presentations: number }
}

/** APCER against BPCER for one species, in counts: `falseMatches` are attacks accepted, `falseNonMatches` bona fide presentations rejected. */
export function padDet(attacks: readonly number[], bonaFide: readonly number[]): Det {
  // what is unknown is accepted as an attack and rejected as bona fide, wherever the threshold
  const accepted = attacks.map((s) => (s === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : s))
  const rejected = bonaFide.map((s) => (s === Number.POSITIVE_INFINITY ? Number.NaN : s))
  return detOf(sortedScores(Float64Array.from(rejected), Float64Array.from(accepted)))
}

/** The lowest threshold at which no species has an APCER above the target: BPCER there is the least the target allows. */
export function pointAtApcer(scores: PadScores, target: Exact): PadPoint | null {
  if (scores.bonaFide.length === 0 || scores.species.size === 0) return null
  let threshold = Number.NEGATIVE_INFINITY
  for (const attacks of scores.species.values()) {
    const det = padDet(attacks, scores.bonaFide)
    threshold = Math.max(threshold, det.thresholds[pointAtFmr(det, target)]!)
  }
  return padPoint(scores, threshold)
}

/** The highest threshold at which BPCER does not exceed the target; null where failures alone exceed it. */
export function pointAtBpcer(scores: PadScores, target: Exact): PadPoint | null {
  if (scores.bonaFide.length === 0 || scores.species.size === 0) return null
  const allowed = Number(target.times(Exact.whole(BigInt(scores.bonaFide.length))).floor().n)
  const sorted = scores.bonaFide.filter(Number.isFinite).sort((a, b) => a - b)
  const more = allowed - (scores.bonaFide.length - sorted.length)
  return more < 0 ? null : padPoint(scores, sorted[more] ?? Number.POSITIVE_INFINITY)
}

function padPoint(scores: PadScores, threshold: number): PadPoint {
  // no attack that is known has a score above those observed: what is unknown stays accepted
  const accepted = (s: number) => s === Number.POSITIVE_INFINITY || s >= threshold
  const tallies = [...scores.species].map(([species, attacks]) => ({
    species,
    errors: attacks.filter(accepted).length,
    presentations: attacks.length,
  }))
  return {
    threshold: Number.isFinite(threshold) && threshold < Number.MAX_VALUE ? threshold : null,
    bonaFideErrors: scores.bonaFide.filter((s) => !(s >= threshold && s < Number.POSITIVE_INFINITY)).length,
    worst: worstOf(tallies)!,
  }
}

/** The species with the highest error rate; of equal ones the first by name. Rates are compared without rounding. */
export function worstOf<
  T extends { readonly species: string; readonly errors: number; readonly presentations: number },
>(tallies: readonly T[]): T | undefined {
  const known = tallies.filter((t) => t.presentations > 0).sort((a, b) => (a.species < b.species ? -1 : 1))
  return known.reduce<T | undefined>((worst, t) => {
    if (worst === undefined) return t
    return t.errors * worst.presentations > worst.errors * t.presentations ? t : worst
  }, undefined)
}
