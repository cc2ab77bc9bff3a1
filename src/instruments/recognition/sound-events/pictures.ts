import type { Quantity } from '../../../judge/evidence.ts'
import { psdsOf } from '../../../metrics/sound-events/psds.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { type Picture, thinnedLine } from '../../picture.ts'
import { type Layout, psdsSums } from './layout.ts'
import type { SoundParams } from './params.ts'

const NAMES = [
  { zh: '标准的参数', en: 'as the standard sets it' },
  { zh: '情形一', en: 'scenario 1' },
  { zh: '情形二', en: 'scenario 2' },
] as const

/** The PSD-ROC as stairs, where there are several operating points, and the event-based F1 of each class. */
export function soundPictures(
  total: Float64Array,
  layout: Layout,
  { convention }: SoundParams,
  quantities: Readonly<Record<string, Quantity>>,
): readonly Picture[] {
  const most = Math.max(...layout.settings.map((s) => s.mostFalse))
  const lines = layout.settings.flatMap((setting, k) => {
    const curve = layout.points < 2 ? undefined : psdsOf(psdsSums(total, layout, k), setting, convention)?.curve
    if (curve === undefined) return []
    const stairs = curve.flatMap(([rate, found], i): (readonly [number, number])[] =>
      i === 0
        ? [[rate, found]]
        : [
            [rate, curve[i - 1]![1]],
            [rate, found],
          ],
    )
    const points = [...stairs, [setting.mostFalse, curve.at(-1)![1]] as const]
    return [{ name: NAMES[k]!, points: thinnedLine(points, 400), ...(k === 0 ? {} : { dashed: true }) }]
  })
  const roc: readonly Picture[] =
    lines.length === 0
      ? []
      : [
          {
            kind: 'curve',
            title: { zh: 'PSD-ROC 曲线', en: 'PSD-ROC' },
            note: { zh: 'PSDS 是曲线下面积与最大误检率之比。', en: 'PSDS is the area below over the greatest rate.' },
            x: {
              title: { zh: '每小时有效误检数', en: 'effective false detections an hour' },
              scale: 'linear',
              range: [0, most],
            },
            y: {
              title: { zh: '有效检出率', en: 'effective share of events found' },
              scale: 'linear',
              range: [0, 1],
              percent: true,
            },
            lines,
          },
        ]
  return [
    ...roc,
    ...estimateBars(
      { zh: '各类别的事件级 F1', en: 'Event-based F1 by class' },
      { title: { zh: '事件级 F1', en: 'event-based F1' }, scale: 'linear', range: [0, 1], percent: true },
      quantities['classes'],
      'class',
      'eventF1',
      quantities['eventF1'],
    ),
  ]
}
