import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer, lower, ratio } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about records of incidents and drills. */
export const incidentParams = z.strictObject({
  /** which of them count */
  only: z.enum(['all', 'drills', 'incidents']).default('all'),
  /** section of the subject's `access` that names the tables */
  section: sectionName('incidents'),
})
export type IncidentParams = z.output<typeof incidentParams>

export const detectors = ['system', 'person', 'nobody'] as const

/** An incident or a drill: who detected it, which plan came first, and who did the steps of the plan. */
export interface IncidentRow {
  readonly kind: string
  readonly drill: boolean
  readonly detectedBy: (typeof detectors)[number]
  /** seconds from onset to the alarm; null where there was none or a time is missing */
  readonly delay: number | null
  /** whether the plan that the system named first was the right one; null where no plan was asked for */
  readonly matched: boolean | null
  /** null where the plan has no count of steps */
  readonly steps: readonly [automatic: number, all: number] | null
}
export type IncidentResult = IncidentRow | Intake

const quantities = {
  detected: ratio('系统检出份额', 'detected by the system'),
  detectP95: lower('检出时延 P95', 'time to detect, 95th percentile', 's'),
  planMatch: ratio('预案匹配正确率', 'first plan right'),
  automatedSteps: ratio('处置步骤自动化率', 'steps of plans that the system does'),
}

export const incidentProduces = {
  ...quantities,
  incidents: integer('计入的事件与演练', 'incidents and drills that count'),
  drills: integer('其中演练', 'drills among them'),
  byPerson: integer('由人发现', 'detected by a person'),
  missed: integer('无人发现', 'detected by nobody'),
  untimed: integer('系统检出但没有时刻', 'detected by the system without its times'),
  withPlan: integer('要求预案的', 'with a plan asked for'),
  byKind: {
    kind: 'list',
    fields: {
      kind: { kind: 'word', title: { zh: '类别', en: 'kind' } },
      incidents: integer('次数', 'incidents'),
      ...quantities,
    },
    title: { zh: '按类别', en: 'by kind' },
  },
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
