import type { Reduction } from '../instruments/contract.ts'
import type { Axis, BarsPicture, CurvePicture, MatrixPicture, Picture } from '../instruments/picture.ts'
import type { Draws } from '../judge/draws-result.ts'
import type { Declared, Finding, Party } from '../judge/evidence.ts'
import type { Judgement } from '../judge/judgement.ts'
import type { SamplesNeeded } from '../judge/samples.ts'
import type { Problem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import type { Text } from '../language/text.ts'
import type { Produced } from './produced.ts'

export type { Axis, BarsPicture, CurvePicture, MatrixPicture, Picture, Produced }

/** What one measure of the standard came to, and what it cost. */
export interface MeasureReport extends Reduction {
  readonly measure: string
  readonly instrument: string
  readonly version: string
  readonly method: { readonly title: Text; readonly source: string }
  /** what the quantities are called; absent in bundles made before names were kept */
  readonly produces?: readonly Produced[]
  /** work items: planned, answered, and set-up errors by code (never scored against the subject) */
  readonly items: {
    readonly planned: number
    readonly answered: number
    readonly errors: Readonly<Record<string, number>>
  }
  /** why the run is invalid, if it is */
  readonly invalid?: Problem
}

/** Everything a report says, as facts; sentences are made when it is rendered, in the reader's language. */
export interface Report {
  readonly standard: Standard
  readonly subject: {
    readonly id: string
    readonly title: Text
    readonly version: string
    readonly facts: Readonly<Record<string, Declared>>
  }
  readonly assessment: { readonly date: string; readonly party: Party }
  readonly findings: Readonly<Record<string, Finding>>
  readonly measures: readonly MeasureReport[]
  readonly judgement: Judgement
  readonly draws?: Draws
  /** sample sizes that would decide what sampling alone keeps open */
  readonly needed?: SamplesNeeded
  /** for whom it is laid out, a key of the standard's `views` */
  readonly view?: string
  readonly tool: { readonly name: string; readonly version: string }
}
