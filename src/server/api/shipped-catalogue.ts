import { type OpenCatalogue, openCatalogue } from '../../exchange/catalogue/shipped.ts'
import { ProblemError } from '../../language/problem.ts'

let opened: OpenCatalogue | undefined

/** What ships with this version: it is read when it is first asked for, and changes with the next version alone. */
export function shippedCatalogue(): OpenCatalogue {
  if (opened) return opened
  const read = openCatalogue()
  if (!read.ok) throw new ProblemError(read.problems)
  opened = read.value
  return opened
}
