/** A filing as JSON. Amounts are decimal text in 万元; what is absent or null is unknown, never 0. */
export interface FilingRecord {
  readonly uscc: string
  readonly name: string
  readonly district: string
  readonly gbt4754: string
  readonly registeredOn?: string | null
  readonly reports: readonly YearRecord[]
  /** answers to queries */
  readonly explanations?: readonly Explanation[]
  readonly [other: string]: unknown
}

export interface YearRecord {
  readonly year: number
  /** "Y" (the default) a whole year; quarters and months are kept and not judged */
  readonly period?: string
  readonly [field: string]: unknown
}

/** What somebody says to a query: a query with an explanation is not counted. */
export interface Explanation {
  readonly rule: string
  readonly field: string
  readonly year: number
  readonly text: string
}

/** A filing whose form is right. Amounts in 万元 as decimal text. */
export interface Filing {
  readonly uscc: string
  readonly name: string
  readonly district: string
  readonly industry: string
  readonly registeredOn: string | null
  /** whole years that follow one another, oldest first, at most three: the last is judged */
  readonly years: readonly FilingYear[]
  readonly explanations: readonly Explanation[]
}

export interface FilingYear {
  /** path of its report in the record */
  readonly at: string
  readonly year: number
  /** by the key of the field; absent: unknown */
  readonly amounts: ReadonlyMap<string, string>
  readonly counts: ReadonlyMap<string, number>
  /** by the key of the split, then by sub-class */
  readonly splits: ReadonlyMap<string, ReadonlyMap<string, string>>
}
