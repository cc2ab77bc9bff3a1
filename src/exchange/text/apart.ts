import { at, type View } from './view.ts'

const FEW = 3

/**
 * Siblings as a reader wants them: those that do not apply are set apart where there are at least three, so that a standard for many kinds
 * of object stays readable for one. Nothing is left out.
 */
export function setApart(
  view: View,
  paths: readonly string[],
): { readonly here: readonly string[]; readonly apart: readonly string[] } {
  const away = paths.filter((p) => at(view, p)?.judged.applies === 'no')
  return away.length < FEW ? { here: paths, apart: [] } : { here: paths.filter((p) => !away.includes(p)), apart: away }
}
