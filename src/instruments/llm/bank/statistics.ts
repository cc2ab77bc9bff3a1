import { daysBetween } from './changelog.ts'
import { byText } from './sample.ts'

export interface BankStatistics {
  readonly total: number
  readonly byClass: Readonly<Record<string, number>>
  /** of the expected classes: how many have at least one item, and which have none */
  readonly covered: number
  readonly missing: readonly string[]
  /** classes that are present but not expected */
  readonly unexpected: readonly string[]
}

/** Counts of items per class, and how far they cover the classes that are expected. */
export function bankStatistics(classIds: Iterable<string>, expected: readonly string[]): BankStatistics {
  const counts = new Map<string, number>()
  let total = 0
  for (const id of classIds) {
    counts.set(id, (counts.get(id) ?? 0) + 1)
    total++
  }
  const missing = expected.filter((id) => !counts.has(id))
  return {
    total,
    byClass: Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b))),
    covered: expected.length - missing.length,
    missing,
    unexpected: [...counts.keys()].filter((id) => !expected.includes(id)).sort(byText),
  }
}

/** Size of the smallest of the named classes; a class without items counts as 0. */
export function smallestClass({ byClass }: BankStatistics, classes: readonly string[]): number {
  return Math.min(...classes.map((id) => byClass[id] ?? 0))
}

/** Days from the latest of the dates that are not after `asOf` to `asOf`; null when there is none. */
export function daysSinceUpdate(dates: Iterable<string>, asOf: string): number | null {
  let latest: string | undefined
  for (const date of dates) if (date <= asOf && (latest === undefined || date > latest)) latest = date
  return latest === undefined ? null : daysBetween(latest, asOf)
}
