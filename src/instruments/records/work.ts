import { type Outcome, ProblemError } from '../../language/problem.ts'
import type { Instrument, Item, Subject } from '../contract.ts'

/** A record that was read: there is nothing left to measure. */
export interface RecordItem<R> extends Item {
  readonly result: R
}

/** The half of an instrument that reads records from the folder that a section of the subject's `access` names; problems are those of `read`. */
export function recordWork<P, R>(
  section: string,
  read: (subject: Subject, params: P) => Promise<Outcome<readonly RecordItem<R>[]>>,
): Pick<Instrument<P, RecordItem<R>, R>, 'material' | 'check' | 'items' | 'measure'> {
  return {
    material: section,
    async check(subject, params) {
      const found = await read(subject, params)
      return found.ok ? [] : found.problems
    },
    async *items(subject, params) {
      const found = await read(subject, params)
      if (!found.ok) throw new ProblemError(found.problems)
      yield* found.value
    },
    measure: async ({ result }) => result,
  }
}
