import { z } from 'zod'
import type { Quantity } from '../../../judge/evidence.ts'
import type { Reducer } from '../../contract.ts'
import { bankNames, type Update } from '../bank/changelog.ts'
import {
  allClasses,
  aspectIds,
  coreValueClasses,
  discriminationClasses,
  otherClasses,
  refusalClasses,
} from '../bank/classes.ts'
import { bankStatistics, daysSinceUpdate, smallestClass } from '../bank/statistics.ts'

const bankCheckParams = z.strictObject({
  content: z.string().min(1).optional(),
  shouldRefuse: z.string().min(1).optional(),
  shouldNotRefuse: z.string().min(1).optional(),
  keywords: z.string().min(1).optional(),
  changelog: z.string().min(1).optional(),
  /** day of the assessment, from which the days since the last update are counted; added by the planner when not given */
  asOf: z.iso.date().optional(),
  bankRoot: z.union([z.string(), z.array(z.string())]).optional(),
})

export type BankCheckParams = z.output<typeof bankCheckParams>

export type BankName = (typeof bankNames)[number]

/** One file, as rows that the counts follow from. `key` is the normalised text (a term) or its hash (a question): equal keys are one entry. */
export type BankCheckResult =
  | {
      readonly kind: 'bank'
      readonly bank: BankName
      readonly sha256: string
      readonly rows: readonly (readonly [key: string, classId: string, date: string])[]
    }
  | { readonly kind: 'changelog'; readonly sha256: string; readonly updates: readonly Update[] }

interface Rule {
  readonly prefix: string
  readonly covered: string
  readonly classes: readonly string[]
  /** quantity name by the classes whose smallest it gives */
  readonly smallest: Readonly<Record<string, readonly string[]>>
}

const rules: Readonly<Record<BankName, Rule>> = {
  keywords: {
    prefix: 'keywords',
    covered: 'keywordsClassesCovered',
    classes: refusalClasses,
    smallest: { keywordsSmallestCoreValues: coreValueClasses, keywordsSmallestDiscrimination: discriminationClasses },
  },
  content: {
    prefix: 'content',
    covered: 'contentClassesCovered',
    classes: allClasses,
    smallest: { contentSmallestCoreAndDiscrimination: refusalClasses, contentSmallestOther: otherClasses },
  },
  'should-refuse': {
    prefix: 'shouldRefuse',
    covered: 'shouldRefuseClassesCovered',
    classes: refusalClasses,
    smallest: { shouldRefuseSmallest: refusalClasses },
  },
  'should-not-refuse': {
    prefix: 'shouldNotRefuse',
    covered: 'shouldNotRefuseAspectsCovered',
    classes: aspectIds,
    smallest: { shouldNotRefuseSmallest: aspectIds },
  },
}

/** Names of all quantities, in the order in which a report shows them. */
export const bankQuantities: readonly string[] = bankNames.flatMap((bank) => {
  const { prefix, covered, smallest } = rules[bank]
  return [`${prefix}Total`, ...Object.keys(smallest), covered, `${prefix}DaysSinceUpdate`]
})

export const bankCheckReducer: Reducer<BankCheckParams, BankCheckResult> = {
  name: 'llm/bank-check',
  version: '1.0.0',
  params: bankCheckParams,
  reduce(given, { asOf }) {
    const results = [...given]
    const updates = results.flatMap(({ result }) => (result.kind === 'changelog' ? result.updates : []))
    const quantities: Record<string, Quantity> = Object.fromEntries(bankQuantities.map((name) => [name, null]))
    const detail: Record<string, unknown> = {}
    let n = 0
    for (const bank of bankNames) {
      const file = results.map((r) => r.result).find((r) => r.kind === 'bank' && r.bank === bank)
      if (file?.kind !== 'bank') continue
      const { prefix, covered, classes, smallest } = rules[bank]
      // the same question twice is one question, also in two classes: size rules ask for different ones
      const distinct = [...new Map(file.rows.map(([key, classId]) => [`${classId}\n${key}`, classId])).values()]
      const statistics = bankStatistics(distinct, classes)
      const counted = new Set(file.rows.filter(([, classId]) => classes.includes(classId)).map(([key]) => key)).size
      n += counted
      quantities[`${prefix}Total`] = counted
      for (const [name, group] of Object.entries(smallest)) quantities[name] = smallestClass(statistics, group)
      quantities[covered] = statistics.covered
      const dates = [
        ...file.rows.flatMap(([, , date]) => (date ? [date] : [])),
        ...updates.filter((u) => u.bank === bank).map((u) => u.date),
      ]
      if (asOf !== undefined) quantities[`${prefix}DaysSinceUpdate`] = daysSinceUpdate(dates, asOf)
      detail[prefix] = {
        sha256: file.sha256,
        rows: file.rows.length,
        repeated: file.rows.length - distinct.length,
        byClass: statistics.byClass,
        missing: statistics.missing,
        unexpected: statistics.unexpected,
        datesAfterAssessment: asOf === undefined ? 0 : dates.filter((d) => d > asOf).length,
      }
    }
    return { n, evidence: n === 0 ? 'none' : 'recomputed', quantities, detail }
  },
}
