/** How enterprises are classed: the words of one row. */
export const columns = ['layer', 'subclass', 'level', 'kind', 'section', 'class', 'size', 'district']
/** What is added up: money in whole fen, people as heads. */
export const moneyMeasures = ['revenue', 'aiRevenue', 'research', 'aiResearch']
export const headMeasures = ['staff', 'aiStaff']
export const amounts = [...moneyMeasures, ...headMeasures]
export const measures = ['enterprises', ...amounts]
/** The word of a column that nobody has determined. */
export const unknownWord = 'unknown'
export const contributorOf = (row) => row.controller ?? row.id
export const yearOf = (period) => Number(period.slice(0, 4))
/** The year before, or the same quarter a year before. */
export const before = (period) => `${yearOf(period) - 1}${period.slice(4)}`
/** 1 fen is a millionth of 万元. */
export const fenInWan = 1_000_000
/**
 * Decimal text in 万元 as whole fen; undefined where it is negative, finer than a fen, no number or above 9,000,000,000 万元 (where whole
 * numbers of this machine end).
 */
export function fenOf(wan) {
  const m = /^(\d+)(?:\.(\d+))?$/.exec(String(wan).trim())
  if (!m) return undefined
  const fraction = (m[2] ?? '').replace(/0+$/, '')
  if (fraction.length > 6) return undefined
  const fen = Number(m[1]) * fenInWan + Number(fraction.padEnd(6, '0'))
  return fen <= 9e15 ? fen : undefined
}
/** Whole fen as decimal text in 万元, without zeros at the end. */
export function wanOf(fen) {
  const whole = Math.floor(fen / fenInWan)
  const rest = `${fen - whole * fenInWan}`.padStart(6, '0').replace(/0+$/, '')
  return rest === '' ? `${whole}` : `${whole}.${rest}`
}
//# sourceMappingURL=row.js.map
