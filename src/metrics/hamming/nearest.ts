import { bitsSet, distinctHashes, type Hashes } from './hashes.ts'
import { masks, partStart, planFor } from './index-plan.ts'

/** A row within the distance that was asked for, and how many bits it is away. */
export interface Near {
  readonly row: number
  readonly distance: number
}

interface Part {
  /** bits of the part: 64 - start - width below it */
  readonly start: number
  readonly width: number
  readonly masks: Uint32Array
  /** where each value of the part begins in the columns beside it */
  readonly begins: Uint32Array
  readonly rows: Int32Array
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/**
 * A search for the nearest of many hashes at most `distance` bits away (0 to 16), exactly: none is missed. Of rows equally far the first under `before`
 * is given, so that the order of rows need not matter. Undefined where none is near enough.
 */
export function nearestHash(
  hashes: Hashes,
  distance: number,
  before: (a: number, b: number) => boolean = (a, b) => a < b,
): (high: number, low: number) => Near | undefined {
  if (!(Number.isInteger(distance) && distance >= 0 && distance <= 16))
    throw new RangeError(`a distance from 0 to 16 is needed, got ${distance}`)
  const distinct = distinctHashes(hashes, before)
  const plan = planFor(distinct.length, distance)
  const parts = Array.from({ length: plan.parts }, (_, p) =>
    partOf(hashes, distinct, partStart(p, plan.parts), partStart(p + 1, plan.parts), plan.radius),
  )
  return (high, low) => {
    let [row, least] = [-1, distance + 1]
    for (const part of parts) {
      const value = bitsOf(high, low, part.start, part.width)
      for (let m = 0; m < part.masks.length; m++) {
        const bucket = (value ^ part.masks[m]!) >>> 0
        const end = part.begins[bucket + 1]!
        for (let i = part.begins[bucket]!; i < end; i++) {
          const apart = bitsSet(part.high[i]! ^ high) + bitsSet(part.low[i]! ^ low)
          if (apart > least) continue
          const other = part.rows[i]!
          if (apart === least && (row === other || row < 0 || !before(other, row))) continue
          row = other
          least = apart
        }
      }
    }
    return row < 0 ? undefined : { row, distance: least }
  }
}

/** Distinct hashes by the value of one part, by a counting sort. */
function partOf({ high, low }: Hashes, distinct: Int32Array, start: number, end: number, radius: number): Part {
  const width = end - start
  const n = distinct.length
  const begins = new Uint32Array(2 ** width + 1)
  for (let i = 0; i < n; i++) begins[bitsOf(high[distinct[i]!]!, low[distinct[i]!]!, start, width) + 1]!++
  for (let b = 1; b < begins.length; b++) begins[b]! += begins[b - 1]!
  const next = begins.slice()
  const part: Part = {
    start,
    width,
    masks: masks(width, radius),
    begins,
    rows: new Int32Array(n),
    high: new Uint32Array(n),
    low: new Uint32Array(n),
  }
  for (let i = 0; i < n; i++) {
    const row = distinct[i]!
    const at = next[bitsOf(high[row]!, low[row]!, start, width)]!++
    part.rows[at] = row
    part.high[at] = high[row]!
    part.low[at] = low[row]!
  }
  return part
}

/** Bits start … start + width - 1 of 64, from the top; width below 32. */
function bitsOf(high: number, low: number, start: number, width: number): number {
  const mask = 2 ** width - 1
  const below = 64 - start - width
  if (below >= 32) return (high >>> (below - 32)) & mask
  if (start >= 32) return (low >>> below) & mask
  // it lies across the middle: 32 - start bits of the upper half, the rest of the lower
  return ((high << (32 - below)) | (low >>> below)) & mask
}
