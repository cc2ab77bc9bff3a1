import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about a questionnaire of users. */
export const susParams = z.strictObject({
  /** section of the subject's `access` that names the tables */
  section: sectionName('usability'),
})
export type SusParams = z.output<typeof susParams>

/** The ten answers of one user, each from 1 (disagree) to 5 (agree). */
export interface Answers {
  readonly answers: readonly number[]
}
export type SusResult = Answers | Intake

export const susProduces = {
  sus: { kind: 'number', better: 'higher', title: { zh: '系统可用性量表 SUS', en: 'system usability scale (SUS)' } },
  users: integer('用户数', 'users'),
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
