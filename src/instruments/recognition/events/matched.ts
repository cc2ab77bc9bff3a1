import { type Alarm, type AlarmMatches, type AlarmRule, matchAlarms } from '../../../metrics/events/alarms.ts'
import type { EventParams, StreamResult } from './params.ts'

/** One stream after matching. */
export interface MatchedStream extends StreamResult {
  readonly matches: readonly AlarmMatches[]
}

export function ruleOf({ before, after, merge, assignment }: EventParams): AlarmRule {
  return { before: Number(before), after: Number(after), merge: Number(merge), assignment }
}

/** `keep`: alarms that are raised at all, such as those above a score. */
export function matched(
  streams: readonly StreamResult[],
  rule: AlarmRule,
  keep: (alarm: Alarm) => boolean = () => true,
): readonly MatchedStream[] {
  return streams.map((s) => ({
    ...s,
    matches: matchAlarms(
      s.events.map(([type, start, end]) => ({ type, start, end })),
      s.alarms.map(([type, time, score]) => ({ type, time, score })).filter(keep),
      rule,
    ),
  }))
}

export type Count = (matches: AlarmMatches) => number

export const own = (stream: MatchedStream, count: Count) => stream.matches.reduce((n, m) => n + count(m), 0)

export function total(all: readonly MatchedStream[], count: Count): number {
  return all.reduce((n, s) => n + own(s, count), 0)
}

/** A stream that the subject gave nothing for was not watched: its hours are nobody's merit. */
export function hours(all: readonly MatchedStream[]): number {
  return all.reduce((sum, s) => sum + (s.failure === null ? s.seconds : 0), 0) / 3600
}
