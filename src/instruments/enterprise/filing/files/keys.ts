import { enterpriseFields, splits, yearFields } from '../fields.ts'

const byName = new Map([
  ...[...enterpriseFields, ...yearFields].flatMap((f) =>
    [f.key, f.title.zh, f.title.en].map((name) => [name, f.key] as const),
  ),
  // by their keys only: their titles are those of the totals
  ...splits.map((s) => [s.key, s.key] as const),
])
const enterprise = new Set(enterpriseFields.map((f) => f.key))

/** The key that a heading stands for: the key itself, or its Chinese or English title; a heading may hold both, one above the other. */
export function keyOf(heading: string): string | undefined {
  const [first = ''] = heading.split('\n')
  return byName.get(first.trim().replace(/（万元）$/, ''))
}

/** Whether a field is about the enterprise as such, and not about one of its years. */
export const isEnterprise = (key: string): boolean => enterprise.has(key)
