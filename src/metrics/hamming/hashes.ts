/** Hashes of 64 bits in two columns of 32. */
export interface Hashes {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** The halves of 16 hexadecimal digits, in any case; undefined for anything else. */
export function halvesOf(hex: string): readonly [high: number, low: number] | undefined {
  if (!/^[0-9a-f]{16}$/i.test(hex)) return undefined
  return [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8), 16)]
}

/** How many bits of a number of 32 bits are set. Source: H. S. Warren, Hacker's Delight, 2nd ed. (2013), 5-1. */
export function bitsSet(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/**
 * One row for each distinct hash: of rows with the same hash the first under `before`. Ascending row numbers. Takes time of the order n.
 */
export function distinctHashes({ high, low }: Hashes, before: (a: number, b: number) => boolean): Int32Array {
  const n = high.length
  let size = 16
  while (size < 2 * n) size *= 2
  const table = new Int32Array(size).fill(-1)
  for (let i = 0; i < n; i++) {
    const mixed = Math.imul(high[i]! ^ Math.imul(low[i]!, 0x9e3779b1), 0x85ebca6b)
    let at = (mixed ^ (mixed >>> 15)) & (size - 1)
    for (;;) {
      const there = table[at]!
      if (there < 0) {
        table[at] = i
        break
      }
      if (high[there] === high[i] && low[there] === low[i]) {
        if (before(i, there)) table[at] = i
        break
      }
      at = (at + 1) & (size - 1)
    }
  }
  return table.filter((i) => i >= 0).sort()
}
