import type { CallResult } from './params.ts'

/** Whether two calls of one input came to the same: the same failure, the same bytes, or numbers within the tolerance in the same places. */
export function sameOutcome(a: CallResult, b: CallResult, tolerance: number): boolean {
  if (a.failure !== b.failure || a.outputSha256 !== b.outputSha256) return false
  if (a.output === b.output) return true
  if (a.output === undefined || b.output === undefined) return false
  return sameValue(JSON.parse(a.output), JSON.parse(b.output), tolerance)
}

function sameValue(a: unknown, b: unknown, tolerance: number): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= tolerance
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  // canonical JSON: keys stand in one order
  const left = Object.entries(a)
  const right = Object.entries(b)
  return (
    left.length === right.length &&
    left.every(([key, value], i) => key === right[i]![0] && sameValue(value, right[i]![1], tolerance))
  )
}
