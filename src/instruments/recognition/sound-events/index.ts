import { createHash } from 'node:crypto'
import { ProblemError, problem } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { refusalWarnings } from '../files/source.ts'
import { accessOf } from './access.ts'
import { type SoundParams, type SoundResult, soundProduces } from './params.ts'
import { type Recordings, readRecordings } from './read/recordings.ts'
import { soundReducer } from './reduce.ts'

interface SoundItem extends Item {
  readonly result: SoundResult
}

/** Compares detected sound events with a reference: segment-based, event-based, and over operating points (PSDS). Voice activity likewise. */
export const soundEvents: Instrument<SoundParams, SoundItem, SoundResult> = {
  ...soundReducer,
  title: { zh: '声音事件检测', en: 'sound event detection' },
  method: {
    title: {
      zh: '片段级与事件级 F1 和错误率；多音声音检测得分 PSDS（多个工作点）',
      en: 'segment-based and event-based F1 and error rate; polyphonic sound detection score over operating points',
    },
    source:
      'Mesaros, Heittola and Virtanen (2016), sed_eval 0.2.1; Bilen et al. (ICASSP 2020), psds_eval 0.3; Ebbers et al. (ICASSP 2022)',
  },
  produces: soundProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'soundEvents'),
  async check(subject, params) {
    try {
      const { files, intake } = await read(subject, params)
      if (files.length > 0) return refusalWarnings(intake)
      return [
        problem(
          'sound-events-nothing',
          { zh: '时长表里没有一个录音。', en: 'The table of durations lists no recording.' },
          { next: { zh: `检查 access.${params.section}`, en: `check access.${params.section}` } },
        ),
      ]
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { files, intake } = await read(subject, params)
    for (const [k, result] of files.entries()) yield { id: idOf(String(k).padStart(6, '0'), result), result }
    const result = { kind: 'intake', intake } as const
    yield { id: idOf('intake', result), result }
  },
  measure: async (item) => item.result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: SoundResult): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

/** ProblemError with everything that is wrong. */
async function read(subject: Subject, params: SoundParams): Promise<Recordings> {
  const access = accessOf(subject, params)
  if (!access.ok) throw new ProblemError(access.problems)
  return readRecordings(subject.folder, params.section, access.value)
}
