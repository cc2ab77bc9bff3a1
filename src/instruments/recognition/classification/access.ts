import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePaths } from '../files/table-path.ts'

/** Where a subject's classifications are: tables that are read as one, relative to its folder. */
const classificationAccess = z.strictObject({
  table: tablePaths,
  /** one label a row, or a set of them, separated by | */
  labels: z.enum(['one', 'several']).default('one'),
})

export interface ClassificationAccess {
  readonly tables: readonly string[]
  readonly labels: 'one' | 'several'
}

/** Problem: classification-access. */
export function accessOf(subject: Subject, section: string): Outcome<ClassificationAccess> {
  const read = readAccess(subject, section, classificationAccess, (fault) =>
    problem(
      'classification-access',
      {
        zh: '被测对象没有写明分类结果的表在哪里。',
        en: 'The subject does not say where the table of its classifications is.',
      },
      {
        ...fault,
        expected: "{table: ….csv | .tsv | .jsonl | .parquet, or a list of them, labels: 'one' | 'several'}",
        next: {
          zh: `在对象描述的 access.${section} 里补上这一段。`,
          en: `Write it under access.${section} of the subject.`,
        },
      },
    ),
  )
  if (!read.ok) return read
  const { table: given, labels } = read.value
  return { ...read, value: { tables: [given].flat(), labels } }
}
