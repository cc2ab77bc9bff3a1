import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { filePath, scopeShape } from '../feed/access.ts'
import { isZone } from '../feed/service-time.ts'
import type { GtfsRtParams } from './params.ts'

const files = z.union([filePath.transform((f) => [f]), z.array(filePath).min(1).max(5000)])

const shape = z
  .strictObject({
    /** the planned timetable; without it there is no punctuality and no excess wait */
    timetable: filePath.optional(),
    timezone: z.string().refine(isZone).optional(),
    /** vehicle positions: messages (.pb, .json, packed or not; a folder of them), or a table (.csv, .jsonl, .parquet) */
    positions: files.optional(),
    /** trip updates: messages, or a table */
    updates: files.optional(),
    /** stop events: a table */
    calls: files.optional(),
    /** published counts: a table */
    counts: files.optional(),
    ...scopeShape,
  })
  .refine((a) => [a.positions, a.updates, a.calls, a.counts].filter((x) => x !== undefined).length === 1)
  .refine((a) => a.counts !== undefined || a.timetable !== undefined || a.timezone !== undefined, {
    path: ['timezone'],
  })

export type GtfsRtAccess = z.output<typeof shape>

/** Problem: rail-access. */
export function accessOf(subject: Subject, { section }: GtfsRtParams): Outcome<GtfsRtAccess> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      {
        zh: '被测对象没有正确写明实际运行的记录在哪里。',
        en: 'The subject does not say as it should where the records of running are.',
      },
      {
        ...fault,
        expected:
          'one of {positions: rt/}, {updates: rt/}, {calls: calls.csv}, {counts: counts.csv}; with timetable: gtfs.zip, or timezone: Asia/Shanghai; dates?, routes?, window?',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}
