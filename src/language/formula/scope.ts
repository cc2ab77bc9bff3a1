import type { Exact } from '../exact.ts'
import type { Type } from '../types.ts'
import type { FormulaProblem } from './parse.ts'
import type { NodeProperty } from './tree.ts'

/** What a bare name stands for. */
export type Meaning =
  | { readonly is: 'subject'; readonly type: Type }
  | { readonly is: 'assessment' }
  | { readonly is: 'measure'; readonly measure: string; readonly type: Type }
  | {
      readonly is: 'table'
      readonly table: string
      readonly type: Type
      readonly given: readonly { name: string; type: Type }[]
    }
  | { readonly is: 'node'; readonly id: string }
  | { readonly is: 'level'; readonly scale: string; readonly number: Exact }
  | { readonly is: 'own'; readonly what: 'of' | 'leaves' | 'value' | 'level' | 'trying'; readonly type: Type }
  | { readonly is: 'variable'; readonly type: Type }

/** What a formula may name where it stands. */
export interface Scope {
  resolve(name: string): Meaning | undefined
  /** every name that would resolve, to suggest the nearest */
  names(): Iterable<string>
  /** the type of a property of a node, or why it has none */
  property(id: string, name: NodeProperty): Type | { readonly why: string }
  /** nodes judged for each item of a list, by name, seen as fields of the item */
  itemNode(each: string, name: string): string | undefined
  itemNames(each: string): Iterable<string>
  /** two scales have their own order: are these words all levels of one scale? */
  scaleNumber(scale: string, level: string): Exact | undefined
  report(p: FormulaProblem): void
}
