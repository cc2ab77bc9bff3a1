import { Exact } from '../../language/exact.ts'
import { na, nothing, truthNo, truthYes } from '../values.ts'
import { type Column, constant, isConst, NO, Program, YES } from './columns.ts'
import type { ColumnContext } from './context.ts'

export const notKnown: Column = constant({ k: 'num', lo: Exact.minusInfinity, hi: Exact.infinity, why: ['unknown'] })

export function logic(
  parts: Column[],
  c: ColumnContext,
  fold: (p: Program, parts: readonly Column[]) => Column,
  decided: number,
): Column {
  const live = parts.filter((x) => !(isConst(x) && x.v.k === 'na'))
  if (live.length === 0) return constant(na(nothing))
  for (const x of live) if (isConst(x) && Program.truth(x.v) === decided) return x
  const rest = live.filter((x) => !(isConst(x) && Program.truth(x.v) === (decided === NO ? YES : NO)))
  if (rest.length === 0) return live[0]!
  // a part that always holds still makes the whole applicable
  const padded = rest.length < live.length ? [constant(decided === NO ? truthYes : truthNo), ...rest] : rest
  return fold(c.judge.program, padded)
}
