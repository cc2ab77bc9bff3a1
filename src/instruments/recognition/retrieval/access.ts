import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePaths } from '../files/table-path.ts'

/** Where a subject's lists of results are, and what is relevant to each query; relative to its folder. */
const retrievalAccess = z.strictObject({ results: tablePaths, relevant: tablePaths })

export interface RetrievalAccess {
  readonly results: readonly string[]
  readonly relevant: readonly string[]
}

/** Problem: retrieval-access. */
export function accessOf(subject: Subject, section: string): Outcome<RetrievalAccess> {
  const read = readAccess(subject, section, retrievalAccess, (fault) =>
    problem(
      'retrieval-access',
      {
        zh: '被测对象没有写明检索结果和相关项在哪里。',
        en: 'The subject does not say where its lists of results and the relevant items are.',
      },
      {
        ...fault,
        expected: '{results: TABLE, relevant: TABLE}, each ….csv | .tsv | .jsonl | .parquet or a list of them',
        next: {
          zh: `在对象描述的 access.${section} 里补上这一段。`,
          en: `Write it under access.${section} of the subject.`,
        },
      },
    ),
  )
  if (!read.ok) return read
  return { ...read, value: { results: [read.value.results].flat(), relevant: [read.value.relevant].flat() } }
}
