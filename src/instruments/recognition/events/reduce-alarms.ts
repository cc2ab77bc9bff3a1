import type { Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reduction } from '../../contract.ts'
import type { Part } from '../../spread-proportion.ts'
import { alarmPictures } from './alarm-pictures.ts'
import { bounded, delayOf, rateOf, ratioOf } from './estimates.ts'
import { type Count, hours, type MatchedStream, matched, own, ruleOf, total } from './matched.ts'
import type { EventParams, StreamResult } from './params.ts'

/** Recall, precision, false alarms an hour and time to alert, of all and by type and stratum. Streams in the order of their names. */
export function reduceAlarms(
  streams: readonly StreamResult[],
  params: EventParams,
  confidences: readonly string[],
): Reduction {
  const rule = ruleOf(params)
  const all = matched(streams, rule)
  const known = all.length > 0
  const events = total(all, (m) => m.events)
  const types = [...new Set(all.flatMap((s) => s.events.map(([type]) => type)))].sort()
  const strata = [...new Set(all.map((s) => s.stratum))].sort()
  const withEvents = strata.filter((x) => total(of(all, x), (m) => m.events) > 0)
  const delays = ascending(all)
  const scores = all.flatMap((s) => s.alarms.filter((a) => a.length === 3))
  const quantities: Record<string, Quantity> = {
    recall: recall(all, confidences),
    precision: ratioOf(
      all.map((s) => [own(s, hits), own(s, counted)] as const),
      confidences,
    ),
    falseAlarmsPerHour: rateOf(falseParts(all), confidences),
    timeToAlertMedian: delayOf(delays, 0.5, confidences),
    timeToAlertP95: delayOf(delays, 0.95, confidences),
    events: known ? events : null,
    alarms: known ? total(all, counted) : null,
    failures: known ? all.filter((s) => s.failure !== null).length : null,
    scoreFailures: known ? scores.filter((a) => a[2] === null).length : null,
    cameraHours: known ? decimal(hours(all)) : null,
    types: known ? types.map((type) => byType(all, type, confidences)) : null,
    strata: strata.some((x) => x !== '') ? withEvents.map((x) => byStratum(of(all, x), x, confidences)) : null,
  }
  return {
    n: events,
    evidence: known ? 'recomputed' : 'none',
    quantities,
    detail: {
      ...params,
      convention:
        'an alarm is for an event from `before` seconds ahead of its start to `after` seconds behind its end; one alarm an event; an alarm without event within `merge` seconds of one that counts repeats it; what remains is false',
      timeToAlert: 'of the events that have an alarm; the others are in the recall',
      bounds: 'whole streams; with one stream events are taken as independent',
      seed: String(DEFAULT_SEED),
      repeats: total(all, (m) => m.repeats),
      falseInWindow: total(all, (m) => m.inWindow),
      failures: all.filter((s) => s.failure !== null).map(({ stream, failure }) => ({ stream, code: failure })),
      withoutEvents: {
        types: [...new Set(all.flatMap((s) => s.matches.map((m) => m.type)))]
          .filter((type) => !types.includes(type))
          .sort()
          .map((type) => ({ type, falseAlarms: total(all, (m) => (m.type === type ? m.falseAlarms : 0)) })),
        strata: strata
          .filter((x) => x !== '' && !withEvents.includes(x))
          .map((stratum) => ({
            stratum,
            falseAlarms: total(of(all, stratum), (m) => m.falseAlarms),
            hours: decimal(hours(of(all, stratum))),
          })),
      },
    },
    pictures: alarmPictures(all, rule, quantities, delays),
  }
}

const hits: Count = (m) => m.delays.length
const counted: Count = (m) => m.delays.length + m.falseAlarms

const of = (all: readonly MatchedStream[], stratum: string) => all.filter((s) => s.stratum === stratum)

function recall(all: readonly MatchedStream[], confidences: readonly string[]) {
  return ratioOf(
    all.map((s) => [own(s, hits), own(s, (m) => m.events)] as const),
    confidences,
  )
}

function falseParts(all: readonly MatchedStream[]): readonly Part[] {
  return all.filter((s) => s.failure === null).map((s) => [own(s, (m) => m.falseAlarms), s.seconds / 3600] as const)
}

function ascending(all: readonly MatchedStream[]): Float64Array {
  return Float64Array.from(all.flatMap((s) => s.matches.flatMap((m) => m.delays))).sort()
}

function byType(all: readonly MatchedStream[], type: string, confidences: readonly string[]) {
  const only = all.map((s) => ({ ...s, matches: s.matches.filter((m) => m.type === type) }))
  return {
    type,
    recall: bounded(recall(only, confidences)),
    falseAlarmsPerHour: bounded(rateOf(falseParts(only), confidences)),
    timeToAlertP95: delayOf(ascending(only), 0.95, confidences),
    ap: null,
    events: total(only, (m) => m.events),
  }
}

function byStratum(all: readonly MatchedStream[], stratum: string, confidences: readonly string[]) {
  return {
    stratum,
    recall: bounded(recall(all, confidences)),
    falseAlarmsPerHour: bounded(rateOf(falseParts(all), confidences)),
    events: total(all, (m) => m.events),
  }
}
