import type { Exact } from '../exact.ts'
import type { Type } from '../types.ts'

/** Where a sub-expression stands in its formula, as offsets into the formula's text. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type CompareSign = '<' | '<=' | '>' | '>=' | '==' | '!='
export type ArithSign = '+' | '-' | '*' | '/' | '%'
export type Macro = 'all' | 'exists' | 'filter' | 'map'

/** A checked formula: plain data, every name resolved, every node typed. Both evaluators read this tree. */
export type Expr = Span & { readonly type: Type; readonly text?: string } & (
    | { readonly op: 'number'; readonly value: Exact }
    | { readonly op: 'word'; readonly value: string }
    | { readonly op: 'yes-no'; readonly value: boolean }
    | { readonly op: 'list'; readonly items: readonly Expr[] }
    | { readonly op: 'subject' }
    | { readonly op: 'measure'; readonly measure: string }
    | { readonly op: 'today' }
    | { readonly op: 'party' }
    | { readonly op: 'table'; readonly table: string; readonly args: readonly Expr[] }
    | { readonly op: 'node'; readonly id: string }
    | { readonly op: 'own'; readonly what: 'of' | 'leaves' | 'value' | 'level' | 'trying' }
    | { readonly op: 'variable'; readonly name: string }
    | { readonly op: 'property'; readonly of: Expr; readonly name: NodeProperty }
    | { readonly op: 'field'; readonly of: Expr; readonly name: string }
    | { readonly op: 'index'; readonly of: Expr; readonly at: number }
    | { readonly op: 'not' | 'negate'; readonly arg: Expr }
    | { readonly op: 'and' | 'or'; readonly args: readonly Expr[] }
    | { readonly op: 'arith'; readonly sign: ArithSign; readonly a: Expr; readonly b: Expr }
    | { readonly op: 'compare'; readonly sign: CompareSign; readonly a: Expr; readonly b: Expr }
    | { readonly op: 'in'; readonly a: Expr; readonly b: Expr }
    | { readonly op: 'if'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
    | { readonly op: 'macro'; readonly macro: Macro; readonly list: Expr; readonly as: string; readonly body: Expr }
    | { readonly op: 'call'; readonly fn: string; readonly args: readonly Expr[] }
  )

export const nodeProperties = [
  'value',
  'level',
  'satisfied',
  'applies',
  'weight',
  'at',
  'says',
  'id',
  'of',
  'leaves',
  'determined',
  'coverage',
  'sufficient',
  'evidence',
] as const
export type NodeProperty = (typeof nodeProperties)[number]

/** The direct sub-expressions. */
export function parts(e: Expr): readonly Expr[] {
  switch (e.op) {
    case 'list':
      return e.items
    case 'table':
    case 'and':
    case 'or':
    case 'call':
      return e.args
    case 'property':
    case 'field':
    case 'index':
      return [e.of]
    case 'not':
    case 'negate':
      return [e.arg]
    case 'arith':
    case 'compare':
    case 'in':
      return [e.a, e.b]
    case 'if':
      return [e.test, e.yes, e.no]
    case 'macro':
      return [e.list, e.body]
    default:
      return []
  }
}

/** Every sub-expression, outermost first. */
export function* walk(e: Expr): Generator<Expr> {
  yield e
  for (const p of parts(e)) yield* walk(p)
}
