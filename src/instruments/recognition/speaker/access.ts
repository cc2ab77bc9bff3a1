import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePaths } from '../files/table-path.ts'

const path = z.string().min(1).max(500)
const polarity = z.enum(['similarity', 'distance']).default('similarity')

/** Where the trials are, relative to the subject's folder. */
const speakerAccess = z.discriminatedUnion('format', [
  /** trials: `label enroll test` or `enroll test label` a line; scores: `enroll test score`; speakers: `id speaker` */
  z.strictObject({ format: z.literal('kaldi'), trials: path, scores: path, speakers: path.optional(), polarity }),
  /** one table or more: label, score[, enroll, test, enroll_speaker, test_speaker] */
  z.strictObject({ format: z.literal('table'), trials: tablePaths, polarity }),
])

export type SpeakerAccess = z.infer<typeof speakerAccess>

export function accessOf(subject: Subject, section: string): Outcome<SpeakerAccess> {
  return readAccess(subject, section, speakerAccess, (fault) =>
    problem(
      'speaker-access',
      {
        zh: '被测对象没有正确写明说话人确认的试验与分数。',
        en: 'The subject does not say as it should where its speaker trials and their scores are.',
      },
      {
        ...fault,
        expected:
          "{format: 'kaldi', trials, scores, speakers?} | {format: 'table', trials}, each with polarity?: 'similarity' | 'distance'",
        next: { zh: '在对象描述的 access 里补上这一段。', en: 'Write it under access of the subject.' },
      },
    ),
  )
}
