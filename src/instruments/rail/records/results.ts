import { type Intake, isIntake } from '../../intake.ts'

/** Rows in the order of their ids, whatever order they come in, and what was said of the files. */
export function rowsAndIntake<R extends object>(
  results: Iterable<{ readonly id: string; readonly result: R | Intake }>,
): { readonly rows: readonly R[]; readonly intake: Intake | undefined } {
  const rows: { readonly id: string; readonly result: R }[] = []
  let intake: Intake | undefined
  for (const { id, result } of results) {
    if (isIntake(result)) intake = result
    else rows.push({ id, result })
  }
  rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { rows: rows.map((r) => r.result), intake }
}
