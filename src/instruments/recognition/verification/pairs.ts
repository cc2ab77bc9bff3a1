import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { readTable } from '../files/table.ts'
import { GALLERIES, LABELS, labels, PROBES } from './columns.ts'

type Kind = 'genuine' | 'impostor'
const MOST_PAIRS = 20_000_000

/** A reference that lies apart from the scores: which samples are compared, and whether they are of one person. A pair has no direction. */
export class Pairs {
  readonly #kinds = new Map<string, Kind>()
  readonly #scored = new Set<string>()

  /** Undefined where the reference has no such pair. */
  kindOf(probe: string, gallery: string): Kind | undefined {
    const key = keyOf(probe, gallery)
    const kind = this.#kinds.get(key)
    if (kind !== undefined) this.#scored.add(key)
    return kind
  }

  /** False where the pair is known already, or there are too many. */
  add(probe: string, gallery: string, kind: Kind): boolean {
    const key = keyOf(probe, gallery)
    if (this.#kinds.has(key) || this.#kinds.size >= MOST_PAIRS) return false
    this.#kinds.set(key, kind)
    return true
  }

  get size(): number {
    return this.#kinds.size
  }

  /** Pairs that no score was seen for: comparisons that failed, however the files leave them out. */
  unscored(): Readonly<Record<Kind, number>> {
    const counts = { genuine: 0, impostor: 0 }
    for (const [key, kind] of this.#kinds) if (!this.#scored.has(key)) counts[kind]++
    return counts
  }
}

const keyOf = (a: string, b: string) => (a < b ? `${a}\0${b}` : `${b}\0${a}`)

const columns = {
  probe: { names: PROBES },
  gallery: { names: GALLERIES },
  label: { names: LABELS },
} as const

/** Reads a table of pairs; refused rows are counted by the source. ProblemError as `readTable`. */
export async function readPairs(source: Source, file: string): Promise<Pairs> {
  const pairs = new Pairs()
  const rows = readTable(source, file, columns, (row): Parsed<{ taken: true }> => {
    const [probe, gallery] = [row.cell('probe'), row.cell('gallery')]
    const kind = labels.get(row.cell('label').toLowerCase())
    if (probe === '' || gallery === '') return { expected: 'probe_id, gallery_id: names of samples' }
    if (kind === undefined) return { expected: 'label: 1 | genuine | mated | 同人, 0 | impostor | non-mated | 异人' }
    return pairs.add(probe, gallery, kind)
      ? { taken: true }
      : { expected: `a pair not listed before, at most ${MOST_PAIRS}` }
  })
  for await (const _ of rows);
  return pairs
}
