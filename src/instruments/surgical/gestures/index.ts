import { failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { ratio } from '../../kinds.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { rowsOf } from '../rows.ts'
import { type GesturesParams, gesturesReducer } from './reduce.ts'
import { gestures, type Segment } from './table.ts'

/** Annotated trials: who executed each gesture, by frames. */
export const surgicalGestures: Instrument<GesturesParams, RecordItem<Segment>, Segment> = {
  ...gesturesReducer,
  title: { zh: '手术动作标注', en: 'Annotated surgical gestures' },
  method: {
    title: { zh: '按帧统计每个动作的执行者', en: 'Frames of each gesture by who executed them' },
    source: 'Plumbline reference design',
  },
  produces: {
    automated: ratio('机器人执行的帧份额', 'share of frames that the robot executed'),
    assisted: ratio('人机共同执行的帧份额', 'share of frames that both executed'),
    byGesture: {
      kind: 'list',
      title: { zh: '逐动作', en: 'by gesture' },
      fields: {
        gesture: { kind: 'word', title: { zh: '动作', en: 'gesture' } },
        share: ratio('占全部帧', 'of all frames'),
        automated: ratio('机器人执行', 'executed by the robot'),
      },
    },
  },
  ...recordWork('surgical', segmentsOf),
}

/** A frame is one gesture's, otherwise shares of time mean nothing. Problems: those of the table, surgical-gestures-overlap. */
async function segmentsOf(subject: Subject): Promise<Outcome<readonly RecordItem<Segment>[]>> {
  const rows = await rowsOf(subject, 'gestures', gestures)
  if (!rows.ok) return rows
  const sorted = [...rows.value].sort(({ result: a }, { result: b }) =>
    a.trial < b.trial ? -1 : a.trial > b.trial ? 1 : a.from - b.from,
  )
  const later = sorted.find(({ result }, i) => {
    const before = sorted[i - 1]?.result
    return before !== undefined && before.trial === result.trial && result.from <= before.to
  })
  return later === undefined
    ? rows
    : failed(
        problem(
          'surgical-gestures-overlap',
          { zh: '同一试次的两段动作重叠。', en: 'Two gestures of one trial overlap.' },
          { place: { file: 'surgical_gestures.csv', line: Number(later.id) } },
        ),
      )
}
