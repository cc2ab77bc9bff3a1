/**
 * What a judge is given: plain JSON, so that anybody can write it, hash it and judge again.
 *
 * Numbers are decimal text ("0.985"), ratios of counts are written as such ("985/1000") and stay exact;
 * a JSON number is read by its shortest decimal form. NaN and infinities are refused.
 */

export type EvidenceClass = 'none' | 'claim' | 'document' | 'record' | 'recomputed' | 'measured'

export type Party = 'first' | 'second' | 'third'

/** A declared value. `null` and an absent key mean the same: not known. */
export type Declared =
  | string
  | number
  | boolean
  | null
  | readonly Declared[]
  | { readonly [key: string]: Declared | undefined }

/** One-sided bounds at a confidence ("0.95"): the true value is at least `lower`, and at most `upper`, each at that confidence. */
export interface Bounds {
  readonly confidence: string
  readonly lower: string
  readonly upper: string
}

/** How a quantity would scatter if it were measured again; used for draws only, never for the verdict. */
export type Distribution =
  | { readonly kind: 'beta'; readonly a: string; readonly b: string }
  | { readonly kind: 'gamma'; readonly shape: string; readonly rate: string }
  | { readonly kind: 'normal'; readonly mean: string; readonly sd: string }
  | { readonly kind: 'samples'; readonly values: readonly string[] }

/** A measured number with its uncertainty. A plain value stands for a quantity that is known exactly (a count, a yes or no). */
export interface Estimate {
  readonly value: string | number
  readonly n?: number
  readonly bounds?: readonly Bounds[]
  /** short form for hand-written cases: bounds that hold at whatever confidence the standard asks */
  readonly lower?: string | number
  readonly upper?: string | number
  readonly distribution?: Distribution
}

export type Quantity =
  | string
  | number
  | boolean
  | null
  | Estimate
  | readonly (string | { readonly [field: string]: Quantity })[]

/** What an instrument, a set of records or another standard's judgement determined for one `measure` of a standard. */
export interface Measurement {
  /** how many independent observations; compared with the measure's `minimum` */
  readonly n?: number
  readonly evidence?: EvidenceClass
  readonly quantities: Readonly<Record<string, Quantity>>
}

/** What an assessor found for a requirement with `check:`. `satisfied: null` means looked at, not decided. */
export interface Finding {
  readonly satisfied: boolean | null
  readonly evidence?: EvidenceClass
  readonly waived?: boolean
  readonly note?: string
}

export interface Assessment {
  /** day of judgement, ISO 8601 calendar date */
  readonly date: string
  readonly party: Party
}

/** Public holidays and make-up working days; weekends need not be listed. */
export interface Calendar {
  readonly off: readonly string[]
  readonly work: readonly string[]
}

export interface Evidence {
  readonly facts: Readonly<Record<string, Declared>>
  readonly measures: Readonly<Record<string, Measurement>>
  readonly findings: Readonly<Record<string, Finding>>
  readonly assessment: Assessment
  readonly calendar?: Calendar
}
