/** A ratio of whole numbers, exact. */
export interface Fraction {
  readonly top: bigint
  readonly bottom: bigint
}

export const ZERO: Fraction = { top: 0n, bottom: 1n }

export function fraction(top: number, bottom: number): Fraction {
  return { top: BigInt(top), bottom: BigInt(bottom) }
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.bottom === b.bottom) return lowest(a.top + b.top, a.bottom)
  return lowest(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
}

export function times(a: Fraction, b: Fraction): Fraction {
  return lowest(a.top * b.top, a.bottom * b.bottom)
}

export function toNumber({ top, bottom }: Fraction): number {
  return Number(top) / Number(bottom)
}

/** `3/4`, as a judge reads it; the bottom is always written. */
export function toText({ top, bottom }: Fraction): string {
  return `${top}/${bottom}`
}

function lowest(top: bigint, bottom: bigint): Fraction {
  let [a, b] = [top < 0n ? -top : top, bottom]
  while (b !== 0n) [a, b] = [b, a % b]
  return a > 1n ? { top: top / a, bottom: bottom / a } : { top, bottom }
}
