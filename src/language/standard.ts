import type { Exact } from './exact.ts'
import type { Expr } from './formula/tree.ts'
import type { Place } from './problem.ts'
import type { Text } from './text.ts'
import type { Type } from './types.ts'

/** How uncertainty is read: the estimate itself, or every value between the one-sided bounds at a confidence. */
export type Decision = { readonly kind: 'point' } | { readonly kind: 'guarded'; readonly confidence: string }

export type Authority = 'official' | 'public-draft' | 'reference-profile'

export interface Source {
  readonly title: string
  readonly status?: string
  readonly kind?: string
  readonly note?: string
}

export interface LevelDef {
  readonly scale: string
  readonly id: string
  readonly number: Exact
  readonly title: Text
}

export interface Scale {
  readonly id: string
  /** lowest number first */
  readonly levels: readonly LevelDef[]
  readonly better: 'higher' | 'lower'
}

export interface Measure {
  readonly id: string
  readonly title: Text
  readonly instrument?: string
  readonly standard?: string
  readonly with: Readonly<Record<string, unknown>>
  readonly minimum?: number
  readonly confidence?: string
  readonly gives: ReadonlyMap<string, Type>
}

/** A cell of a rule: a test on one input, or `undefined` for `any`. */
export type Cell =
  | { readonly kind: 'any' }
  | { readonly kind: 'compare'; readonly sign: '<' | '<=' | '>' | '>=' | '==' | '!='; readonly limit: Exact }
  | {
      readonly kind: 'between'
      readonly lo: Exact
      readonly hi: Exact
      readonly loOpen: boolean
      readonly hiOpen: boolean
    }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'yes-no'; readonly is: boolean }
  | { readonly kind: 'either'; readonly cells: readonly Cell[] }

export interface Rule {
  /** one cell an input; empty when `test` decides */
  readonly cells: readonly Cell[]
  /** a whole condition, in tables without inputs; absent for `any` */
  readonly test?: Expr
  readonly out: readonly Expr[]
  readonly place?: Place
}

/** A DMN decision table, first matching rule. With `given` it is a function. */
export interface Table {
  readonly id: string
  readonly given: readonly string[]
  readonly inputs: readonly Expr[]
  /** names of a record's fields; empty for a single output */
  readonly out: readonly string[]
  readonly rules: readonly Rule[]
  readonly unique: boolean
  /** types of the outputs, one each */
  readonly types: readonly Type[]
}

export interface Rung {
  readonly level: LevelDef
  readonly holds: Expr
  readonly decision?: Decision
}

/** How a node comes to its level: its value is a number of the scale, or the highest level whose conditions hold so far. */
export interface LevelRule {
  readonly scale: Scale
  /** absent when the value itself is the number of a level; levels without a rung ask nothing */
  readonly ladder?: readonly Rung[]
}

export type Step = {
  readonly when?: Expr
  readonly because?: Text
  readonly from?: readonly string[]
  readonly place?: Place
} & (
  | { readonly does: 'at-most' | 'at-least' | 'add' | 'set'; readonly amount: Expr }
  | { readonly does: 'round'; readonly digits: number }
)

export type Part = 'requirements' | 'indicators' | 'results'

/** Requirement, indicator, group, grade, classification: one shape (language.md, 1.1). */
export interface Node {
  readonly id: string
  readonly part: Part
  readonly clause?: string
  readonly title: Text
  readonly from: readonly string[]
  readonly place: Place
  /** the node it is written in, if any */
  readonly parent?: string
  /** the nearest `each` it is written in, if any: it is judged once for each of that list's items */
  readonly scope?: string
  readonly weight?: Expr
  readonly when?: Expr
  readonly says?: Expr
  readonly at?: { readonly scale: string; readonly level: LevelDef }
  readonly of: readonly string[]
  readonly each?: Expr
  readonly as?: string
  readonly holds?: Expr
  readonly check?: readonly string[]
  readonly value?: Expr
  readonly table?: Table
  readonly gives?: readonly string[]
  /** what a reader sees of a word that `gives` lists */
  readonly wordTitles?: ReadonlyMap<string, Text>
  readonly score?: readonly (readonly [Expr, Expr])[]
  readonly level?: LevelRule
  readonly adjust: readonly Step[]
  readonly decision?: Decision
  readonly qualifies: readonly string[]
  readonly waivable: boolean
  /** the type of `.value`, if it has one */
  readonly type?: Type
}

/** What comes first for one kind of reader; nothing is left out. */
export interface Layout {
  readonly title: Text
  /** ids of top nodes; the first result among them is the headline */
  readonly first: readonly string[]
}

/** A piece of a canonical form: text, lists and maps only. */
export type Form = string | readonly Form[] | { readonly [key: string]: Form }

/** A checked standard: immutable, and nothing in it can run code. */
export interface Standard {
  readonly id: string
  readonly edition: string
  readonly title: Text
  /** its own text and that of every standard it extends, by file name: enough to load it again */
  readonly files: ReadonlyMap<string, string>
  readonly designation?: string
  readonly level?: string
  readonly jurisdiction?: string
  readonly body?: Text
  readonly stage?: Text
  readonly authority: Authority
  readonly subject: string
  readonly sources: ReadonlyMap<string, Source>
  readonly decision: Decision
  readonly calendar?: string
  /** the standard whose sample banks stand in where the subject brings none, if not this one */
  readonly banks?: string
  readonly facts: ReadonlyMap<string, Type>
  readonly factTitles: ReadonlyMap<string, Text>
  readonly measures: ReadonlyMap<string, Measure>
  readonly scales: ReadonlyMap<string, Scale>
  readonly tables: ReadonlyMap<string, Table>
  readonly nodes: ReadonlyMap<string, Node>
  readonly requirements: readonly string[]
  readonly indicators: readonly string[]
  readonly results: readonly string[]
  /** for whom a report may be laid out, and what then comes first */
  readonly views: ReadonlyMap<string, Layout>
  readonly validity: { readonly months?: number; readonly reassessOn: readonly Text[] }
  /** every one-sided confidence that some reading asks for, such as "0.95" */
  readonly confidences: readonly string[]
  /** the canonical form, with what it extends written in: two standards with the same form are the same */
  readonly form: Form
  /** SHA-256 of the canonical form: what a report cites */
  readonly hash: string
  readonly extends?: {
    readonly id: string
    readonly edition: string
    readonly hash: string
    readonly deviations: readonly Deviation[]
  }
}

export interface Deviation {
  readonly path: string
  readonly kind: 'added' | 'tightened' | 'changed' | 'left-out'
  readonly because?: Text
}

/** Evidence classes are a scale of their own, weakest first. */
export const evidenceScaleId = 'evidence'
export const evidenceClasses = ['none', 'claim', 'document', 'record', 'recomputed', 'measured'] as const
/** Who assesses: `assessment.party`. */
export const partyScaleId = 'party'
export const parties = ['first', 'second', 'third'] as const
