import { ProblemError } from '../../../../language/problem.ts'
import type { MeasureContext, Subject } from '../../../contract.ts'
import { problemFault } from '../faults.ts'
import { type Inputs, readInputs } from './read.ts'

/** The inputs for a listing; what is wrong with the list is thrown, because a listing cannot return it. */
export async function listedInputs(subject: Subject, needsReference: boolean): Promise<Inputs> {
  const read = await readInputs(subject, needsReference)
  if (!read.ok) throw new ProblemError(read.problems)
  return read.value
}

/** The inputs during a run, read once. */
export function inputsOf(context: MeasureContext, needsReference: boolean): Promise<Inputs> {
  return context.shared(
    `recognition/inputs ${needsReference}`,
    async () => {
      const read = await readInputs(context.subject, needsReference)
      if (!read.ok) throw problemFault(read.problems[0]!)
      return read.value
    },
    () => undefined,
  )
}
