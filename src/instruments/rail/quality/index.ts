import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ProblemError } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { Source } from '../../recognition/files/source.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { filePath } from '../feed/access.ts'
import { openFeed } from '../feed/feed.ts'
import { recordsOf } from '../records/access.ts'
import { checkCalls } from './check-calls.ts'
import { checkFeed } from './check-feed.ts'
import { type QualityParams, type QualityResult, qualityProduces } from './params.ts'
import { qualityReducer } from './reduce.ts'

interface QualityItem extends Item {
  readonly result: QualityResult
}

const access = z.strictObject({ feed: filePath, calls: tableFiles.optional() })

/** Checks every record of a timetable feed, and of the stop events of running. */
export const quality: Instrument<QualityParams, QualityItem, QualityResult> = {
  ...qualityReducer,
  title: { zh: '运行数据质量', en: 'quality of operating data' },
  method: {
    title: {
      zh: '逐条检查时刻表（GTFS）与到发记录：必填、编号、引用、时刻、坐标；一条记录按最重的一项计一次',
      en: 'every record of timetable (GTFS) and stop events: required fields, keys, references, times, coordinates; a record counts once, by its heaviest finding',
    },
    source: 'GTFS Schedule Reference; weights: Plumbline reference design',
  },
  produces: qualityProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'quality'),
  async check(subject, params) {
    try {
      await read(subject, params)
      return []
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { files, intake } = await read(subject, params)
    for (const [k, file] of files.entries()) yield item(`file-${String(k).padStart(3, '0')}`, file.result())
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: QualityResult): QualityItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

async function read(subject: Subject, { section }: QualityParams) {
  const given = recordsOf(subject, section, access, '{feed: gtfs.zip, calls?: calls.csv}')
  if (!given.ok) throw new ProblemError(given.problems)
  const feed = await openFeed(subject.folder, section, given.value.feed)
  const { files, known } = await checkFeed(feed, given.value.feed)
  const source = new Source(subject.folder, section)
  const calls = []
  for (const file of given.value.calls ?? []) calls.push(await checkCalls(source, file, known))
  return { files: [...files, ...calls], intake: together(feed.source.reading(), source.reading()) }
}

function together(a: Reading, b: Reading): Reading {
  return {
    files: [...a.files, ...b.files],
    refused: a.refused + b.refused,
    refusals: [...a.refusals, ...b.refusals].slice(0, 20),
  }
}
