import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { tablePath } from '../files/table-path.ts'
import type { EventParams } from './params.ts'

const json = z.string().min(1).max(500)

/** Where the tables of alarms are; without `alarms` the table of streams names a file of alarms for each stream. */
const alarmAccess = z.strictObject({ streams: tablePath, references: tablePath, alarms: tablePath.optional() })

const segmentAccess = z.discriminatedUnion('format', [
  /** ActivityNet: {database: …} and {results: …} */
  z.strictObject({
    format: z.literal('activitynet'),
    references: json,
    predictions: json,
    /** videos of this subset count; all where it is left out */
    subset: z.string().min(1).max(100).optional(),
  }),
  z.strictObject({
    format: z.literal('tables'),
    references: tablePath,
    predictions: tablePath,
    streams: tablePath.optional(),
  }),
])

export type AlarmAccess = z.output<typeof alarmAccess>
export type SegmentAccess = z.output<typeof segmentAccess>

/** Problem: events-access. */
export function alarmAccessOf(subject: Subject, { section }: EventParams): Outcome<AlarmAccess> {
  return readAccess(subject, section, alarmAccess, (fault) =>
    wrong(section, fault, '{streams: streams.csv, references: events.csv, alarms?: alarms.csv}'),
  )
}

/** Problem: events-access. */
export function segmentAccessOf(subject: Subject, { section }: EventParams): Outcome<SegmentAccess> {
  return readAccess(subject, section, segmentAccess, (fault) =>
    wrong(
      section,
      fault,
      '{format: activitynet, references: gt.json, predictions: out.json, subset?: validation} | {format: tables, references: ….csv, predictions: ….csv, streams?: ….csv}',
    ),
  )
}

function wrong(section: string, fault: { place: { path: string }; got: string }, expected: string) {
  return problem(
    'events-access',
    {
      zh: '被测对象没有正确写明视频流、参考事件与报警（预测）在哪里。',
      en: 'The subject does not say as it should where its streams, events and alarms (predictions) are.',
    },
    {
      ...fault,
      expected,
      next: {
        zh: `在对象描述的 access.${section} 里补上`,
        en: `write it under access.${section} of the subject`,
      },
    },
  )
}
