import { fenInWan, type MicroRow } from '../rows/row.ts'

/** Above scale: revenue of at least 2000 万元 in the year (industry and information services). Recalled, not read again. */
export const aboveScaleWan = 2000

/** Undefined where the revenue is not known, or the period is not a year. */
export function isAboveScale(row: MicroRow): boolean | undefined {
  const { revenue } = row.amounts
  return revenue === null || row.period.length > 4 ? undefined : revenue >= aboveScaleWan * fenInWan
}
