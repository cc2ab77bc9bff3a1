import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Outcome, type Problem, ProblemError, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { refusalWarnings } from '../../recognition/files/source.ts'
import { filePath, scopeShape } from '../feed/access.ts'
import { readTimetable } from '../feed/timetable.ts'
import { type GtfsParams, type GtfsResult, gtfsProduces } from './params.ts'
import { gtfsReducer } from './reduce.ts'

interface GtfsItem extends Item {
  readonly result: GtfsResult
}

const access = z.strictObject({ feed: filePath, ...scopeShape })

/** The planned timetable: trips, headways and waits by stop, direction and hour. */
export const gtfs: Instrument<GtfsParams, GtfsItem, GtfsResult> = {
  ...gtfsReducer,
  title: { zh: '计划运行图（GTFS）', en: 'planned timetable (GTFS)' },
  method: {
    title: {
      zh: '按运营日展开班次，逐站逐方向逐小时计算行车间隔、变异系数（n−1）与候车时间 Σh²/2Σh',
      en: 'trips of each service day; headways by stop, direction and hour, coefficient of variation (n − 1), wait Σh²/2Σh',
    },
    source: 'GTFS Schedule Reference; TCQSM 2nd edition (headway adherence); Osuna and Newell (1972)',
  },
  produces: gtfsProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'timetable'),
  async check(subject, params) {
    try {
      const { intake } = await read(subject, params)
      return refusalWarnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { days, window, intake } = await read(subject, params)
    for (const day of days) yield item(`${day.date}-${day.route}-${day.direction}`, { kind: 'day', window, ...day })
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: GtfsResult): GtfsItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

async function read(subject: Subject, params: GtfsParams) {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const { feed, window, ...scope } = given.value
  return { ...(await readTimetable(subject.folder, params.section, feed, scope)), window: window ?? null }
}

function accessOf(subject: Subject, { section }: GtfsParams): Outcome<z.output<typeof access>> {
  return readAccess(
    subject,
    section,
    access,
    (fault): Problem =>
      problem(
        'rail-access',
        {
          zh: '被测对象没有正确写明时刻表在哪里。',
          en: 'The subject does not say as it should where its timetable is.',
        },
        {
          ...fault,
          expected: '{feed: gtfs.zip, dates?: [2026-09-01], routes?: ["14"], window?: {from: "7:00", to: "9:00"}}',
          next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
        },
      ),
  )
}
