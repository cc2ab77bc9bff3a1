import type { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'

/** The section of a subject's `access` that names the records of a measure. Problem: rail-access, with what was expected. */
export function recordsOf<T>(subject: Subject, section: string, shape: z.ZodType<T>, expected: string): Outcome<T> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      {
        zh: '被测对象没有正确写明这项测量的记录在哪里。',
        en: 'The subject does not say as it should where the records of this measure are.',
      },
      {
        ...fault,
        expected,
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}
