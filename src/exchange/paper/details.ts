/** What the cover shows and the file of a standard does not hold. Each may be missing: the cover then leaves it to be filled in. */
export interface CoverDetails {
  /** International Classification for Standards, such as 35.240 */
  readonly ics?: string
  /** Chinese Classification for Standards, such as L 70 */
  readonly ccs?: string
  readonly number?: string
  readonly filing?: string
  /** days, ISO 8601 */
  readonly issued?: string
  readonly effective?: string
  /** such as `NEQ ISO/IEC 42001:2023` */
  readonly degree?: string
}
