/** How enterprises are classed: the words of one row. */
export const columns = ['layer', 'subclass', 'level', 'kind', 'section', 'class', 'size', 'district'] as const
export type Column = (typeof columns)[number]

/** What is added up: money in whole fen, people as heads. */
export const moneyMeasures = ['revenue', 'aiRevenue', 'research', 'aiResearch'] as const
export const headMeasures = ['staff', 'aiStaff'] as const
export type Amount = (typeof moneyMeasures)[number] | (typeof headMeasures)[number]
export const amounts: readonly Amount[] = [...moneyMeasures, ...headMeasures]
/** `enterprises` counts them. */
export type Measure = Amount | 'enterprises'
export const measures: readonly Measure[] = ['enterprises', ...amounts]

/** The word of a column that nobody has determined. */
export const unknownWord = 'unknown'

/** One enterprise in one period: what the tables are made of. Confidential. */
export interface MicroRow {
  /** unified social credit code */
  readonly id: string
  /** who controls it, where that is somebody else: enterprises of one controller count as one contributor */
  readonly controller?: string
  /** a year, `2025`, or a quarter of one, `2025Q1` */
  readonly period: string
  /** the day from which this is what is known (ISO 8601); a later one for the same enterprise and period replaces it */
  readonly asOf?: string
  readonly words: Readonly<Record<Column, string>>
  /** whole units, 0 or more; null where it is not known, which is not 0 */
  readonly amounts: Readonly<Record<Amount, number | null>>
}

export const contributorOf = (row: MicroRow): string => row.controller ?? row.id

export const yearOf = (period: string): number => Number(period.slice(0, 4))

/** The year before, or the same quarter a year before. */
export const before = (period: string): string => `${yearOf(period) - 1}${period.slice(4)}`

/** 1 fen is a millionth of 万元. */
export const fenInWan = 1_000_000

/**
 * Decimal text in 万元 as whole fen; undefined where it is negative, finer than a fen, no number or above 9,000,000,000 万元 (where whole
 * numbers of this machine end).
 */
export function fenOf(wan: string | number): number | undefined {
  const m = /^(\d+)(?:\.(\d+))?$/.exec(String(wan).trim())
  if (!m) return undefined
  const fraction = (m[2] ?? '').replace(/0+$/, '')
  if (fraction.length > 6) return undefined
  const fen = Number(m[1]) * fenInWan + Number(fraction.padEnd(6, '0'))
  return fen <= 9e15 ? fen : undefined
}

/** Whole fen as decimal text in 万元, without zeros at the end. */
export function wanOf(fen: number): string {
  const whole = Math.floor(fen / fenInWan)
  const rest = `${fen - whole * fenInWan}`.padStart(6, '0').replace(/0+$/, '')
  return rest === '' ? `${whole}` : `${whole}.${rest}`
}
