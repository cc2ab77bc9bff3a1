import type { Quantity } from '../../../judge/evidence.ts'
import type { Reduction } from '../../contract.ts'
import type { bankNames, Update } from '../../llm/bank/changelog.ts'
import { bankStatistics, daysSinceUpdate, smallestClass } from '../../llm/bank/statistics.ts'

export type BankName = (typeof bankNames)[number]

/** Part of a file, as rows that the counts follow from: one class of a bank, or the change log. */
export type BankResult =
  | {
      readonly kind: 'bank'
      readonly bank: BankName
      /** of the whole file */
      readonly sha256: string
      readonly classId: string
      /** `key` is the normalised text (a term) or its hash (a question): equal keys are one entry */
      readonly rows: readonly (readonly [key: string, date: string])[]
      /** of a question bank: how many of the rows are never published */
      readonly heldOut?: number
    }
  | { readonly kind: 'changelog'; readonly sha256: string; readonly updates: readonly Update[] }

/** What is counted of a bank, and under which names. */
export interface BankRule {
  readonly bank: BankName
  readonly total: string
  readonly covered: string
  readonly age: string
  readonly classes: readonly string[]
  /** quantity name by the classes whose smallest it gives */
  readonly smallest: Readonly<Record<string, readonly string[]>>
}

/** Names of the quantities of a rule, in the order in which a report shows them. */
const quantitiesOf = ({ total, smallest, covered, age }: BankRule): readonly string[] => [
  total,
  ...Object.keys(smallest),
  covered,
  age,
]

/** Counts banks from their rows. A bank without a file leaves its quantities unknown. */
export function reduceBanks(
  given: Iterable<{ readonly result: BankResult }>,
  rules: readonly BankRule[],
  asOf: string | undefined,
): Reduction {
  const results = Array.from(given, ({ result }) => result)
  const updates = results.flatMap((result) => (result.kind === 'changelog' ? result.updates : []))
  const quantities: Record<string, Quantity> = {}
  const detail: Record<string, unknown> = {}
  let n = 0
  for (const rule of rules) {
    for (const name of quantitiesOf(rule)) quantities[name] = null
    const parts = results.flatMap((r) => (r.kind === 'bank' && r.bank === rule.bank ? [r] : []))
    if (parts.length === 0) continue
    // the same entry twice is one entry, but counts in each of its classes
    const keys = parts.map((part) => ({ classId: part.classId, keys: new Set(part.rows.map(([key]) => key)) }))
    const statistics = bankStatistics(
      keys.flatMap((part) => Array.from(part.keys, () => part.classId)),
      rule.classes,
    )
    const counted = new Set(keys.flatMap((part) => (rule.classes.includes(part.classId) ? [...part.keys] : []))).size
    n += counted
    quantities[rule.total] = counted
    for (const [name, group] of Object.entries(rule.smallest)) quantities[name] = smallestClass(statistics, group)
    quantities[rule.covered] = statistics.covered
    const dates = [
      ...parts.flatMap((part) => part.rows.flatMap(([, date]) => (date ? [date] : []))),
      ...updates.filter((u) => u.bank === rule.bank).map((u) => u.date),
    ]
    if (asOf !== undefined) quantities[rule.age] = daysSinceUpdate(dates, asOf)
    const rows = parts.reduce((sum, part) => sum + part.rows.length, 0)
    detail[rule.bank] = {
      sha256: parts[0]!.sha256,
      rows,
      repeated: rows - statistics.total,
      byClass: statistics.byClass,
      missing: statistics.missing,
      unexpected: statistics.unexpected,
      datesAfterAssessment: asOf === undefined ? 0 : dates.filter((d) => d > asOf).length,
      ...(parts.some((part) => part.heldOut !== undefined)
        ? { heldOut: parts.reduce((sum, part) => sum + (part.heldOut ?? 0), 0) }
        : {}),
    }
  }
  return { n, evidence: n === 0 ? 'none' : 'recomputed', quantities, detail }
}
