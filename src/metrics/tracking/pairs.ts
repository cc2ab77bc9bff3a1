import type { Scene } from './scene.ts'

/** Pairs of tracks whose boxes overlap somewhere, numbered from 0 as they first meet. */
export interface TrackPairs {
  readonly count: number
  readonly object: Int32Array
  readonly found: Int32Array
  /** the pair of tracks of each overlap of the scene */
  readonly of: Int32Array
}

/** Open addressing with linear probing: a sequence has millions of overlaps of few pairs. */
export function trackPairs({ objects, found, overlaps }: Scene): TrackPairs {
  const n = overlaps.similarity.length
  const of = new Int32Array(n)
  let slots = new Int32Array(1024).fill(-1)
  let pairs = { object: new Int32Array(512), found: new Int32Array(512) }
  let count = 0
  for (let p = 0; p < n; p++) {
    const g = objects.track[overlaps.object[p]!]!
    const d = found.track[overlaps.found[p]!]!
    let at = hash(g, d) & (slots.length - 1)
    for (let k = slots[at]!; k >= 0 && (pairs.object[k] !== g || pairs.found[k] !== d); k = slots[at]!) {
      at = (at + 1) & (slots.length - 1)
    }
    if (slots[at]! < 0) {
      pairs.object[count] = g
      pairs.found[count] = d
      slots[at] = count++
    }
    of[p] = slots[at]!
    if (count === pairs.object.length) {
      pairs = { object: doubled(pairs.object), found: doubled(pairs.found) }
      slots = placed(pairs, count, 4 * count)
    }
  }
  return { count, object: pairs.object.slice(0, count), found: pairs.found.slice(0, count), of }
}

function placed(pairs: { readonly object: Int32Array; readonly found: Int32Array }, count: number, size: number) {
  const slots = new Int32Array(size).fill(-1)
  for (let k = 0; k < count; k++) {
    let at = hash(pairs.object[k]!, pairs.found[k]!) & (size - 1)
    while (slots[at]! >= 0) at = (at + 1) & (size - 1)
    slots[at] = k
  }
  return slots
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * values.length)
  wider.set(values)
  return wider
}

/** The finaliser of MurmurHash3 over a mix of both numbers. */
function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
