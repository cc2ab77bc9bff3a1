import type { Catalogue } from '../catalogue.ts'
import { keyOf } from '../edition.ts'
import { progressOf, type Target } from '../target.ts'

/** A target with the rows behind its number, as a program reads it; null where this catalogue cannot count it. */
export interface TargetAnswer extends Target {
  readonly certain: readonly string[] | null
  readonly possible: readonly string[] | null
}

/** `day` from 1970-01-01. */
export const targetsAnswer = (catalogue: Catalogue, targets: readonly Target[], day: number): readonly TargetAnswer[] =>
  targets.map((target) => {
    const progress = progressOf(catalogue, target, day)
    return {
      ...target,
      certain: progress?.certain.map(keyOf) ?? null,
      possible: progress?.possible.map(keyOf) ?? null,
    }
  })
