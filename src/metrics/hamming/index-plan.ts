/** Hashes are cut into parts of nearly one width; each is looked up with up to `radius` bits changed. */
export interface IndexPlan {
  readonly parts: number
  readonly radius: number
}

/** Widest part: its table of starts has 2^22 entries. */
const WIDEST = 22
/** going to another bucket takes about as long as comparing this many hashes side by side */
const JUMP = 10

/** The first bit of a part, from the top; the last part ends at 64. */
export function partStart(part: number, parts: number): number {
  return Math.floor((64 * part) / parts)
}

/**
 * Two hashes at most `distance` apart differ in at most ⌊distance / parts⌋ bits of at least one part, so looking each part up with that many changes
 * finds all of them. The number of parts that should take the least time with `n` hashes is taken.
 * Source: M. Norouzi, A. Punjani, D. J. Fleet, CVPR 2012 (multi-index hashing).
 */
export function planFor(n: number, distance: number): IndexPlan {
  let best: IndexPlan & { readonly cost: number } = { parts: 0, radius: 0, cost: Number.POSITIVE_INFINITY }
  for (let parts = Math.ceil(64 / WIDEST); parts <= Math.max(4, distance + 1); parts++) {
    const width = Math.ceil(64 / parts)
    const radius = Math.floor(distance / parts)
    const cost = parts * patterns(width, radius) * (JUMP + n / 2 ** width)
    if (cost < best.cost) best = { parts, radius, cost }
  }
  return { parts: best.parts, radius: best.radius }
}

/** Ways to change up to `radius` bits of `width`. */
function patterns(width: number, radius: number): number {
  let [sum, ways] = [0, 1]
  for (let r = 0; r <= radius; r++) {
    sum += ways
    ways = (ways * (width - r)) / (r + 1)
  }
  return sum
}

/** All numbers of `width` bits with up to `radius` bits set, fewest first. */
export function masks(width: number, radius: number): Uint32Array {
  const out: number[] = []
  const add = (from: number, left: number, mask: number) => {
    if (left === 0) {
      out.push(mask)
      return
    }
    for (let bit = from; bit < width; bit++) add(bit + 1, left - 1, mask | (1 << bit))
  }
  for (let r = 0; r <= Math.min(radius, width); r++) add(0, r, 0)
  return Uint32Array.from(out)
}
