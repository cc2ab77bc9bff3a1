import type { SoundCounts, SoundEvent } from './sound.ts'

/**
 * Segment-based counts of one file: in each segment of `resolution` seconds a class is there or not; an onset is rounded down and an offset up to
 * whole segments, and what lies behind the end of the file is left out. By segment, of N in the reference and M in the output with T in both:
 * min(N, M) - T substitutions, max(0, N - M) deletions, max(0, M - N) insertions. `seconds`: length of the file, above 0.
 * Source: Mesaros, Heittola and Virtanen, Applied Sciences 6 (2016) 162; sed_eval 0.2.1.
 */
export function segmentCounts(
  reference: readonly SoundEvent[],
  output: readonly SoundEvent[],
  classes: readonly string[],
  { seconds, resolution }: { readonly seconds: number; readonly resolution: number },
): SoundCounts {
  const length = Math.ceil(seconds / resolution)
  const others = [...new Set(output.map((e) => e.label))].filter((label) => !classes.includes(label))
  const both = new Int32Array(length)
  const [said, heard] = [new Int32Array(length), new Int32Array(length)]
  let other = 0
  const counts = [...classes, ...others].map((label, k) => {
    const [a, b] = [roll(reference, label, length, resolution), roll(output, label, length, resolution)]
    let [inReference, inOutput, right] = [0, 0, 0]
    for (let s = 0; s < length; s++) {
      said[s]! += a[s]!
      heard[s]! += b[s]!
      both[s]! += a[s]! & b[s]!
      inReference += a[s]!
      inOutput += b[s]!
      right += a[s]! & b[s]!
    }
    if (k >= classes.length) other += inOutput
    return { reference: inReference, output: inOutput, right }
  })
  let [substitutions, deletions, insertions] = [0, 0, 0]
  for (let s = 0; s < length; s++) {
    substitutions += Math.min(said[s]!, heard[s]!) - both[s]!
    deletions += Math.max(0, said[s]! - heard[s]!)
    insertions += Math.max(0, heard[s]! - said[s]!)
  }
  return { classes: counts.slice(0, classes.length), other, substitutions, deletions, insertions }
}

function roll(events: readonly SoundEvent[], label: string, length: number, resolution: number): Uint8Array {
  const active = new Uint8Array(length)
  for (const { label: own, onset, offset } of events)
    if (own === label) active.fill(1, Math.min(length, Math.floor(onset / resolution)), Math.ceil(offset / resolution))
  return active
}
