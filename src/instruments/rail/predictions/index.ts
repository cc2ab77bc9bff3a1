import { createHash } from 'node:crypto'
import { ProblemError, problem } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { readTimetable } from '../feed/timetable.ts'
import { readCalls } from '../gtfs-rt/read/calls.ts'
import { Observed } from '../gtfs-rt/read/observed.ts'
import { readPositions } from '../gtfs-rt/read/positions.ts'
import { joined } from '../gtfs-rt/read/readings.ts'
import { accessOf } from './access.ts'
import { type PredictedDay, type PredictionParams, type PredictionResult, predictionProduces } from './params.ts'
import { predictionReducer } from './reduce.ts'
import { replay } from './replay.ts'

interface PredictionItem extends Item {
  readonly result: PredictionResult
}

/** Predictions of arrivals played back: what passengers were told some minutes before each train, against when it came. */
export const predictions: Instrument<PredictionParams, PredictionItem, PredictionResult> = {
  ...predictionReducer,
  title: { zh: '到站预测回放', en: 'replay of arrival predictions' },
  method: {
    title: {
      zh: '取每次到站前规定时间时最新发布的预测，与实际到达比较；写明提前量、容差与有预测的占比',
      en: 'of each arrival the newest prediction that stood a stated time before it, against when the train came; horizon, tolerance and coverage stated',
    },
    source: 'GTFS Realtime Reference 2.0; Plumbline reference design (horizon and tolerance)',
  },
  produces: predictionProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'predictions'),
  async check(subject, params) {
    try {
      const { days, intake } = await read(subject, params)
      return days.length === 0 ? [nothing(params)] : refusalWarnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { days, intake } = await read(subject, params)
    for (const day of days) yield item(`${day.date}-${day.route}-${day.direction}`, day)
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: PredictionResult): PredictionItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

/** ProblemError with everything that is wrong. */
async function read(
  subject: Subject,
  params: PredictionParams,
): Promise<{ readonly days: readonly PredictedDay[]; readonly intake: Reading }> {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const access = given.value
  const source = new Source(subject.folder, params.section)
  const timetable =
    access.timetable === undefined
      ? undefined
      : await readTimetable(subject.folder, params.section, access.timetable, access)
  const zone = access.timezone ?? timetable!.zone
  const observed = new Observed(zone, timetable, access.routes, access.dates)
  if (access.positions !== undefined) await readPositions(subject.folder, source, access.positions, observed)
  for (const file of access.calls ?? []) await readCalls(source, file, observed, zone)
  const days = await replay(observed, timetable, zone, subject.folder, source, access, params)
  return { days, intake: joined(source.reading(), timetable?.intake) }
}

function nothing({ section }: PredictionParams) {
  return problem(
    'rail-nothing',
    { zh: '记录里没有所要线路和日期的到站。', en: 'The records hold no arrival of these lines and days.' },
    {
      next: {
        zh: `检查 access.${section} 的文件、routes 和 dates`,
        en: `check files, routes and dates under access.${section}`,
      },
    },
  )
}
