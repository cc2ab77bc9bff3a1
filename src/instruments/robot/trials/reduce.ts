import type { Bounds, Estimate } from '../../../judge/evidence.ts'
import { clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { sequentialTest } from '../../../metrics/sequential.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { meanShare } from '../../estimates.ts'
import { isIntake } from '../../intake.ts'
import { bounds, proportion } from '../../proportion.ts'
import { bounded, delayOf } from '../../recognition/events/estimates.ts'
import { type Trial, type TrialParams, type TrialResult, trialParams } from './params.ts'
import { plannedTrials, sequentialPlan } from './plan.ts'
import { sequentialPicture } from './sequential-picture.ts'
import { RESAMPLED, resampledShare, type Shares, STRATIFIED, stratifiedOf } from './shares.ts'

interface Count {
  readonly name: string
  k: number
  n: number
}

export const trialReducer: Reducer<TrialParams, TrialResult> = {
  name: 'robot/trials',
  version: '1.0.0',
  params: trialParams,
  separate(results) {
    const counted = [...results].flatMap(({ result }) =>
      isIntake(result) || result.outcome === 'void' ? [] : [result],
    )
    return [{ quantity: 'success', better: 'higher', counted: counted.filter(won).length, of: counted.length }]
  },
  reduce(results, given, confidences) {
    const params = trialParams.parse(given)
    const trials: Trial[] = []
    let declared: readonly string[] = []
    let shares: Shares | undefined
    let refused: number | null = null
    // ids begin with the place of the row: the sequential test goes by the order of the rows
    for (const { result } of [...results].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      if (isIntake(result)) {
        refused = result.refused
        declared = (result.declared['cells'] as readonly string[] | undefined) ?? []
        shares = result.declared['shares'] as Shares | undefined
      } else trials.push(result)
    }
    return reduced(trials, declared, shares, refused, params, confidences)
  },
}

function reduced(
  trials: readonly Trial[],
  declared: readonly string[],
  shares: Shares | undefined,
  refusedLines: number | null,
  params: TrialParams,
  confidences: readonly string[],
): Reduction {
  const counted = trials.filter((t) => t.outcome !== 'void')
  const n = counted.length
  const k = counted.filter(won).length
  const cells = countsBy(counted, (t) => t.cell, declared)
  const disturbances = countsBy(counted, (t) => t.disturbance, [])
  const fit = cells.filter((c) => c.n >= params.enough)
  const success = n === 0 ? null : proportion(k, n, confidences)
  const travelled = counted
    .flatMap((t) => (t.lengths === undefined ? [] : [weight(t, t.lengths)]))
    .sort((a, b) => a - b)
  const delays = Float64Array.from(
    counted.flatMap((t) => (t.latencyMs === undefined ? [] : [t.latencyMs / 1000])),
  ).sort()
  const spl = (terms: readonly number[]) =>
    params.bounds === 'bootstrap' ? resampledShare(terms, confidences) : meanShare(sumOf(terms), n, confidences)
  const failed = counted.map((t) => !won(t))
  const sequential = params.sequential === undefined || n === 0 ? undefined : sequentialTest(params.sequential, failed)
  const listed = (name: 'cell' | 'disturbance', all: readonly Count[]) =>
    all.some((c) => c.name !== '')
      ? all.map((c) => ({
          [name]: c.name === '' ? '—' : c.name,
          success: c.n === 0 ? null : bounded(proportion(c.k, c.n, confidences)),
          trials: c.n,
        }))
      : null
  const quantities = {
    success,
    worst: worstOf(fit, confidences),
    stratified: shares === undefined ? null : stratifiedOf(shares, cells, confidences),
    sequential: sequential?.verdict ?? null,
    spl: travelled.length === 0 || travelled.length < n ? null : spl(travelled),
    latencyP95: delayOf(delays, 0.95, confidences),
    trials: trials.length === 0 ? null : n,
    failures: trials.length === 0 ? null : n - k,
    voided: trials.length === 0 ? null : trials.length - n,
    thinCells: trials.length === 0 ? null : cells.length - fit.length,
    refusedLines,
    cells: listed('cell', cells),
    disturbances: listed('disturbance', disturbances),
  }
  const axis = { title: { zh: '成功率', en: 'success' }, scale: 'linear', range: [0, 1], percent: true } as const
  return {
    n,
    evidence: trials.length === 0 ? 'none' : 'recomputed',
    quantities,
    detail: {
      ...params,
      bounds:
        'Clopper-Pearson; trials are taken as independent. Worst cell: the least lower bound, and the least upper bound with Bonferroni',
      ...(shares === undefined ? {} : { shares, stratified: STRATIFIED }),
      ...(params.bounds === 'bootstrap' ? { splBounds: RESAMPLED } : {}),
      ...(sequential === undefined ? {} : { verdict: sequential, sequentialPlan: sequentialPlan(params.sequential!) }),
      withLengths: travelled.length,
      withLatency: delays.length,
      plan: plannedTrials(params.targets, confidences, n, n - k),
    },
    pictures: [
      ...(params.sequential === undefined || n === 0 ? [] : [sequentialPicture(params.sequential, failed)]),
      ...estimateBars(
        { zh: '各工况单元的成功率', en: 'Success by cell' },
        axis,
        quantities.cells,
        'cell',
        'success',
        success,
      ),
      ...estimateBars(
        { zh: '各类干扰下的成功率', en: 'Success by disturbance' },
        axis,
        quantities.disturbances,
        'disturbance',
        'success',
        success,
      ),
    ],
  }
}

const won = (t: Trial) => t.outcome === 'success'

/** Anderson et al., On Evaluation of Embodied Navigation Agents (2018): success · shortest / max(travelled, shortest). */
function weight(t: Trial, [shortest, travelled]: readonly [number, number]): number {
  return won(t) ? shortest / Math.max(travelled, shortest) : 0
}

/** Ascending, so that no order of the rows changes the last digit. */
const sumOf = (ascending: readonly number[]) => ascending.reduce((a, b) => a + b, 0)

function countsBy(trials: readonly Trial[], of: (t: Trial) => string, declared: readonly string[]): readonly Count[] {
  const counts = new Map<string, Count>(declared.map((name) => [name, { name, k: 0, n: 0 }]))
  for (const t of trials) {
    const name = of(t)
    const count = counts.get(name) ?? { name, k: 0, n: 0 }
    counts.set(name, count)
    count.n++
    if (won(t)) count.k++
  }
  return [...counts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * The lowest rate of any cell. Below, the least of the lower bounds holds at the same confidence: the truly worst cell has its own. Above, the least
 * of m upper bounds holds where each is taken at 1 - (1 - c)/m.
 */
function worstOf(cells: readonly Count[], confidences: readonly string[]): Estimate | null {
  const [first, ...rest] = cells
  if (first === undefined) return null
  const least = rest.reduce((a, b) => (b.k * a.n < a.k * b.n || (b.k * a.n === a.k * b.n && b.n < a.n) ? b : a), first)
  const each = cells.map((c) => proportion(c.k, c.n, confidences))
  const own = each[cells.indexOf(least)]!
  if (cells.length === 1) return own
  return {
    ...own,
    bounds: confidences.map((c, i): Bounds => {
      const shared = 1 - (1 - Number(c)) / cells.length
      const upper = Math.min(...cells.map(({ k, n }) => clopperPearsonUpper(k, n, shared)))
      return bounds(c, Math.min(...each.map((e) => Number(e.bounds![i]!.lower))), upper)
    }),
  }
}
