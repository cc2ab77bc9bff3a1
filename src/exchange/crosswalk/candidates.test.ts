import { expect, test } from 'vitest'
import type { MappingSet } from '../../crosswalk/mapping.ts'
import { candidates } from '../../crosswalk/review/candidates.ts'
import { readCrosswalk } from './catalogue.ts'

const read = readCrosswalk('all')
const { frameworks, sets } = read.ok ? read.value : { frameworks: [], sets: [] }

/** Pairs of requirements that a set says share something, and how many of them are among the first 1, 5 and 10 candidates. */
function recall(some: readonly MappingSet[]): readonly [pairs: number, at1: number, at5: number, at10: number] {
  const found = [0, 0, 0]
  let all = 0
  for (const { source, target, mappings } of some) {
    const [from, to] = [source, target].map((id) => frameworks.find((f) => f.id === id)!)
    const ranked = new Map<string, string[]>()
    for (const c of candidates(from!, to!, 10)) ranked.set(c.source, [...(ranked.get(c.source) ?? []), c.target])
    const pairs = new Map(
      mappings
        .filter((m) => m.relation !== 'none')
        .flatMap((m) => m.source.flatMap((s) => m.target.map((t) => [`${s} ${t}`, [s, t]] as const))),
    )
    all += pairs.size
    for (const [s, t] of pairs.values()) {
      const place = ranked.get(s!)?.indexOf(t!) ?? -1
      for (const [i, k] of [1, 5, 10].entries()) if (place >= 0 && place < k) found[i]!++
    }
  }
  return [all, found[0]!, found[1]!, found[2]!]
}

// the figures of decision 0041 and of docs/how-to/use-a-crosswalk: whoever changes the ranking says what it finds then
test('what the ranking finds of the mappings that people made', () => {
  const ours = sets.filter((s) => s.author === 'plumbline').sort((a, b) => (a.id < b.id ? -1 : 1))
  const half = (rest: number) => ours.filter((_, i) => i % 2 === rest)
  expect({
    chosenOn: recall(half(0)),
    heldOut: recall(half(1)),
    official: recall(sets.filter((s) => s.author === 'official')),
  }).toEqual({ chosenOn: [200, 58, 96, 109], heldOut: [164, 48, 82, 92], official: [24, 2, 7, 12] })
})
