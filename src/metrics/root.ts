/** A function value and its slope at a point. */
export interface Slope {
  readonly value: number
  readonly slope: number
}

/**
 * Where an increasing function crosses zero inside [low, high]: Newton steps kept inside a shrinking bracket, else halving.
 * Deterministic; ends when the bracket or the step falls below one part in 2^52. f(low) <= 0 <= f(high) is the caller's duty.
 */
export function increasingRoot(f: (x: number) => Slope, low: number, high: number, start: number): number {
  let lo = low
  let hi = high
  let x = start > lo && start < hi ? start : lo + (hi - lo) / 2
  for (let i = 0; i < 400; i++) {
    const { value, slope } = f(x)
    if (value === 0) return x
    if (value > 0) hi = x
    else lo = x
    const newton = x - value / slope
    const next = newton > lo && newton < hi ? newton : lo + (hi - lo) / 2
    if (next === x || Math.abs(next - x) <= 2.220446049250313e-16 * Math.abs(x)) return next
    if (next <= lo || next >= hi) return next
    x = next
  }
  return x
}
