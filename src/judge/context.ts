import type { Expr, NodeProperty } from '../language/formula/tree.ts'
import type { Node } from '../language/standard.ts'
import type { Type } from '../language/types.ts'
import type { Reading } from './inputs.ts'
import type { Frame, NodeResult, Session } from './session.ts'
import type { ListValue, NodeRef, Num, Value } from './values.ts'

/** A variable of a macro, an `as`, or a function table's parameter. */
export interface Variables {
  readonly name: string
  readonly value: Value
  readonly next: Variables | undefined
}

/** Where a formula is evaluated. */
export interface Context {
  /** the evaluator itself, for the parts of it that formulas are evaluated inside of: calls, tables, macros, scores */
  readonly evaluate: (e: Expr, c: Context) => Value
  readonly session: Session
  readonly nodes: NodeJudge
  readonly frame: Frame
  readonly reading: Reading
  readonly node?: Node
  readonly value?: Value
  readonly level?: Value
  readonly trying?: Num
  readonly variables?: Variables | undefined
  /** how near irrational numbers are enclosed; set inside a rounding */
  readonly digits?: number
}

/** What formulas ask of nodes. */
export interface NodeJudge {
  context(frame: Frame, reading: Reading, node?: Node): Context
  result(id: string, frame: Frame, reading: Reading): NodeResult
  property(node: NodeRef, name: NodeProperty, reading: Reading, type: Type): Value
  /** level, else value, else satisfied as 1 and 0 */
  main(id: string, frame: Frame, reading: Reading): Value
  weight(id: string, frame: Frame, reading: Reading): Num
  parts(node: Node, frame: Frame, reading: Reading): ListValue
  leaves(node: Node, frame: Frame, reading: Reading): ListValue
}
