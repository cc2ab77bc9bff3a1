import type { Plan, PlannedMeasure } from './plan.ts'

/** Share of the items that a smoke run asks. */
export const SMOKE_SHARE = 0.05
const SMALLEST = 5

/**
 * The plan with samples of about a twentieth: to see that the set-up works and how long the whole would take. It departs from what the
 * standard fixes, so nothing may be judged from it. Instruments without a sample are left out.
 */
export function smokePlan(plan: Plan): Plan {
  return { ...plan, measures: plan.measures.flatMap(smaller) }
}

function smaller(planned: PlannedMeasure): PlannedMeasure[] {
  const { shape } = planned.instrument.params as unknown as { shape?: Record<string, unknown> }
  const given = planned.params as Readonly<Record<string, unknown>>
  if (shape && 'requests' in shape) {
    const requests = part(given['requests'])
    return [{ ...planned, params: { ...given, requests } }]
  }
  if (!shape || !('sample' in shape)) return []
  return [{ ...planned, params: { ...given, sample: part(given['sample']), perClass: 0 } }]
}

function part(whole: unknown): number {
  return typeof whole === 'number' ? Math.max(Math.min(whole, SMALLEST), Math.ceil(whole * SMOKE_SHARE)) : SMALLEST
}
