/** How a result would scatter if the measurements were made again (JCGM 101): informs, never decides. */
export interface Draws {
  readonly format: 'plumbline-draws/1'
  readonly count: number
  /** SHA-256 of the standard's hash and the evidence's hash: nobody can pick a seed */
  readonly seed: string
  /** measures that were drawn from a distribution; all others stood at their estimate */
  readonly drawn: readonly string[]
  /** by result id: the share of draws for each level or word ("0.973"), or quantiles of a number */
  readonly results: Readonly<Record<string, DrawnResult>>
}

export type DrawnResult =
  | { readonly kind: 'shares'; readonly shares: Readonly<Record<string, string>> }
  | {
      readonly kind: 'quantiles'
      readonly p05: string
      readonly p50: string
      readonly p95: string
      readonly unknown: string
    }
