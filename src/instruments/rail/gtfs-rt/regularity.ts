import { type Cell, cellsOf, figuresOf } from '../running/headways.ts'
import { type Stretch, together } from '../running/together.ts'
import { Sums } from './clusters.ts'
import type { GtfsRtParams, RunDay } from './params.ts'

/** What the headways of all days come to: sums by hour. */
export interface Regularity {
  readonly variation: Sums
  readonly wait: Sums
  readonly plannedWait: Sums
  /** actual less planned wait, each cell weighed by its planned time */
  readonly excess: Sums
  /** headways no longer than the factor times the mean planned headway of their cell */
  readonly passed: Sums
  readonly actual: readonly number[]
  readonly planned: readonly number[]
}

/** Days in the order of their dates and lines. */
export function regularityOf(days: readonly RunDay[], params: GtfsRtParams): Regularity {
  const { by, per, least } = params
  const window = days[0]?.window ?? null
  const factor = Number(params.waitFactor)
  const [variation, wait, plannedWait] = [new Sums(), new Sums(), new Sums()]
  const [excess, passed] = [new Sums(), new Sums()]
  const [actual, planned]: [number[], number[]] = [[], []]
  const cells = (s: Stretch) => cellsOf(s.trains, s.stops.length, { by, per, window })
  const plans = stretches(days, params, (d) => d.planned ?? [])
  for (const [i, run] of stretches(days, params, (d) => d.actual).entries()) {
    const cluster = (c: Cell) => `${run.date} ${String(c.hour ?? '').padStart(2, '0')}`
    const plan = new Map(cells(plans[i]!).map((c) => [`${c.stop} ${c.hour}`, c]))
    for (const c of plan.values()) addWait(plannedWait, cluster(c), c.headways, planned)
    for (const c of cells(run)) {
      addWait(wait, cluster(c), c.headways, actual)
      const figures = figuresOf(c.headways)
      if (figures.n >= least && figures.cv !== null) variation.add(cluster(c), figures.n * figures.cv, figures.n)
      const own = plan.get(`${c.stop} ${c.hour}`)
      const asPlanned = own === undefined ? undefined : figuresOf(own.headways)
      if (own === undefined || asPlanned === undefined || asPlanned.wait === null) continue
      const seconds = asPlanned.mean * asPlanned.n
      if (figures.wait !== null) excess.add(cluster(c), seconds * (figures.wait - asPlanned.wait), seconds)
      passed.add(cluster(c), c.headways.filter((h) => h <= factor * asPlanned.mean).length, figures.n)
    }
  }
  return { variation, wait, plannedWait, excess, passed, actual, planned }
}

/** The trains of each day and line, or of lines together. The same days give the same stretches for plan and run. */
export function stretches(
  days: readonly RunDay[],
  { lines }: GtfsRtParams,
  trains: (day: RunDay) => RunDay['actual'],
): readonly Stretch[] {
  const apart = days.map((d) => ({
    date: d.date,
    name: d.name,
    direction: d.direction,
    stops: d.stops,
    trains: trains(d),
  }))
  return lines === 'together' ? together(apart) : apart
}

function addWait(sums: Sums, cluster: string, headways: readonly number[], all: number[]): void {
  let [squares, total] = [0, 0]
  for (const h of headways) {
    squares += h * h
    total += h
    all.push(h)
  }
  sums.add(cluster, squares / 2, total)
}
