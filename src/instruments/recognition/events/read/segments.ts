import type { Parsed, Reading } from '../../files/refusal.ts'
import { Source } from '../../files/source.ts'
import { readTable } from '../../files/table.ts'
import type { SegmentAccess } from '../access.ts'
import type { EventRow, PredictionRow, VideoResult } from '../params.ts'
import { activityReferences, activityResults } from './activitynet.ts'
import { streamsOf } from './alarms.ts'
import { eventColumns, eventOf, type Placed, predictionColumns, predictionOf } from './columns.ts'
import { Gathered, type Read, strictly, type Videos } from './reference.ts'

/** The videos with their segments and predictions, by name; those that only the predictions name too. ProblemError: as `readAlarms`. */
export async function readSegments(folder: string, section: string, access: SegmentAccess): Promise<Read<VideoResult>> {
  const reference = await strictly(folder, section, (source) =>
    access.format === 'activitynet' ? activityReferences(source, access) : tableReferences(source, access),
  )
  const { streams, segments } = reference.value
  const source = new Source(folder, section)
  const predictions = new Gathered<PredictionRow>(access.predictions)
  if (access.format === 'activitynet') await activityResults(source, access.predictions, predictions)
  else {
    const rows = readTable(source, access.predictions, predictionColumns, predictionOf)
    for await (const { stream, row } of rows) predictions.add(stream, row)
  }
  const place = new Map(predictions.names().map((name, k) => [name, k]))
  const names = [...new Set([...streams.keys(), ...place.keys()])].sort()
  return {
    parts: names.map((stream) => ({
      kind: 'video',
      stream,
      stratum: streams.get(stream)?.stratum ?? '',
      seconds: streams.get(stream)?.seconds ?? null,
      listed: streams.has(stream),
      place: place.get(stream) ?? -1,
      segments: segments.of(stream),
      predictions: predictions.of(stream),
    })),
    intake: joined(reference.source.reading(), source.reading()),
  }
}

function joined(reference: Reading, output: Reading): Reading {
  return { ...output, files: [...reference.files, ...output.files] }
}

async function tableReferences(source: Source, access: Extract<SegmentAccess, { format: 'tables' }>): Promise<Videos> {
  const listed = access.streams === undefined ? undefined : await streamsOf(source, access.streams)
  const segments = new Gathered<EventRow>(access.references)
  const rows = readTable(source, access.references, eventColumns, (row): Parsed<Placed<EventRow>> => {
    const got = eventOf(row, 1)
    if (got === undefined || 'expected' in got || listed === undefined || listed.has(got.stream)) return got
    return { expected: 'a video of the table of streams', got: got.stream }
  })
  for await (const { stream, row } of rows) segments.add(stream, row)
  const streams = listed ?? new Map(segments.names().map((name) => [name, { stratum: '', seconds: null }]))
  return { streams, segments }
}
