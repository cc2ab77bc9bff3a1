import type { Estimate } from '../../../judge/evidence.ts'
import { share } from './estimates.ts'
import { type Judged, type JudgedSample, verdictsOf } from './judged.ts'
import { firstById } from './worst.ts'

/**
 * The share of a question's answers that have a property, question by question, and the first questions that a reader should look at.
 * `of` gives the verdicts that count for this quantity; a question without any is left out.
 */
export function tally<Row, V>(
  sample: JudgedSample<Row, V>,
  has: (verdict: V) => boolean,
  confidences: readonly string[],
  of: (question: Judged<Row, V>) => readonly V[] = verdictsOf,
): { readonly estimate: Estimate | null; readonly detail: Readonly<Record<string, unknown>> } {
  const count = (q: Judged<Row, V>) => {
    const verdicts = of(q)
    return { hits: verdicts.filter(has).length, of: verdicts.length }
  }
  return share(sample.questions, sample.frame, count, confidences)
}

/** Questions with an answer that has a property. */
export function worstOf<Row, V>(sample: JudgedSample<Row, V>, has: (verdict: V) => boolean) {
  return firstById(
    sample.questions.filter((q) => verdictsOf(q).some(has)),
    (q) => {
      const parts = [...q.parts].filter(([part, verdicts]) => part !== '' && verdicts.some(has)).map(([part]) => part)
      return { class: q.classId, ...(parts.length > 0 ? { parts } : {}) }
    },
  )
}
