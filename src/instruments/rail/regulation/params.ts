import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer, ratio } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about records of automatic regulation. */
export const regulationParams = z.strictObject({
  /** seconds from which a delay counts */
  from: z.number().min(0).max(3600).default(60),
  /** section of the subject's `access` that names the tables */
  section: sectionName('regulation'),
})
export type RegulationParams = z.output<typeof regulationParams>

/** A delay that train supervision recorded, and who made it good. */
export interface DelayRow {
  readonly seconds: number
  /** the timetable was kept again before the train's run ended */
  readonly absorbed: boolean
  /** a dispatcher had a hand in it */
  readonly dispatcher: boolean
  /** delays of one disturbance hang together; empty where the table does not say */
  readonly disturbance: string
}
export type RegulationResult = DelayRow | Intake

export const regulationProduces = {
  success: ratio('自动调整成功率', 'delays absorbed without a dispatcher'),
  delays: integer('计入的延误', 'delays that count'),
  byDispatcher: integer('有调度员介入的延误', 'delays in which a dispatcher had a hand'),
  notAbsorbed: integer('没有消除的延误', 'delays that were not absorbed'),
  tooShort: integer('短于起算值的延误', 'delays below the least that counts'),
  bySize: {
    kind: 'list',
    fields: {
      size: { kind: 'word', title: { zh: '延误', en: 'delay' } },
      delays: integer('次数', 'delays'),
      success: ratio('自动调整成功率', 'absorbed without a dispatcher'),
    },
    title: { zh: '按延误大小', en: 'by size of the delay' },
  },
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
