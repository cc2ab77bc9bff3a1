import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { filePath, scopeShape } from '../feed/access.ts'
import { isZone } from '../feed/service-time.ts'
import type { PredictionParams } from './params.ts'

const files = z.union([filePath.transform((f) => [f]), z.array(filePath).min(1).max(5000)])

const shape = z
  .strictObject({
    /** what was published: trip updates as messages (a folder of them), or a table */
    updates: files,
    /** what came: vehicle positions, or stop events */
    positions: files.optional(),
    calls: files.optional(),
    /** the planned timetable: what a published delay stands on */
    timetable: filePath.optional(),
    timezone: z.string().refine(isZone).optional(),
    ...scopeShape,
  })
  .refine((a) => (a.positions === undefined) !== (a.calls === undefined))
  .refine((a) => a.timetable !== undefined || a.timezone !== undefined, { path: ['timezone'] })

export type PredictionAccess = z.output<typeof shape>

/** Problem: rail-access. */
export function accessOf(subject: Subject, { section }: PredictionParams): Outcome<PredictionAccess> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      {
        zh: '被测对象没有正确写明预测与实际到达的记录在哪里。',
        en: 'The subject does not say as it should where the records of predictions and of arrivals are.',
      },
      {
        ...fault,
        expected:
          '{updates: rt/, and one of positions: rt/ | calls: calls.csv; timezone: Asia/Shanghai, or timetable: gtfs.zip; dates?, routes?, window?}',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}
