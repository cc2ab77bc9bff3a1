import { notDetermined, type ResultOutcome } from '../../judge/back-test/outcome.ts'
import type { Quantity } from '../../judge/evidence.ts'
import { type Amount, fenOf, type MicroRow, unknownWord } from '../rows/row.ts'
import { sizeClass } from './size-class.ts'

/** The results of a standard that enterprises are classed by, if it has them. */
export const classingResults = ['kind', 'layer', 'subClass', 'grade', 'standing'] as const
export type ClassingResult = (typeof classingResults)[number]

export interface Filed {
  readonly id: string
  readonly controller?: string
  /** the accounting year */
  readonly period: string
  readonly asOf?: string
  /** what `enterprise/filing` gives */
  readonly quantities: Readonly<Record<string, Quantity>>
}

const ofYear: Readonly<Partial<Record<Amount, string>>> = {
  revenue: 'revenue',
  aiRevenue: 'aiRevenue',
  research: 'research',
  aiResearch: 'aiResearch',
}

/** One enterprise as it was judged. What is not determined is `unknown`; an amount that nobody gave is null. */
export function microRow(filed: Filed, outcomes: Readonly<Partial<Record<ClassingResult, ResultOutcome>>>): MicroRow {
  const q = filed.quantities
  const last = Array.isArray(q.years) ? (q.years.at(-1) as Readonly<Record<string, Quantity>> | undefined) : undefined
  const money = (name: Amount): number | null => {
    const given = last?.[ofYear[name]!]
    return typeof given === 'string' || typeof given === 'number' ? (fenOf(given) ?? null) : null
  }
  const heads = (name: 'staff' | 'aiStaff'): number | null => {
    const given = q[name]
    const n = typeof given === 'string' || typeof given === 'number' ? Number(given) : Number.NaN
    return Number.isSafeInteger(n) && n >= 0 ? n : null
  }
  const word = (r: ClassingResult): string => {
    const name = outcomes[r]?.name
    return name === undefined || name === notDetermined ? unknownWord : name
  }
  const text = (name: string): string => (typeof q[name] === 'string' ? (q[name] as string) : unknownWord)
  const industry = text('industry')
  const [staff, revenue] = [heads('staff'), last?.revenue]
  const layer = word('layer')
  return {
    id: filed.id,
    ...(filed.controller === undefined ? {} : { controller: filed.controller }),
    period: filed.period,
    ...(filed.asOf === undefined ? {} : { asOf: filed.asOf }),
    words: {
      layer,
      // sub-classes are nodes named s and their code
      subclass: word('subClass').replace(/^s(?=[A-Z]\d$)/, ''),
      level: outcomes.standing?.name === 'no-grade' ? unknownWord : word('grade'),
      kind: word('kind'),
      section: industry === unknownWord ? unknownWord : industry.slice(0, 1),
      class: industry,
      size:
        staff === null || (typeof revenue !== 'string' && typeof revenue !== 'number')
          ? unknownWord
          : sizeClass(industry, staff, Number(revenue)),
      district: text('district'),
    },
    amounts: {
      revenue: money('revenue'),
      aiRevenue: money('aiRevenue'),
      research: money('research'),
      aiResearch: money('aiResearch'),
      staff,
      aiStaff: heads('aiStaff'),
    },
  }
}
