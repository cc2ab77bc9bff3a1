import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePath, tablePaths } from '../files/table-path.ts'

const path = z.string().min(1).max(500)
const polarity = z.enum(['similarity', 'distance']).default('similarity')

/** Where the searches are, relative to the subject's folder. */
const identificationAccess = z.discriminatedUnion('format', [
  /** candidates: search_id, candidate_id, score; truth: search_id, subject_id; gallery: candidate_id, subject_id */
  z.strictObject({
    format: z.literal('lists'),
    candidates: tablePaths,
    truth: tablePath,
    gallery: tablePath.optional(),
    polarity,
  }),
  /** PyEER: `query template score` and `query template` a line, without names of columns */
  z.strictObject({ format: z.literal('pyeer'), scores: path, mates: path, polarity }),
  /** float32 scores, little-endian, a row a search and a column a person, with {rows, columns, mates} beside it */
  z.strictObject({
    format: z.literal('matrix'),
    matrices: z
      .array(z.strictObject({ scores: path, sidecar: path, stratum: z.string().min(1).max(200).optional() }))
      .min(1)
      .max(200),
    polarity,
  }),
])

export type IdentificationAccess = z.infer<typeof identificationAccess>

export function accessOf(subject: Subject, section: string): Outcome<IdentificationAccess> {
  return readAccess(subject, section, identificationAccess, (fault) =>
    problem(
      'identification-access',
      {
        zh: '被测对象没有正确写明检索结果在哪里。',
        en: 'The subject does not say as it should where the results of its searches are.',
      },
      {
        ...fault,
        expected:
          "{format: 'lists', candidates, truth, gallery?} | {format: 'pyeer', scores, mates} | {format: 'matrix', matrices: [{scores, sidecar}]}, each with polarity?: 'similarity' | 'distance'",
        next: {
          zh: '在对象描述的 access 里补上这一段。',
          en: 'Write it under access of the subject.',
        },
      },
    ),
  )
}
