import { names, type PlanEntry } from '../attestation/layout.ts'
import { readResults } from '../attestation/results-file.ts'
import type { PairedItem, PairedQuantity, QuantityKind, SeparateQuantity } from '../instruments/contract.ts'
import { reducers } from '../instruments/reducers.ts'
import { instruments } from '../instruments/registry.ts'
import { canonicalText } from '../language/canonical.ts'
import { ProblemError } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import { fisherExact } from '../metrics/fisher.ts'
import { holm } from '../metrics/holm.ts'
import { independentShareInterval } from '../metrics/independent-shares.ts'
import { mcNemarExact } from '../metrics/mcnemar.ts'
import { pairedDifference } from '../metrics/paired-difference.ts'
import { pairedShareInterval } from '../metrics/paired-shares.ts'
import type { Files } from './files.ts'

/** Which of two subjects is better in a quantity, as far as the paired items show. */
export type Finding = 'first-better' | 'second-better' | 'not-significant'

export interface ComparedQuantity {
  readonly measure: string
  readonly instrument: string
  readonly quantity: string
  readonly title?: Text
  readonly kind: 'yes-no' | 'ratio'
  readonly better: 'higher' | 'lower'
  /** items that both have, of the same question; null where each made trials of its own */
  readonly pairs: number | null
  /** trials of the first and of the second, where they are no pairs */
  readonly trials?: readonly [first: number, second: number]
  readonly first: number
  readonly second: number
  /** second less first, with the ends of its two-sided interval */
  readonly difference: number
  readonly lower: number
  readonly upper: number
  readonly method: 'mcnemar' | 'bootstrap' | 'fisher'
  /** yes-no: items that only the first, only the second counts */
  readonly discordant?: readonly [first: number, second: number]
  readonly p: number
  /** for having compared several quantities (Holm) */
  readonly adjustedP: number
  readonly finding: Finding
}

/** What two assessments have in common and cannot be compared in, and why. */
export interface NotCompared {
  readonly measure: string
  readonly why:
    | 'no-pairs'
    | 'other-instrument'
    | 'other-params'
    | 'instrument-cannot'
    | 'only-one'
    | 'nothing-to-divide'
}

export interface Comparison {
  readonly confidence: number
  readonly sides: readonly [ComparedSubject, ComparedSubject]
  readonly quantities: readonly ComparedQuantity[]
  /** items of compared measures that only one side has, or that were asked otherwise */
  readonly unpaired: { readonly onlyFirst: number; readonly onlySecond: number; readonly askedOtherwise: number }
  readonly apart: readonly NotCompared[]
}

export interface ComparedSubject {
  readonly title: Text
  readonly version: string
  readonly standard: string
  readonly date: string
}

/**
 * Two assessments item by item: the same measure, with the same instrument and parameters, of items with the same id and the same question.
 * Yes-no quantities by McNemar's exact test, ratios by paired bootstrap of items; shares of trials that each made for itself by Fisher's exact
 * test. P-values adjusted by Holm over all quantities compared.
 * Throws ProblemError where a file of results cannot be read.
 */
export function compare(first: Files, second: Files, confidence = 0.95): Comparison {
  const [planA, planB] = [planOf(first), planOf(second)]
  const apart: NotCompared[] = []
  const found: Omit<ComparedQuantity, 'adjustedP' | 'finding'>[] = []
  const unpaired = { onlyFirst: 0, onlySecond: 0, askedOtherwise: 0 }
  const measures = [...new Set([...planA.keys(), ...planB.keys()])]
  for (const measure of measures) {
    const [a, b] = [planA.get(measure), planB.get(measure)]
    const why = whyNot(a, b)
    if (why !== undefined) {
      apart.push({ measure, why })
      continue
    }
    const named = { measure, instrument: a!.instrument }
    const [itemsA, itemsB] = [pairedOf(first, a!), pairedOf(second, b!)]
    for (const [k, one] of itemsA.entries()) {
      const other = itemsB.find((q) => q.quantity === one.quantity)
      if (other === undefined) continue
      const joined = joinedItems(one, other)
      if (k === 0) {
        unpaired.onlyFirst += joined.onlyFirst
        unpaired.onlySecond += joined.onlySecond
        unpaired.askedOtherwise += joined.askedOtherwise
      }
      const result = compared(one, joined.pairs, confidence)
      if (typeof result === 'string') apart.push({ measure, why: result })
      else found.push({ ...named, ...titleOf(a!.instrument, one.quantity), ...result })
    }
    const theirs = separateOf(second, b!)
    for (const one of separateOf(first, a!)) {
      const other = theirs.find((q) => q.quantity === one.quantity)
      if (other === undefined) continue
      const result = apartFrom(one, other, confidence)
      if (typeof result === 'string') apart.push({ measure, why: result })
      else found.push({ ...named, ...titleOf(a!.instrument, one.quantity), ...result })
    }
  }
  const adjusted = holm(found.map((q) => q.p))
  return {
    confidence,
    sides: [sideOf(first), sideOf(second)],
    quantities: found.map((q, i) => ({
      ...q,
      adjustedP: adjusted[i]!,
      finding: findingOf(q.difference, q.better, adjusted[i]! < 1 - confidence),
    })),
    unpaired,
    apart,
  }
}

function findingOf(difference: number, better: 'higher' | 'lower', significant: boolean): Finding {
  if (!significant || difference === 0) return 'not-significant'
  return difference > 0 === (better === 'higher') ? 'second-better' : 'first-better'
}

function whyNot(a: PlanEntry | undefined, b: PlanEntry | undefined): NotCompared['why'] | undefined {
  if (a === undefined || b === undefined) return 'only-one'
  if (a.instrument !== b.instrument || a.version !== b.version) return 'other-instrument'
  if (canonicalText(a.params) !== canonicalText(b.params)) return 'other-params'
  const reducer = reducers.get(`${a.instrument}@${a.version}`)
  return reducer?.paired === undefined && reducer?.separate === undefined ? 'instrument-cannot' : undefined
}

type Pair = readonly [first: PairedItem, second: PairedItem]

/** By id, in the order of ids: what is drawn in a resample does not depend on the order of the files. */
function joinedItems(one: PairedQuantity, other: PairedQuantity) {
  const theirs = new Map(other.items.map((i) => [i.id, i]))
  const pairs: Pair[] = []
  let [onlyFirst, askedOtherwise] = [0, 0]
  for (const item of one.items) {
    const match = theirs.get(item.id)
    theirs.delete(item.id)
    if (match === undefined) onlyFirst++
    else if (match.asked !== item.asked) askedOtherwise++
    else pairs.push([item, match])
  }
  pairs.sort(([a], [b]) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { pairs, onlyFirst, onlySecond: theirs.size, askedOtherwise }
}

function compared({ quantity, kind, better }: PairedQuantity, pairs: readonly Pair[], confidence: number) {
  if (pairs.length === 0) return 'no-pairs' as const
  const column = (side: 0 | 1, of: 'counted' | 'of') => Float64Array.from(pairs, (p) => p[side][of])
  const first = { counted: column(0, 'counted'), of: column(0, 'of') }
  const second = { counted: column(1, 'counted'), of: column(1, 'of') }
  const rate = ({ counted, of }: typeof first) => counted.reduce((a, b) => a + b, 0) / of.reduce((a, b) => a + b, 0)
  const [a, b] = [rate(first), rate(second)]
  if (!Number.isFinite(a) || !Number.isFinite(b)) return 'nothing-to-divide' as const
  const shared = { quantity, kind, better, pairs: pairs.length, first: a, second: b, difference: b - a }
  if (kind === 'ratio') {
    const { p, interval } = pairedDifference({ first, second }, confidence)
    const [lower, upper] = interval(confidence)
    return { ...shared, lower, upper, method: 'bootstrap' as const, p }
  }
  const only = (side: 0 | 1) => pairs.filter((p) => p[side].counted > p[1 - side]!.counted).length
  const discordant = [only(0), only(1)] as const
  const [lower, upper] = pairedShareInterval(
    { onlyFirst: discordant[0], onlySecond: discordant[1], items: pairs.length },
    confidence,
  )
  return { ...shared, lower, upper, method: 'mcnemar' as const, discordant, p: mcNemarExact(...discordant) }
}

/** Two shares of trials that have nothing to do with each other. */
function apartFrom({ quantity, better, counted, of }: SeparateQuantity, other: SeparateQuantity, confidence: number) {
  if (of === 0 || other.of === 0) return 'nothing-to-divide' as const
  const [a, b] = [counted / of, other.counted / other.of]
  const [lower, upper] = independentShareInterval({ k: counted, n: of }, { k: other.counted, n: other.of }, confidence)
  const p = fisherExact({ a: counted, b: of - counted, c: other.counted, d: other.of - other.counted }).twoSided
  return {
    ...{ quantity, better, kind: 'yes-no' as const, pairs: null, trials: [of, other.of] as const },
    ...{ first: a, second: b, difference: b - a, lower, upper, method: 'fisher' as const, p },
  }
}

function planOf(files: Files): ReadonlyMap<string, PlanEntry> {
  return new Map(json<PlanEntry[]>(files, names.plan).map((p) => [p.measure, p]))
}

function pairedOf(files: Files, entry: PlanEntry): readonly PairedQuantity[] {
  const { paired } = reducers.get(`${entry.instrument}@${entry.version}`)!
  return paired?.(answeredOf(files, entry), entry.params) ?? []
}

function separateOf(files: Files, entry: PlanEntry): readonly SeparateQuantity[] {
  const { separate } = reducers.get(`${entry.instrument}@${entry.version}`)!
  return separate?.(answeredOf(files, entry), entry.params) ?? []
}

function answeredOf(files: Files, { measure }: PlanEntry) {
  const name = names.results(measure)
  const read = readResults(files.get(name) ?? new Uint8Array(), name)
  if (!read.ok) throw new ProblemError(read.problems)
  return read.value.flatMap((l) => (l.ok ? [{ id: l.id, result: l.result }] : []))
}

function titleOf(instrument: string, quantity: string): { readonly title?: Text } {
  const kind: QuantityKind | undefined = instruments.get(instrument)?.produces[quantity]
  return kind?.title === undefined ? {} : { title: kind.title }
}

function sideOf(files: Files): ComparedSubject {
  const subject = json<{ title: Text; version: string }>(files, names.subject)
  const { assessment } = json<{ assessment: { date: string } }>(files, names.evidence)
  const { standard } = json<{ standard: { entry: string } }>(files, names.manifest)
  return {
    title: subject.title,
    version: subject.version,
    standard: standard.entry.replace(/^standard\//, '').replace(/\.yaml$/, ''),
    date: assessment.date,
  }
}

function json<T>(files: Files, name: string): T {
  return JSON.parse(new TextDecoder().decode(files.get(name))) as T
}
