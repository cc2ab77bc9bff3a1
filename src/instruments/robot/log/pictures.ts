import { type Picture, thinnedLine } from '../../picture.ts'
import { type LogResult, MODE_NAMES, MODES } from './params.ts'
import type { Span } from './span.ts'

/** Interventions as they added up over the mission, and the time in each mode. Logs one after the other by their start. */
export function logPictures(logs: readonly LogResult[], spans: readonly Span[]): readonly Picture[] {
  const order = logs.map((log, i) => [log, spans[i]!] as const).sort(([a], [b]) => (a.start < b.start ? -1 : 1))
  const steps: (readonly [number, number])[] = [[0, 0]]
  let [before, count] = [0, 0]
  for (const [log, span] of order) {
    for (const t of span.interventions) {
      steps.push([(before + t) / 3600, count])
      steps.push([(before + t) / 3600, ++count])
    }
    before += log.seconds
  }
  steps.push([before / 3600, count])
  const hours = MODES.flatMap((mode) => {
    const own = spans.reduce((sum, s) => sum + (s.modes.get(mode) ?? 0), 0) / 3600
    return own > 0 ? [{ name: mode, value: own }] : []
  })
  return [
    ...(count === 0
      ? []
      : [
          {
            kind: 'curve' as const,
            title: { zh: '干预的累积次数', en: 'Interventions, cumulative' },
            note: {
              zh: '日志按开始时间首尾相接；越来越平说明干预在减少。',
              en: 'Logs end to end by their start; a curve that flattens says that interventions grow rarer.',
            },
            x: { title: { zh: '记录的小时数', en: 'hours recorded' }, scale: 'linear' as const },
            y: { title: { zh: '干预次数', en: 'interventions' }, scale: 'linear' as const, whole: true },
            lines: [{ points: thinnedLine(steps) }],
          },
        ]),
    ...(hours.length === 0
      ? []
      : [
          {
            kind: 'bars' as const,
            title: { zh: '各模式的小时数', en: 'Hours by mode' },
            axis: { title: { zh: '小时', en: 'hours' }, scale: 'linear' as const, range: [0, 0] as const },
            bars: hours.map(({ name, value }) => ({ name: MODE_NAMES[name], value })),
          },
        ]),
  ]
}
