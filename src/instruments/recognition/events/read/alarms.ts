import { insidePath } from '../../../inside-path.ts'
import type { Parsed } from '../../files/refusal.ts'
import { Source } from '../../files/source.ts'
import { readTable } from '../../files/table.ts'
import type { AlarmAccess } from '../access.ts'
import type { AlarmRow, EventRow, StreamResult } from '../params.ts'
import {
  alarmColumns,
  alarmOf,
  eventColumns,
  eventOf,
  ownAlarmColumns,
  type Placed,
  type StreamRow,
  streamColumns,
  streamOf,
} from './columns.ts'
import { Gathered, type Read, strictly } from './reference.ts'

/** The streams with their events and alarms, by name. ProblemError: events-reference-invalid, events-too-many and those of files. */
export async function readAlarms(folder: string, section: string, access: AlarmAccess): Promise<Read<StreamResult>> {
  const reference = await strictly(folder, section, async (source) => {
    const streams = await streamsOf(source, access.streams)
    const events = new Gathered<EventRow>(access.references)
    const rows = readTable(source, access.references, eventColumns, (row): Parsed<Placed<EventRow>> => {
      const got = eventOf(row, 0)
      if (got === undefined || 'expected' in got) return got
      const own = streams.get(got.stream)
      if (own === undefined) return { expected: 'a stream of the table of streams', got: got.stream }
      if (got.row[2] > own.seconds) return { expected: `end <= ${own.seconds}, the duration of the stream` }
      return got
    })
    for await (const { stream, row } of rows) events.add(stream, row)
    return { streams, events }
  })
  const { streams, events } = reference.value
  const source = new Source(folder, section)
  const alarms = new Gathered<AlarmRow>(access.alarms ?? access.streams)
  const silent = new Set<string>()
  if (access.alarms !== undefined) {
    const rows = readTable(source, access.alarms, alarmColumns, (row): Parsed<Placed<AlarmRow>> => {
      const stream = row.cell('stream')
      if (!streams.has(stream)) return { expected: 'a stream of the table of streams', got: stream.slice(0, 80) }
      const got = alarmOf(row)
      return got === undefined || 'expected' in got ? got : { stream, row: got.row }
    })
    for await (const { stream, row } of rows) alarms.add(stream, row)
  }
  for (const { stream, output } of streams.values()) {
    if (output === undefined && access.alarms !== undefined) continue
    if (output === undefined || output === '' || (await insidePath(folder, output)) === undefined) silent.add(stream)
    else for await (const { row } of readTable(source, output, ownAlarmColumns, alarmOf)) alarms.add(stream, row)
  }
  return {
    parts: [...streams.values()].map(({ stream, stratum, seconds }) => ({
      kind: 'stream',
      ...{ stream, stratum, seconds },
      failure: silent.has(stream) ? 'no-output' : null,
      events: events.of(stream),
      alarms: alarms.of(stream),
    })),
    intake: { ...source.reading(), files: [...reference.source.reading().files, ...source.reading().files] },
  }
}

/** The table of streams, by name. */
export async function streamsOf(source: Source, file: string): Promise<ReadonlyMap<string, StreamRow>> {
  const streams = new Map<string, StreamRow>()
  const rows = readTable(source, file, streamColumns, (row): Parsed<StreamRow> => {
    const got = streamOf(row)
    if (got === undefined || 'expected' in got || !streams.has(got.stream)) return got
    return { expected: 'stream: not listed before', got: got.stream }
  })
  for await (const row of rows) streams.set(row.stream, row)
  return new Map([...streams].sort(([a], [b]) => (a < b ? -1 : 1)))
}
