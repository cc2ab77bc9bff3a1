import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What a sample is drawn from: ids with their classes, in any order. */
export type Frame = readonly { readonly id: string; readonly classId: string }[]

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
 * Ids come back by class, then in the drawn order.
 */
export function drawSample(frame: Frame, rule: SampleRule): { readonly id: string; readonly classId: string }[] {
  const byClass = new Map<string, { readonly id: string; readonly classId: string }[]>()
  for (const item of frame) {
    const items = byClass.get(item.classId)
    if (items) items.push(item)
    else byClass.set(item.classId, [item])
  }
  const sizes = new Map([...byClass].map(([c, items]) => [c, items.length]))
  const share = allocate(sizes, rule)
  return [...byClass.keys()].sort(byText).flatMap((c) =>
    byClass
      .get(c)!
      .map((item) => ({ item, lot: lotOf(item.id, rule.seed) }))
      .sort((a, b) => byText(a.lot, b.lot) || byText(a.item.id, b.item.id))
      .slice(0, share.get(c)!)
      .map(({ item }) => ({ id: item.id, classId: item.classId })),
  )
}

function lotOf(id: string, seed: number): string {
  return bytesToHex(sha256(utf8ToBytes(`${seed}\n${id}`)))
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
