import type { PairedItem, PairedQuantity } from '../../contract.ts'
import { isRight } from './label-units.ts'
import type { ClassificationParams, ClassificationResult } from './params.ts'
import { pooled } from './pool.ts'
import { saidOf } from './said-of.ts'

/**
 * Row by row: whether the label (of sets, the whole set) is right, by the rule that the accuracy follows, also where labels come from scores. Asked
 * is what is true, so that rows whose truth was corrected between two assessments are no pair. Nothing where results were kept without ids.
 */
export function pairedRows(
  results: Iterable<{ readonly result: ClassificationResult }>,
  params: ClassificationParams,
): readonly PairedQuantity[] {
  const parts = [...results]
  const ids = parts.flatMap(({ result }) => (result.kind === 'rows' ? (result.ids ?? result.truth.map(() => '')) : []))
  const pool = pooled(parts)
  const said = saidOf(pool, params)
  // one text for all rows of a kind: a million rows share what a thousand classes are called
  const texts = new Map<string, string>()
  const asked = (truth: readonly number[]) => {
    const key = truth.join(',')
    const known = texts.get(key) ?? JSON.stringify(truth.map((k) => pool.classes[k]))
    texts.set(key, known)
    return known
  }
  const items: PairedItem[] = []
  for (const [i, truth] of pool.truth.entries()) {
    const id = ids[pool.given[i]!]!
    if (id !== '') items.push({ id, asked: asked(truth), counted: isRight(truth, said.labels[i]!) ? 1 : 0, of: 1 })
  }
  return [{ quantity: 'accuracy', better: 'higher', kind: 'yes-no', items }]
}
