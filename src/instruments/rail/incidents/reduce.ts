import type { Estimate } from '../../../judge/evidence.ts'
import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { quantileOf } from '../../quantile-of.ts'
import { spreadProportion } from '../../spread-proportion.ts'
import { withoutDraws } from '../../without-draws.ts'
import { rowsAndIntake } from '../records/results.ts'
import { shareOf } from '../records/shares.ts'
import { type IncidentParams, type IncidentResult, type IncidentRow, incidentParams } from './params.ts'

type Rows = readonly IncidentRow[]

/** Incidents one by one: detected by the system, how soon, whether the first plan was right, and steps that the system does. */
export const incidentReducer: Reducer<IncidentParams, IncidentResult> = {
  name: 'rail/incidents',
  version: '1',
  params: incidentParams,
  reduce(results, { only }, confidences) {
    const { rows, intake } = rowsAndIntake<IncidentRow>(results)
    const counted = rows.filter((r) => only === 'all' || r.drill === (only === 'drills'))
    const all = figuresOf(counted, confidences)
    const kinds = [...new Set(counted.map((r) => r.kind))].sort()
    const byKind = kinds.map((kind) => {
      const own = counted.filter((r) => r.kind === kind)
      const { detected, detectP95, planMatch, automatedSteps } = figuresOf(own, confidences)
      return {
        kind,
        incidents: own.length,
        detected: withoutDraws(detected),
        detectP95,
        planMatch: withoutDraws(planMatch),
        automatedSteps: withoutDraws(automatedSteps),
      }
    })
    const count = (is: (r: IncidentRow) => boolean) => counted.filter(is).length
    return {
      n: counted.length,
      evidence: counted.length === 0 ? 'none' : 'record',
      quantities: {
        ...all,
        incidents: counted.length,
        drills: count((r) => r.drill),
        byPerson: count((r) => r.detectedBy === 'person'),
        missed: count((r) => r.detectedBy === 'nobody'),
        untimed: count((r) => r.detectedBy === 'system' && r.delay === null),
        withPlan: count((r) => r.matched !== null),
        byKind: byKind.length === 0 ? null : byKind,
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        only,
        bounds: 'shares Clopper-Pearson; the percentile by order statistics; steps with whole incidents drawn',
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: [
        ...estimateBars(
          { zh: '各类事件由系统检出的份额', en: 'Detected by the system, by kind of incident' },
          { title: { zh: '检出率', en: 'detected' }, scale: 'linear', range: [0, 1], percent: true },
          byKind,
          'kind',
          'detected',
          all.detected,
        ),
        ...estimateBars(
          { zh: '各类事件处置步骤的自动化率', en: 'Steps that the system does, by kind of incident' },
          { title: { zh: '自动化率', en: 'automated' }, scale: 'linear', range: [0, 1], percent: true },
          byKind,
          'kind',
          'automatedSteps',
          all.automatedSteps,
        ),
      ],
    }
  },
}

function figuresOf(rows: Rows, confidences: readonly string[]) {
  const bySystem = rows.filter((r) => r.detectedBy === 'system')
  const asked = rows.filter((r) => r.matched !== null)
  return {
    detected: shareOf(bySystem.length, rows.length, confidences),
    detectP95: quantileOf(
      bySystem.flatMap((r) => (r.delay === null ? [] : [r.delay])),
      0.95,
      confidences,
    ),
    planMatch: shareOf(asked.filter((r) => r.matched).length, asked.length, confidences),
    automatedSteps: stepsOf(rows, confidences),
  }
}

/** Steps of one incident hang together: who has automated its plan has automated most of it. */
function stepsOf(rows: Rows, confidences: readonly string[]): Estimate | null {
  const parts = rows.flatMap((r) => (r.steps === null ? [] : [r.steps])).filter(([, all]) => all > 0)
  return parts.length === 0 ? null : spreadProportion(parts, confidences)
}
