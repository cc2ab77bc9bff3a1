import type { Quantity } from '../../../judge/evidence.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import type { Reading } from '../files/refusal.ts'
import {
  type EventParams,
  type EventResult,
  eventParams,
  eventProduces,
  type StreamResult,
  type VideoResult,
} from './params.ts'
import { reduceAlarms } from './reduce-alarms.ts'
import { reduceSegments } from './reduce-segments.ts'

/** Matches again from the events and alarms (segments and predictions) that were kept, stream by stream, in the order of their names. */
export const eventReducer: Reducer<EventParams, EventResult> = {
  name: 'recognition/events',
  version: '1',
  params: eventParams,
  reduce: (results, params, confidences) => {
    const streams: StreamResult[] = []
    const videos: VideoResult[] = []
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else if (result.kind === 'stream') streams.push(result)
      else videos.push(result)
    }
    const byName = (a: { stream: string }, b: { stream: string }) => (a.stream < b.stream ? -1 : 1)
    const part =
      params.kind === 'alarms'
        ? reduceAlarms(streams.sort(byName), params, confidences)
        : reduceSegments(videos.sort(byName), params, confidences)
    const unknown = Object.fromEntries(Object.keys(eventProduces).map((name) => [name, null]))
    return whole(part, { ...unknown, refusedLines: intake?.refused ?? null }, intake)
  },
}

function whole(part: Reduction, others: Readonly<Record<string, Quantity>>, intake: Reading | undefined): Reduction {
  return {
    ...part,
    quantities: { ...others, ...part.quantities },
    detail: { ...part.detail, ...(intake === undefined ? {} : { intake }) },
  }
}
