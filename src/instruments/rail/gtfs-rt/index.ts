import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { readTimetable, type Timetable } from '../feed/timetable.ts'
import { accessOf, type GtfsRtAccess } from './access.ts'
import { runDays } from './days.ts'
import { type GtfsRtParams, type GtfsRtResult, gtfsRtProduces } from './params.ts'
import { readCalls } from './read/calls.ts'
import { readCounts } from './read/counts.ts'
import { Observed } from './read/observed.ts'
import { readPositions } from './read/positions.ts'
import { joined } from './read/readings.ts'
import { readUpdates } from './read/updates.ts'
import { gtfsRtReducer } from './reduce.ts'

interface GtfsRtItem extends Item {
  readonly result: GtfsRtResult
}

interface Read {
  readonly results: readonly Exclude<GtfsRtResult, { kind: 'intake' }>[]
  readonly intake: Reading
}

/** Trains as they ran, against the timetable: punctuality with its tolerance and coverage, headways, waits. */
export const gtfsRt: Instrument<GtfsRtParams, GtfsRtItem, GtfsRtResult> = {
  ...gtfsRtReducer,
  title: { zh: '实际运行与运行图（GTFS-realtime）', en: 'running against the timetable (GTFS-realtime)' },
  method: {
    title: {
      zh: '车辆位置、行程更新或到发记录与计划逐次对应；正点率写明容差与覆盖率；间隔变异系数（n−1）、Σh²/2Σh、超额候车、1.25 倍间隔',
      en: 'vehicle positions, trip updates or stop events call by call against the plan; punctuality with tolerance and coverage; headway variation (n − 1), Σh²/2Σh, excess wait, 1.25 times the headway',
    },
    source: 'GTFS Realtime Reference 2.0; TCQSM 2nd edition; MTA wait assessment; Osuna and Newell (1972)',
  },
  produces: gtfsRtProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'running'),
  async check(subject, params) {
    try {
      const { results, intake } = await read(subject, params)
      const open = params.tolerance === undefined ? [withoutTolerance()] : []
      return results.length === 0 ? [nothing(params)] : [...open, ...refusalWarnings(intake)]
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { results, intake } = await read(subject, params)
    for (const result of results)
      yield item(
        result.kind === 'day'
          ? `${result.date}-${result.route}-${result.direction}`
          : `${result.line}-${result.tolerance}`,
        result,
      )
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: GtfsRtResult): GtfsRtItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

/** ProblemError with everything that is wrong. */
async function read(subject: Subject, params: GtfsRtParams): Promise<Read> {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const access = given.value
  const source = new Source(subject.folder, params.section)
  if (access.counts !== undefined) {
    const results = []
    for (const file of access.counts) results.push(...(await readCounts(source, file)))
    return { results, intake: source.reading() }
  }
  const timetable =
    access.timetable === undefined
      ? undefined
      : await readTimetable(subject.folder, params.section, access.timetable, access)
  const zone = access.timezone ?? timetable!.zone
  const observed = new Observed(zone, timetable, access.routes, access.dates)
  await readInto(observed, subject.folder, source, access, timetable, zone)
  const results = runDays(timetable?.days, observed.trains.values(), zone, access.window)
  return { results, intake: joined(source.reading(), timetable?.intake) }
}

async function readInto(
  observed: Observed,
  folder: string,
  source: Source,
  { positions, updates, calls }: GtfsRtAccess,
  timetable: Timetable | undefined,
  zone: string,
): Promise<void> {
  if (positions !== undefined) await readPositions(folder, source, positions, observed)
  if (updates !== undefined) await readUpdates(folder, source, updates, observed, timetable?.days ?? [], zone)
  for (const file of calls ?? []) await readCalls(source, file, observed, zone)
}

function withoutTolerance(): Problem {
  return warning(
    'rail-tolerance',
    {
      zh: '标准没有写明正点容差：不给出正点率，也不作比较。',
      en: 'The standard states no tolerance: no punctuality is given, and none is compared.',
    },
    {
      expected: 'with: {tolerance: 120}',
      next: { zh: '在标准的 with: 里写明容差（秒）', en: 'state the tolerance in seconds under with: of the standard' },
    },
  )
}

function nothing({ section }: GtfsRtParams): Problem {
  return problem(
    'rail-nothing',
    { zh: '记录里没有所要线路和日期的列车。', en: 'The records hold no train of these lines and days.' },
    {
      next: {
        zh: `检查 access.${section} 的文件、routes 和 dates`,
        en: `check files, routes and dates under access.${section}`,
      },
    },
  )
}
