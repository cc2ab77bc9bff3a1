import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePaths } from '../files/table-path.ts'

/** Where the hashes of a subject's training and test items are, relative to its folder. */
const leakageAccess = z.strictObject({ train: tablePaths, test: tablePaths })

export interface LeakageAccess {
  readonly train: readonly string[]
  readonly test: readonly string[]
}

/** Problem: leakage-access. */
export function accessOf(subject: Subject, section: string): Outcome<LeakageAccess> {
  const read = readAccess(subject, section, leakageAccess, (fault) =>
    problem(
      'leakage-access',
      {
        zh: '被测对象没有写明训练集和测试集的散列表在哪里。',
        en: 'The subject does not say where the hashes of its training and test items are.',
      },
      {
        ...fault,
        expected: '{train: TABLE, test: TABLE}, each ….csv | .tsv | .jsonl | .parquet or a list of them',
        next: {
          zh: `在对象描述的 access.${section} 里补上这一段。`,
          en: `Write it under access.${section} of the subject.`,
        },
      },
    ),
  )
  if (!read.ok) return read
  return { ...read, value: { train: [read.value.train].flat(), test: [read.value.test].flat() } }
}
