import { labelledMatching, layeredMatching } from './matching.ts'
import type { SoundCounts, SoundEvent, SoundMode } from './sound.ts'

export interface EventRule {
  /** seconds by which an onset may be off, the end included */
  readonly collar: number
  /** an offset may be off by the collar, or by this share of the length of the reference if that is more */
  readonly share: number
  readonly mode: SoundMode
}

/**
 * Event-based counts of one file: events of the output and of the reference with the same label whose onsets and offsets agree are matched, one to one,
 * as many as can be. Of what is left over, pairs that agree in time are substitutions; what then remains are deletions and insertions.
 * Source: Mesaros, Heittola and Virtanen, Applied Sciences 6 (2016) 162; sed_eval 0.2.1 (matching `optimal`).
 */
export function eventCounts(
  reference: readonly SoundEvent[],
  output: readonly SoundEvent[],
  classes: readonly string[],
  rule: EventRule,
): SoundCounts {
  const inTime = (r: number, c: number) => agree(reference[r]!, output[c]!, rule)
  const same = (r: number, c: number) => reference[r]!.label === output[c]!.label
  const [R, C] = [reference.length, output.length]
  let columnOf: Int32Array
  let substitutions: number
  if (rule.mode === 'by-definition') {
    columnOf = labelledMatching(R, C, inTime, same)
    substitutions = columnOf.filter((c, r) => c >= 0 && !same(r, c)).length
  } else {
    columnOf = layeredMatching(R, C, (r, c) => same(r, c) && inTime(r, c))
    substitutions = leftOver(columnOf, C, inTime)
  }
  const right = new Map<string, number>()
  for (const [r, c] of columnOf.entries())
    if (c >= 0 && same(r, c)) right.set(reference[r]!.label, (right.get(reference[r]!.label) ?? 0) + 1)
  const matched = [...right.values()].reduce((a, b) => a + b, 0)
  const count = (events: readonly SoundEvent[], label: string) => events.filter((e) => e.label === label).length
  return {
    classes: classes.map((label) => ({
      reference: count(reference, label),
      output: count(output, label),
      right: right.get(label) ?? 0,
    })),
    other: output.filter((e) => !classes.includes(e.label)).length,
    substitutions,
    deletions: R - matched - substitutions,
    insertions: C - matched - substitutions,
  }
}

function agree(reference: SoundEvent, output: SoundEvent, { collar, share }: EventRule): boolean {
  const late = Math.max(collar, share * (reference.offset - reference.onset))
  return Math.abs(reference.onset - output.onset) <= collar && Math.abs(reference.offset - output.offset) <= late
}

/** Pairs that agree in time among what is left over: each row in turn takes the first column that is free. */
function leftOver(columnOf: Int32Array, columns: number, inTime: (r: number, c: number) => boolean): number {
  const taken = new Set(columnOf)
  let pairs = 0
  for (const [r, own] of columnOf.entries()) {
    for (let c = 0; own === -1 && c < columns; c++) {
      if (taken.has(c) || !inTime(r, c)) continue
      taken.add(c)
      pairs++
      break
    }
  }
  return pairs
}
