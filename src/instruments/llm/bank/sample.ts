import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What a sample is drawn from: ids with their classes, in any order. */
export type Frame = readonly (readonly [id: string, classId: string, ...unknown[]])[]

export interface SampleRule {
  /** items in all; undefined takes the whole bank */
  readonly size?: number | undefined
  /** items of every class at least, or the whole class where it has fewer; default 0 */
  readonly perClass?: number | undefined
  readonly seed: number
}

/**
 * How many items of each class: the minimum first, the remainder in proportion to class sizes (largest remainder, ties by class id).
 * When the minima alone need more than `size`, the minima are kept and the sample is larger.
 */
export function allocate(
  sizes: ReadonlyMap<string, number>,
  { size, perClass = 0 }: Omit<SampleRule, 'seed'>,
): Map<string, number> {
  const classes = [...sizes.keys()].sort(byText)
  if (size === undefined) return new Map(classes.map((c) => [c, sizes.get(c)!]))
  const share = new Map(classes.map((c) => [c, Math.min(sizes.get(c)!, perClass)]))
  let left = Math.min(size, sum(sizes.values())) - sum(share.values())
  while (left > 0) {
    const open = classes.filter((c) => share.get(c)! < sizes.get(c)!)
    const total = sum(open.map((c) => sizes.get(c)!))
    const room = (c: string) => sizes.get(c)! - share.get(c)!
    // a class whose part is more than it has left gives all it has; the others then share what remains
    const full = open.filter((c) => left * sizes.get(c)! >= room(c) * total)
    if (full.length > 0) {
      for (const c of full) {
        const take = Math.min(room(c), left)
        share.set(c, share.get(c)! + take)
        left -= take
      }
      continue
    }
    const parts = open.map((c) => ({
      c,
      whole: Math.floor((left * sizes.get(c)!) / total),
      rest: (left * sizes.get(c)!) % total,
    }))
    let over = left - sum(parts.map((p) => p.whole))
    for (const { c, whole } of parts.sort((x, y) => y.rest - x.rest || byText(x.c, y.c))) {
      share.set(c, share.get(c)! + whole + (over > 0 ? 1 : 0))
      over--
    }
    left = 0
  }
  return share
}

/**
 * Draws a stratified sample without replacement. Each item has a number that only its id and the seed determine, and each class gives
 * the items with the smallest numbers (permanent random numbers: Ohlsson, in Business Survey Methods, 1995, ch. 9). So the sample does not
 * depend on the order of the bank, anybody can draw it again, and a bank that grows keeps most of its sample.
 * What comes back are positions in the frame, by class, then in the drawn order.
 */
export function drawSample(frame: Frame, rule: SampleRule): Uint32Array {
  const sizes = new Map<string, number>()
  for (const [, classId] of frame) sizes.set(classId, (sizes.get(classId) ?? 0) + 1)
  const share = allocate(sizes, rule)
  const rank = new Map([...sizes.keys()].sort(byText).map((c, i) => [c, i]))
  const ranks = Uint32Array.from(frame, ([, classId]) => rank.get(classId)!)
  const lots = Float64Array.from(frame, ([id]) => lotOf(id, rule.seed))
  const byLot = (a: number, b: number) =>
    ranks[a]! - ranks[b]! || lots[a]! - lots[b]! || byWholeLot(frame[a]![0], frame[b]![0], rule.seed)
  return Uint32Array.from(frame.keys())
    .sort(byLot)
    .filter((position) => {
      const classId = frame[position]![1]
      const left = share.get(classId)!
      share.set(classId, left - 1)
      return left > 0
    })
}

/** The hash that is an item's number. */
function hashOf(id: string, seed: number): Uint8Array {
  return sha256(utf8ToBytes(`${seed}\n${id}`))
}

/** The first 48 bits of the number, which hardly ever leave two items equal. */
export function lotOf(id: string, seed: number): number {
  const hash = hashOf(id, seed)
  const view = new DataView(hash.buffer, hash.byteOffset)
  return view.getUint32(0) * 0x10000 + view.getUint16(4)
}

function byWholeLot(a: string, b: string, seed: number): number {
  const [x, y] = [hashOf(a, seed), hashOf(b, seed)]
  const at = x.findIndex((byte, i) => byte !== y[i])
  return at < 0 ? byText(a, b) : x[at]! - y[at]!
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const n of numbers) total += n
  return total
}

/** Order by UTF-16 units: the same on every machine, unlike a locale's order. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
