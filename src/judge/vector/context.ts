import type { Column, ColumnFrame } from './columns.ts'
import type { ColumnJudge } from './nodes.ts'

/** Where a formula is compiled to columns. */
export interface ColumnContext {
  readonly judge: ColumnJudge
  readonly frame: ColumnFrame
  readonly node?: string
  readonly value?: Column
  readonly level?: Column
  readonly trying?: Column
  readonly variables?: ColumnVariables | undefined
}

export interface ColumnVariables {
  readonly name: string
  readonly value: Column
  readonly next: ColumnVariables | undefined
}
