import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Interval } from '../../../metrics/intervals.ts'
import {
  countedAs,
  type Outcome,
  type PadPoint,
  type PadScores,
  pointAtApcer,
  pointAtBpcer,
  worstOf,
} from '../../../metrics/presentation-attack.ts'
import { type ClusteredRates, clusteredProportions } from '../../clustered-proportion.ts'
import type { Reducer } from '../../contract.ts'
import { byText } from '../../llm/bank/sample.ts'
import { bounds } from '../../proportion.ts'
import { type PadParams, type PadResult, type PadRow, padParams } from './params.ts'
import { padPictures } from './pictures.ts'

/** One kind of presentation at the declared threshold: bona fide ones, or attacks of one species. */
interface Tallied {
  readonly species: string
  readonly presentations: number
  readonly errors: number
  readonly nonResponses: number
  readonly subjects: number
  /** error rate first, non-response rate second */
  readonly rates: ClusteredRates
  readonly silent: ClusteredRates
}

/** Everything comes from the rows of presentations, in whatever order they come. */
export const padReducer: Reducer<PadParams, PadResult> = {
  name: 'recognition/pad',
  version: '1',
  params: padParams,
  reduce: (results, params, confidences) => {
    const rows: PadRow[] = []
    let intake: object | undefined
    let refused: number | null = null
    for (const { result } of results) {
      if (result.kind === 'presentations') rows.push(...result.rows)
      else [intake, refused] = [result.intake, result.intake.refused]
    }
    rows.sort((a, b) => byText(a[0], b[0]))
    const attacks = rows.filter((r) => r[2] !== null)
    const bonaFide = rows.filter((r) => r[2] === null)
    const decided = params.threshold !== undefined || rows.some((r) => r[5] !== null)
    // the lower bound of the largest APCER asks for a confidence finer than those stated
    const kinds = Math.max(1, new Set(attacks.map((r) => r[2])).size)
    const finest = 1 - (1 - Math.max(0.5, ...confidences.map(Number))) / kinds
    const tallied = (own: readonly PadRow[], species: string) => tallyOf(own, species, params, confidences, finest)
    const bySpecies = grouped(attacks, (r) => r[2]!).map(([name, own]) => tallied(own, name))
    const real = tallied(bonaFide, '')
    const known = rows.length > 0
    const apcer = decided ? worstRate(bySpecies, confidences) : null
    const bpcer = decided ? (real.rates.rates[0] ?? null) : null
    const species = bySpecies.map((s) => ({
      species: s.species,
      apcer: decided ? (s.rates.rates[0] ?? null) : null,
      apnrr: s.silent.rates[0] ?? null,
      presentations: s.presentations,
      nonResponses: s.nonResponses,
      subjects: s.subjects,
    }))
    const scores = scoresOf(rows, params)
    const quantities: Record<string, Quantity> = {
      apcer,
      bpcer,
      acer: decided ? acerOf(bySpecies, real, confidences) : null,
      apnrr: tallied(attacks, '').silent.rates[0] ?? null,
      bpnrr: real.silent.rates[0] ?? null,
      attacks: known ? attacks.length : null,
      bonaFide: known ? bonaFide.length : null,
      refusedLines: refused,
      species: species.length === 0 ? null : species,
      levels: decided ? byLevel(attacks, tallied, confidences) : null,
    }
    return {
      n: rows.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        convention: {
          decided: params.threshold === undefined ? 'by the column of decisions' : `threshold ${params.threshold}`,
          accepted: params.higher === 'bona-fide' ? 'score >= threshold' : 'score <= threshold',
          nonResponses: params.nonResponses,
          unknown: 'no score or decision, and no word of a non-response: an error of either kind',
          acer: '(largest APCER + BPCER) / 2; not an ISO metric',
        },
        worst: worstOf(bySpecies)?.species ?? null,
        bounds:
          'of a species: the wider of Clopper-Pearson and whole subjects; of the largest APCER: upper, the largest of the upper bounds; lower, the largest of the lower bounds with Bonferroni over species',
        unknown: {
          attacks: attacks.filter((r) => outcomeOf(r, params) === 'unknown').length,
          bonaFide: bonaFide.filter((r) => outcomeOf(r, params) === 'unknown').length,
        },
        subjects: new Set(rows.map((r) => r[1]).filter((s) => s !== '')).size,
        apcerAtBpcer: atEach(['0.01', '0.05', '0.1'], (f) => pointAtBpcer(scores, f), scores, params),
        bpcerAtApcer: atEach(['0.05', '0.1'], (f) => pointAtApcer(scores, f), scores, params),
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: padPictures(scores, quantities['species'], apcer),
    }
  },
}

/** What a presentation came to; a distance to bona fide is a score turned round. */
export function outcomeOf(row: PadRow, { threshold, higher }: PadParams): Outcome {
  const [, , , , score, decision, response] = row
  if (response === 0) return 'no-response'
  if (threshold === undefined) return decision === null ? 'unknown' : decision === 1 ? 'accepted' : 'rejected'
  if (score === null) return 'unknown'
  const limit = Number(threshold)
  return (higher === 'bona-fide' ? score >= limit : score <= limit) ? 'accepted' : 'rejected'
}

function tallyOf(
  own: readonly PadRow[],
  species: string,
  params: PadParams,
  confidences: readonly string[],
  finest: number,
): Tallied {
  const clusters = grouped(own, (r) => r[1] || `\u0000${r[0]}`).map(([, rows]) => rows)
  const counted = (r: PadRow) => countedAs(outcomeOf(r, params), r[2] !== null, params.nonResponses)
  const sizes = Float64Array.from(clusters, (c) => c.filter((r) => counted(r).counts).length)
  const errors = Float64Array.from(clusters, (c) => c.filter((r) => counted(r).error).length)
  const silent = Float64Array.from(clusters, (c) => c.filter((r) => r[6] === 0).length)
  const all = Float64Array.from(clusters, (c) => c.length)
  const sum = (of: Float64Array) => of.reduce((a, b) => a + b, 0)
  return {
    species,
    presentations: own.length,
    errors: sum(errors),
    nonResponses: sum(silent),
    subjects: new Set(own.map((r) => r[1]).filter((s) => s !== '')).size,
    rates: clusteredProportions({ errors: [errors], sizes }, confidences, finest),
    silent: clusteredProportions({ errors: [silent], sizes: all }, confidences),
  }
}

/**
 * The largest APCER over species. Upper bound: the largest of the species' own upper bounds. It needs no correction for their number: the species that
 * is truly worst lies below its own bound with the stated confidence, and so below the largest. Lower bound: the largest of the lower
 * bounds, each at 1 - alpha / species (Bonferroni), for the largest is picked after looking.
 */
function worstBounds(species: readonly Tallied[], confidence: number): Interval {
  const each = 1 - (1 - confidence) / species.length
  return {
    upper: Math.max(...species.map((s) => s.rates.at(0, confidence).upper)),
    lower: Math.max(...species.map((s) => s.rates.at(0, each).lower)),
  }
}

function counted(species: readonly Tallied[]): readonly (Tallied & { readonly estimate: Estimate })[] {
  return species.flatMap((s) => {
    const [estimate] = s.rates.rates
    return estimate == null ? [] : [{ ...s, estimate, presentations: estimate.n! }]
  })
}

function worstRate(all: readonly Tallied[], confidences: readonly string[]): Estimate | null {
  const species = counted(all)
  const worst = worstOf(species)
  if (worst === undefined) return null
  return {
    ...worst.estimate,
    bounds: confidences.map((c) => {
      const { lower, upper } = worstBounds(species, Number(c))
      return bounds(c, lower, upper)
    }),
  }
}

function acerOf(all: readonly Tallied[], real: Tallied, confidences: readonly string[]): Estimate | null {
  const species = counted(all)
  const [worst, bpcer] = [worstOf(species), real.rates.rates[0]]
  if (worst === undefined || bpcer == null) return null
  const value = Exact.parse(String(worst.estimate.value))!
    .plus(Exact.parse(String(bpcer.value))!)
    .over(Exact.whole(2n))
  return {
    value: `${value.n}/${value.d}`,
    n: Math.min(worst.estimate.n!, bpcer.n!),
    bounds: confidences.map((c) => {
      // half of the error for each of the two
      const half = (1 + Number(c)) / 2
      const [a, b] = [worstBounds(species, half), real.rates.at(0, half)]
      return bounds(c, (a.lower + b.lower) / 2, (a.upper + b.upper) / 2)
    }),
  }
}

function byLevel(
  attacks: readonly PadRow[],
  tallied: (own: readonly PadRow[], species: string) => Tallied,
  confidences: readonly string[],
): Quantity {
  const levels = grouped(attacks, (r) => r[3])
  if (levels.length === 0 || (levels.length === 1 && levels[0]![0] === '')) return null
  return levels.map(([level, own]) => {
    const species = grouped(own, (r) => r[2]!).map(([name, rows]) => tallied(rows, name))
    return {
      level,
      apcer: worstRate(species, confidences),
      worst: worstOf(counted(species))?.species ?? null,
      presentations: own.length,
    }
  })
}

/** Scores as similarities to bona fide, for curves. Where no response is out of the rates it is out here too. */
function scoresOf(rows: readonly PadRow[], { higher, nonResponses }: PadParams): PadScores {
  const sign = higher === 'bona-fide' ? 1 : -1
  const bonaFide: number[] = []
  const species = new Map<string, number[]>()
  if (rows.every((r) => r[4] === null)) return { bonaFide, species }
  for (const [, , kind, , score, , response] of rows) {
    if (response === 0 && nonResponses === 'excluded') continue
    const x = response === 0 ? Number.NaN : score === null ? Number.POSITIVE_INFINITY : score * sign + 0
    if (kind === null) bonaFide.push(x)
    else if (species.has(kind)) species.get(kind)!.push(x)
    else species.set(kind, [x])
  }
  return { bonaFide, species: new Map([...species].sort(([a], [b]) => byText(a, b))) }
}

function atEach(
  targets: readonly string[],
  point: (target: Exact) => PadPoint | null,
  scores: PadScores,
  { higher }: PadParams,
) {
  return targets.map((target) => {
    const at = point(Exact.parse(target)!)
    if (at === null) return { at: target, apcer: null, bpcer: null, worst: null, threshold: null }
    const { worst, threshold, bonaFideErrors } = at
    return {
      at: target,
      apcer: `${worst.errors}/${worst.presentations}`,
      bpcer: `${bonaFideErrors}/${scores.bonaFide.length}`,
      worst: worst.species,
      threshold: threshold === null ? null : decimal(higher === 'bona-fide' ? threshold : -threshold, 17),
    }
  })
}

function grouped<T>(rows: readonly T[], of: (row: T) => string): (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const own = groups.get(of(row))
    if (own) own.push(row)
    else groups.set(of(row), [row])
  }
  return [...groups].sort(([a], [b]) => byText(a, b))
}
