import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Reading } from '../files/refusal.ts'
import { refusalWarnings } from '../files/source.ts'
import { alarmAccessOf, segmentAccessOf } from './access.ts'
import { type EventParams, type EventResult, eventProduces, type StreamResult, type VideoResult } from './params.ts'
import { readAlarms } from './read/alarms.ts'
import type { Read } from './read/reference.ts'
import { readSegments } from './read/segments.ts'
import { eventReducer } from './reduce.ts'

interface EventItem extends Item {
  readonly result: EventResult
}

/** Compares alarms with the events that they are for, or predicted segments of videos with labelled ones. */
export const events: Instrument<EventParams, EventItem, EventResult> = {
  ...eventReducer,
  title: { zh: '事件报警与时间段检测', en: 'event alarms and temporal detection' },
  method: {
    title: {
      zh: '报警：时间窗内一一对应，检出率、每路小时误报与报警时延；时间段：时间交并比 0.50 至 0.95 下的平均精度',
      en: 'alarms: one for each event within a window, recall, false alarms per camera-hour and time to alert; segments: average precision at temporal overlaps 0.50 to 0.95',
    },
    source:
      'Caba Heilbron et al., ActivityNet (CVPR 2015), eval_detection.py; the window of alarms is declared by the standard',
  },
  produces: eventProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'events'),
  async check(subject, params) {
    try {
      const { parts, intake } = await read(subject, params)
      return parts.length === 0 ? [nothing(params)] : refusalWarnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { parts, intake } = await read(subject, params)
    for (const [k, result] of parts.entries()) yield { id: idOf(String(k).padStart(6, '0'), result), result }
    yield { id: idOf('intake', intake), result: { kind: 'intake', intake } }
  },
  measure: async (item) => item.result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: StreamResult | VideoResult | Reading): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

/** ProblemError with everything that is wrong. */
async function read(subject: Subject, params: EventParams): Promise<Read<StreamResult | VideoResult>> {
  if (params.kind === 'alarms') {
    const access = alarmAccessOf(subject, params)
    if (!access.ok) throw new ProblemError(access.problems)
    return readAlarms(subject.folder, params.section, access.value)
  }
  const access = segmentAccessOf(subject, params)
  if (!access.ok) throw new ProblemError(access.problems)
  return readSegments(subject.folder, params.section, access.value)
}

function nothing({ section }: EventParams): Problem {
  return problem(
    'events-nothing',
    { zh: '没有读到一路视频。', en: 'Not one stream could be read.' },
    { next: { zh: `检查 access.${section} 的文件`, en: `check the files under access.${section}` } },
  )
}
