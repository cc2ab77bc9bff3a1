import { byText } from '../../llm/bank/sample.ts'
import type { Reading } from '../files/refusal.ts'
import type { ClassificationResult, Labels, RowsResult } from './params.ts'

/** All rows together, in an order that follows from what is in them alone. Labels are places in `classes`, ascending. */
export interface Pool {
  readonly labels: 'one' | 'several'
  readonly classes: readonly string[]
  readonly strata: readonly string[]
  readonly rows: number
  /** by row, its place among the rows of all parts as they were given */
  readonly given: Int32Array
  readonly truth: readonly (readonly number[])[]
  /** null where there is no prediction */
  readonly said: readonly (readonly number[] | null)[]
  /** whether predictions are named; else they follow from the scores */
  readonly named: boolean
  readonly stratum: Int32Array
  /** the independent units by row, from 0 in the order of their names; absent where each row is one */
  readonly unitOf: Int32Array | undefined
  readonly units: number
  /** by class that has a column of scores; NaN is a failure to score */
  readonly scores: ReadonlyMap<number, Float64Array>
  readonly intake: Reading | undefined
}

/** Puts the parts together, names in the order of their texts, rows by their scores and labels: the order of results does not matter. */
export function pooled(results: Iterable<{ readonly result: ClassificationResult }>): Pool {
  const parts: RowsResult[] = []
  let intake: Reading | undefined
  for (const { result } of results) {
    // ids are let go: they alone would be the greater part of a million rows with one label each
    if (result.kind === 'rows') parts.push({ ...result, ids: [] })
    else intake = result.intake
  }
  const classes = namesOf(parts.map((p) => p.classes))
  const strata = namesOf(parts.map((p) => p.strata))
  const clusters = namesOf(parts.map((p) => p.clusters)).filter((name) => name !== '')
  const rows = parts.reduce((n, p) => n + p.truth.length, 0)
  const shared = classes.map((_, k) => [k])
  const truth: (readonly number[])[] = []
  const said: (readonly number[] | null)[] = []
  const stratum = new Int32Array(rows)
  const cluster = new Int32Array(rows)
  const scores = new Map<number, Float64Array>()
  let from = 0
  for (const part of parts) {
    const [own, ownStrata, ownClusters] = [part.classes, part.strata, part.clusters].map((names, i) =>
      names.map((name) => placeOf([classes, strata, clusters][i]!, name)),
    ) as [number[], number[], number[]]
    const places = (labels: Labels) =>
      labels === null
        ? null
        : typeof labels === 'number'
          ? shared[own[labels]!]!
          : labels.map((l) => own[l]!).sort((a, b) => a - b)
    for (const labels of part.truth) truth.push(places(labels) ?? [])
    for (const labels of part.said) said.push(places(labels))
    for (let i = 0; i < part.truth.length; i++) {
      stratum[from + i] = ownStrata[part.stratum[i]!]!
      cluster[from + i] = ownClusters[part.cluster[i]!]!
    }
    for (const [c, column] of part.scores.entries()) {
      const k = own[part.scored[c]!]!
      if (!scores.has(k)) scores.set(k, new Float64Array(rows).fill(Number.NaN))
      const values = scores.get(k)!
      for (const [i, score] of column.entries()) values[from + i] = score ?? Number.NaN
    }
    from += part.truth.length
  }
  const columns = [...scores].sort(([a], [b]) => a - b)
  const order = ordered(
    rows,
    columns.map(([, c]) => c),
    cluster,
    stratum,
    truth,
    said,
  )
  const unitOf = clusters.length === 0 ? undefined : unitsOf(order, cluster, clusters.length)
  return {
    labels: parts[0]?.labels ?? 'one',
    classes,
    strata,
    rows,
    given: order,
    truth: Array.from(order, (i) => truth[i]!),
    said: Array.from(order, (i) => said[i]!),
    named: parts.some((p) => p.named),
    stratum: order.map((i) => stratum[i]!),
    unitOf,
    units: unitOf === undefined ? rows : unitOf.reduce((most, u) => Math.max(most, u + 1), 0),
    scores: new Map(columns.map(([k, column]) => [k, Float64Array.from(order, (i) => column[i]!)])),
    intake,
  }
}

function namesOf(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort(byText)
}

/** -1 where the name is not listed. */
function placeOf(sorted: readonly string[], name: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byText(sorted[middle]!, name) < 0) low = middle + 1
    else high = middle
  }
  return sorted[low] === name ? low : -1
}

/** Rows of one kind are interchangeable; all others have a place of their own. */
function ordered(
  rows: number,
  columns: readonly Float64Array[],
  cluster: Int32Array,
  stratum: Int32Array,
  truth: readonly (readonly number[])[],
  said: readonly (readonly number[] | null)[],
): Int32Array {
  const lists = (a: readonly number[] | null, b: readonly number[] | null) => {
    if (a === b) return 0
    if (a === null || b === null) return a === null ? -1 : 1
    for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!
    return a.length - b.length
  }
  return Int32Array.from({ length: rows }, (_, i) => i).sort((a, b) => {
    for (const column of columns) {
      const [x, y] = [column[a]!, column[b]!]
      if (x < y) return -1
      if (x > y) return 1
      if (x !== y && Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? -1 : 1
    }
    return (
      lists(truth[a]!, truth[b]!) || lists(said[a]!, said[b]!) || cluster[a]! - cluster[b]! || stratum[a]! - stratum[b]!
    )
  })
}

/** A row that belongs to no cluster is a unit of its own. */
function unitsOf(order: Int32Array, cluster: Int32Array, clusters: number): Int32Array {
  let alone = clusters
  return order.map((i) => (cluster[i]! < 0 ? alone++ : cluster[i]!))
}
