import type { Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { proportion } from '../../proportion.ts'
import { spreadProportion } from '../../spread-proportion.ts'
import { withoutDraws } from '../../without-draws.ts'
import { reaches } from '../running/reaches.ts'
import type { CountResult, GtfsRtParams } from './params.ts'

/** Published counts: only those at the stated tolerance are taken; counts at others are named and never mixed in. */
export function reduceCounts(
  counts: readonly CountResult[],
  params: GtfsRtParams,
  confidences: readonly string[],
): Reduction {
  const tolerance = params.tolerance === undefined ? undefined : Number(params.tolerance)
  const taken = counts.filter((c) => c.tolerance === tolerance && c.observed > 0)
  const sum = (of: (c: CountResult) => number) => taken.reduce((a, c) => a + of(c), 0)
  const [onTime, observed, scheduled] = [sum((c) => c.onTime), sum((c) => c.observed), sum((c) => c.scheduled)]
  const enough = scheduled > 0 && reaches(observed, scheduled, params.coverage)
  const lines = taken.map((c) => ({
    line: c.line,
    punctuality: reaches(c.observed, c.scheduled, params.coverage)
      ? withoutDraws(proportion(c.onTime, c.observed, confidences))
      : null,
    coverage: `${c.observed}/${c.scheduled}`,
    scheduled: c.scheduled,
    observed: c.observed,
  }))
  const parts = taken.map((c) => [c.onTime, c.observed] as const)
  const punctuality = !enough
    ? null
    : parts.length < 2
      ? proportion(onTime, observed, confidences)
      : spreadProportion(parts, confidences)
  return {
    n: observed,
    evidence: counts.length === 0 ? 'none' : 'document',
    quantities: {
      punctuality,
      coverage: scheduled === 0 ? null : `${observed}/${scheduled}`,
      tolerance: tolerance === undefined ? null : String(params.tolerance),
      scheduledTrips: scheduled,
      observedTrips: observed,
      lines: lines.length === 0 ? null : lines,
    },
    detail: {
      tolerances: [...new Set(counts.map((c) => c.tolerance))].sort((a, b) => a - b),
      byTolerance: counts.map((c) => ({ ...c, share: `${c.onTime}/${c.observed}` })).slice(0, 200),
      ...openBecause({ enough, tolerance, scheduled, observed, onTime, coverage: params.coverage }),
    },
    pictures: estimateBars(
      { zh: '各线路正点率', en: 'Punctuality by line' },
      { title: { zh: '正点率', en: 'punctuality' }, scale: 'linear', percent: true },
      lines,
      'line',
      'punctuality',
    ),
  }
}

interface Open {
  readonly enough: boolean
  readonly tolerance: number | undefined
  readonly scheduled: number
  readonly observed: number
  readonly onTime: number
  readonly coverage: string | number
}

/** Why punctuality stays open, and between which shares it lies if what was not seen was all late or all on time. */
export function openBecause({
  enough,
  tolerance,
  scheduled,
  observed,
  onTime,
  coverage,
}: Open): Readonly<Record<string, unknown>> {
  if (tolerance === undefined) return { open: 'no tolerance stated' }
  if (scheduled === 0) return { open: 'nothing at the stated tolerance' }
  if (enough) return {}
  return {
    open: `coverage ${observed}/${scheduled} is below ${coverage}`,
    observedShare: `${onTime}/${observed}`,
    possible: [`${onTime}/${scheduled}`, `${onTime + scheduled - observed}/${scheduled}`],
  }
}
