import type { Quantity } from '../../../judge/evidence.ts'
import type { AlarmRule } from '../../../metrics/events/alarms.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { type Axis, type CurvePicture, type Picture, thinnedLine } from '../../picture.ts'
import { hours, type MatchedStream, matched, total } from './matched.ts'

const MOST_THRESHOLDS = 40

const recallAxis: Axis = { title: { zh: '检出率', en: 'recall' }, scale: 'linear', range: [0, 1], percent: true }

/** Time to alert as a cumulative curve, recall by type and by stratum, and recall over false alarms an hour where alarms have scores. */
export function alarmPictures(
  all: readonly MatchedStream[],
  rule: AlarmRule,
  quantities: Readonly<Record<string, Quantity>>,
  delays: Float64Array,
): readonly Picture[] {
  return [
    ...delayPicture(
      delays,
      total(all, (m) => m.events),
    ),
    ...operatingPicture(all, rule),
    ...estimateBars(
      { zh: '各类事件的检出率', en: 'Recall by type of event' },
      recallAxis,
      quantities['types'],
      'type',
      'recall',
      quantities['recall'],
    ),
    ...estimateBars(
      { zh: '各分层的检出率', en: 'Recall by stratum' },
      recallAxis,
      quantities['strata'],
      'stratum',
      'recall',
      quantities['recall'],
    ),
  ]
}

function delayPicture(delays: Float64Array, events: number): readonly CurvePicture[] {
  if (delays.length === 0) return []
  const steps = Array.from(delays, (delay, k) => [delay, (k + 1) / events] as const)
  return [
    {
      kind: 'curve',
      title: { zh: '报警时延的累积分布', en: 'Time to alert, cumulative' },
      note: {
        zh: '占全部事件的份额；曲线止于检出率。',
        en: 'Share of all events; the curve ends at the recall.',
      },
      x: { title: { zh: '自事件开始的秒数', en: 'seconds from the start of the event' }, scale: 'linear' },
      y: {
        title: { zh: '已报警事件的份额', en: 'share of events with an alarm' },
        scale: 'linear',
        range: [0, 1],
        percent: true,
      },
      lines: [{ points: thinnedLine([[delays[0]!, 0] as const, ...steps]) }],
    },
  ]
}

/** Every threshold is matched anew: a repeat may become the alarm of its event when the one before it falls away. */
function operatingPicture(all: readonly MatchedStream[], rule: AlarmRule): readonly CurvePicture[] {
  const scores = all.flatMap((s) => s.alarms.flatMap(([, , score]) => (typeof score === 'number' ? [score] : [])))
  const [exposure, events] = [hours(all), total(all, (m) => m.events)]
  const thresholds = [...new Set(scores)].sort((a, b) => b - a)
  if (thresholds.length < 2 || events === 0 || exposure === 0) return []
  const points = thinnedLine(thresholds, MOST_THRESHOLDS).map((threshold) => {
    const at = matched(all, rule, ({ score }) => typeof score !== 'number' || score >= threshold)
    return [total(at, (m) => m.falseAlarms) / exposure, total(at, (m) => m.delays.length) / events] as const
  })
  return [
    {
      kind: 'curve',
      title: { zh: '检出率与误报数', en: 'Recall over false alarms' },
      note: {
        zh: '逐个得分阈值；没有可读得分的报警始终计入。',
        en: 'One point a score threshold; alarms without a score that can be read always count.',
      },
      x: { title: { zh: '每路每小时误报数', en: 'false alarms per camera-hour' }, scale: 'linear' },
      y: recallAxis,
      lines: [{ points }],
    },
  ]
}
