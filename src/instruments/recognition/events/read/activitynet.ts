import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { ProblemError, problem } from '../../../../language/problem.ts'
import type { Source } from '../../files/source.ts'
import type { EventRow, PredictionRow } from '../params.ts'
import { jsonFault } from './json-fault.ts'
import { Gathered, type Videos } from './reference.ts'

/** A JSON file is read whole. */
const MOST_BYTES = 256 * 2 ** 20

/** `{database: {video: {subset, duration?, annotations: [{label, segment: [start, end]}]}}}`. ProblemError: events-json, and those of files. */
export async function activityReferences(
  source: Source,
  { references, subset }: { readonly references: string; readonly subset?: string | undefined },
): Promise<Videos> {
  const database = await under(source, references, 'database')
  const segments = new Gathered<EventRow>(references)
  const streams = new Map<string, { stratum: string; seconds: number | null }>()
  for (const [video, about] of database) {
    const fields = mapOf(about)
    if (subset !== undefined && fields?.get('subset') !== subset) continue
    const annotations = fields?.get('annotations')
    if (!Array.isArray(annotations)) {
      source.refuse(references, 1, `database[${JSON.stringify(video)}].annotations: a list`)
      continue
    }
    streams.set(video, { stratum: '', seconds: positive(fields?.get('duration')) })
    for (const [k, annotation] of annotations.entries()) {
      const at = `database[${JSON.stringify(video)}].annotations[${k}]`
      const got = segmentOf(mapOf(annotation))
      if (got !== undefined && got[1] >= 0 && got[1] < got[2]) segments.add(video, got)
      else source.refuse(references, 1, `${at}: {label, segment: [start, end]}, 0 <= start < end`)
    }
  }
  return { streams, segments }
}

/** `{results: {video: [{label, segment: [start, end], score}]}}`; a score of null could not be given. */
export async function activityResults(source: Source, file: string, into: Gathered<PredictionRow>): Promise<void> {
  for (const [video, list] of await under(source, file, 'results')) {
    if (!Array.isArray(list)) {
      source.refuse(file, 1, `results[${JSON.stringify(video)}]: a list`)
      continue
    }
    for (const [k, prediction] of list.entries()) {
      const fields = mapOf(prediction)
      const got = segmentOf(fields)
      const score = fields?.get('score') ?? null
      if (got !== undefined && got[1] <= got[2] && (score === null || Number.isFinite(score)))
        into.add(video, [...got, score as number | null])
      else {
        const expected = `results[${JSON.stringify(video)}][${k}]: {label, segment: [start, end], score}, start <= end`
        source.refuse(file, 1, expected, undefined, JSON.stringify(prediction)?.slice(0, 80))
      }
    }
  }
}

function segmentOf(fields: ReadonlyMap<string, unknown> | undefined): EventRow | undefined {
  const label = fields?.get('label')
  const segment = fields?.get('segment')
  if (typeof label !== 'string' || label === '' || !Array.isArray(segment) || segment.length !== 2) return undefined
  const [start, end] = segment as readonly unknown[]
  return Number.isFinite(start) && Number.isFinite(end) ? [label, start as number, end as number] : undefined
}

const positive = (value: unknown) => (Number.isFinite(value) && (value as number) > 0 ? (value as number) : null)

function mapOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value))
}

async function under(source: Source, file: string, key: string): Promise<ReadonlyMap<string, unknown>> {
  const path = await source.path(file)
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw wrong(file, `<= ${MOST_BYTES / 2 ** 20} MiB`, `${size} bytes`)
  const bytes = await readFile(path)
  source.hashed(file, createHash('sha256').update(bytes).digest('hex'))
  const found = mapOf(mapOf(parsed(file, bytes.toString('utf8').replace(/^\uFEFF/, '')))?.get(key))
  if (found === undefined) throw wrong(file, `{"${key}": {"video": …}}`)
  return found
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrong(file, 'JSON', (error as Error).message.slice(0, 120), jsonFault(text))
  }
}

function wrong(file: string, expected: string, got?: string, at: { line?: number; column?: number } = {}) {
  return new ProblemError([
    problem(
      'events-json',
      { zh: '这个 JSON 文件不是应有的样子。', en: 'This JSON file is not laid out as it should be.' },
      { place: { file, ...at }, expected, ...(got === undefined ? {} : { got }) },
    ),
  ])
}
