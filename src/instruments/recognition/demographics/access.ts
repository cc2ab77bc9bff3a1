import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePath, tablePaths } from '../files/table-path.ts'

const demographicsAccess = z.strictObject({
  scores: tablePaths,
  /** subject_id and the group of each, in the column named by `attribute` */
  subjects: tablePath.optional(),
  attribute: z.string().min(1).max(100).default('group'),
  polarity: z.enum(['similarity', 'distance']).default('similarity'),
})
export type DemographicsAccess = z.infer<typeof demographicsAccess>

export function accessOf(subject: Subject, section: string): Outcome<DemographicsAccess> {
  return readAccess(subject, section, demographicsAccess, (fault) =>
    problem(
      'demographics-access',
      {
        zh: '被测对象没有正确写明带有分组的比对分数。',
        en: 'The subject does not name its comparison scores with groups as it should.',
      },
      {
        ...fault,
        expected:
          "{scores: FILE | [FILE, …], subjects?: FILE, attribute?: COLUMN, polarity?: 'similarity' | 'distance'}",
        next: { zh: '在对象描述的 access 里补上这一段。', en: 'Write it under access of the subject.' },
      },
    ),
  )
}
