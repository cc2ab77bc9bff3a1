/** How enterprises are classed: the words of one row. */
export declare const columns: readonly ['layer', 'subclass', 'level', 'kind', 'section', 'class', 'size', 'district']
export type Column = (typeof columns)[number]
/** What is added up: money in whole fen, people as heads. */
export declare const moneyMeasures: readonly ['revenue', 'aiRevenue', 'research', 'aiResearch']
export declare const headMeasures: readonly ['staff', 'aiStaff']
export type Amount = (typeof moneyMeasures)[number] | (typeof headMeasures)[number]
export declare const amounts: readonly Amount[]
/** `enterprises` counts them. */
export type Measure = Amount | 'enterprises'
export declare const measures: readonly Measure[]
/** The word of a column that nobody has determined. */
export declare const unknownWord = 'unknown'
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
export declare const contributorOf: (row: MicroRow) => string
export declare const yearOf: (period: string) => number
/** The year before, or the same quarter a year before. */
export declare const before: (period: string) => string
/** 1 fen is a millionth of 万元. */
export declare const fenInWan = 1000000
/**
 * Decimal text in 万元 as whole fen; undefined where it is negative, finer than a fen, no number or above 9,000,000,000 万元 (where whole
 * numbers of this machine end).
 */
export declare function fenOf(wan: string | number): number | undefined
/** Whole fen as decimal text in 万元, without zeros at the end. */
export declare function wanOf(fen: number): string
