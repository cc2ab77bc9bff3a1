import type { Problem } from '../../language/problem.ts'
import type { Row } from '../network.ts'

/** What may be wrong with mappings, by the number that reviewers use. Source: Plumbline. */
export type Rule = 'X1' | 'X2' | 'X3' | 'X4' | 'X5' | 'X6' | 'X7' | 'X8' | 'X9' | 'X10' | 'X11' | 'X12'

export interface Lint {
  readonly rule: Rule
  readonly problem: Problem
  readonly set: string
  /** none where it is about the whole set */
  readonly mapping?: string
  /** the other rows that it is about */
  readonly others?: readonly { readonly set: string; readonly mapping: string }[]
}

export interface LintOptions {
  /** titles less alike than this are different; 0.55 where nothing is said */
  readonly likeness?: number
  /** keys (framework#id) of requirements whose text changed after the sets were approved */
  readonly changed?: ReadonlySet<string>
  /** how far contradictions are looked for; 2 where nothing is said */
  readonly hops?: number
}

export const at = ({ set, mapping }: Row) => ({ path: `${set.id}/${mapping.id}` })
export const told = (rule: Rule, row: Row, given: Problem, others: readonly Row[] = []): Lint => ({
  rule,
  problem: given,
  set: row.set.id,
  mapping: row.mapping.id,
  ...(others.length === 0 ? {} : { others: others.map((o) => ({ set: o.set.id, mapping: o.mapping.id })) }),
})
