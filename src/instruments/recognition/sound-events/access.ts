import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { TABLE_FILE } from '../files/table.ts'
import { tablePath } from '../files/table-path.ts'
import type { SoundParams } from './params.ts'

/** A table, an RTTM file, or a pattern such as `labels/{file}.txt` for one file of Audacity labels for each recording. */
const events = z
  .string()
  .min(1)
  .max(500)
  .refine((name) => TABLE_FILE.test(name) || /\.rttm(\.gz)?$/i.test(name) || name.includes('{file}'))

const soundAccess = z.strictObject({
  durations: tablePath,
  references: events,
  /** what the algorithm detects at its stated operating point */
  predictions: events,
  /** what it detects at others, for PSDS */
  operatingPoints: z.array(events).max(200).default([]),
  /** `speech`: everything is taken as one class, and what overlaps or touches is joined, as for voice activity */
  labels: z.enum(['own', 'speech']).default('own'),
})

export type SoundAccess = z.output<typeof soundAccess>

/** Problem: sound-events-access. */
export function accessOf(subject: Subject, { section }: SoundParams): Outcome<SoundAccess> {
  return readAccess(subject, section, soundAccess, (fault) =>
    problem(
      'sound-events-access',
      {
        zh: '被测对象没有正确写明声音事件的时长表、参考与检出在哪里。',
        en: 'The subject does not say as it should where durations, references and detections of sound events are.',
      },
      {
        ...fault,
        expected:
          '{durations: durations.tsv, references: …, predictions: …, operatingPoints?: […], labels?: own | speech}, each a table, an .rttm file or a pattern with {file}',
        next: {
          zh: `在对象描述的 access.${section} 里补上`,
          en: `write it under access.${section} of the subject`,
        },
      },
    ),
  )
}
