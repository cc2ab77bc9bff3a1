/** When a cell may say too much of one contributor, and how far a suppressed one has to stay open. Shares are from 0 to 1. */
export interface ConfidentialityRules {
  /** fewer contributors than this are too few; 3, 5 or 10 are usual */
  readonly contributors: number
  /** the largest may hold no more than this share */
  readonly largest: number
  /** nor the two largest together more than this */
  readonly two: number
  /** what the second largest cannot tell apart must be at least this share of the largest */
  readonly rest: number
  /** how far from its value, as a share of it, a suppressed cell must be possible on both sides */
  readonly open: number
}

/** Our own reading of the duty not to let a single respondent be recognised or inferred; shown as such wherever it is used. */
export const usualRules: ConfidentialityRules = { contributors: 3, largest: 0.75, two: 0.85, rest: 0.1, open: 0.1 }
