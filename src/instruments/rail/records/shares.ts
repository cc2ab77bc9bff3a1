import type { Estimate } from '../../../judge/evidence.ts'
import { proportion } from '../../proportion.ts'
import { type Part, spreadProportion } from '../../spread-proportion.ts'

/** k of n, every trial for itself (Clopper-Pearson); null without trials. */
export function shareOf(k: number, n: number, confidences: readonly string[]): Estimate | null {
  return n === 0 ? null : proportion(k, n, confidences)
}

/**
 * k of n where trials under one name hang together (delays of one disturbance, warnings of one asset): bounds leave room for that. An empty name
 * stands for itself. Where no name comes twice it is Clopper-Pearson.
 */
export function shareByName<R>(
  rows: readonly R[],
  name: (row: R) => string,
  part: (row: R) => Part,
  confidences: readonly string[],
): Estimate | null {
  const named = new Map<string, [number, number]>()
  const parts: Part[] = []
  for (const row of rows) {
    const [k, n] = part(row)
    if (n === 0) continue
    const own = named.get(name(row))
    if (name(row) === '') parts.push([k, n])
    else if (own === undefined) named.set(name(row), [k, n])
    else {
      own[0] += k
      own[1] += n
    }
  }
  for (const [, sums] of [...named].sort(([a], [b]) => (a < b ? -1 : 1))) parts.push(sums)
  if (parts.length === 0) return null
  if (parts.every(([, n]) => n === 1))
    return proportion(
      parts.reduce((sum, [k]) => sum + k, 0),
      parts.length,
      confidences,
    )
  return spreadProportion(parts, confidences)
}
