import type { Labels, RowsResult } from './params.ts'
import type { ClassifiedRow } from './rows.ts'

/** Names in the order in which they come, each once. */
class Names {
  readonly list: string[] = []
  readonly #at = new Map<string, number>()

  place(name: string): number {
    const known = this.#at.get(name)
    if (known !== undefined) return known
    this.#at.set(name, this.list.length)
    return this.list.push(name) - 1
  }
}

/** Rows as they are kept: columns of numbers, and each name once. */
export function partOf(rows: readonly ClassifiedRow[], labels: 'one' | 'several'): RowsResult {
  const [classes, strata, clusters] = [new Names(), new Names(), new Names()]
  const places = (names: readonly string[] | null): Labels =>
    names === null ? null : labels === 'one' ? classes.place(names[0]!) : names.map((n) => classes.place(n))
  const truth = rows.map((r) => places(r.truth))
  const said = rows.map((r) => places(r.said))
  const columns = new Map<number, (number | null)[]>()
  for (const [i, row] of rows.entries()) {
    for (const [name, score] of row.scores) {
      const k = classes.place(name)
      const column = columns.get(k) ?? new Array<number | null>(rows.length).fill(null)
      columns.set(k, column)
      column[i] = Number.isNaN(score) ? null : score
    }
  }
  return {
    kind: 'rows',
    labels,
    ids: rows.map((r) => r.id),
    classes: classes.list,
    strata: strata.list,
    clusters: clusters.list,
    truth,
    said,
    named: rows.some((r) => r.named),
    stratum: rows.map((r) => strata.place(r.stratum)),
    cluster: rows.map((r) => clusters.place(r.cluster)),
    scored: [...columns.keys()],
    scores: [...columns.values()],
  }
}
