import { z } from 'zod'
import type { Reducer, Reduction } from '../../contract.ts'
import type { Actor } from '../actor.ts'
import { inOrder } from '../in-order.ts'
import type { Segment } from './table.ts'

type Counted = Omit<Reduction, 'evidence'>

export const gesturesParams = z.strictObject({})
export type GesturesParams = z.output<typeof gesturesParams>

export const gesturesReducer: Reducer<GesturesParams, Segment> = {
  name: 'surgical/gestures',
  version: '1.0.0',
  params: gesturesParams,
  reduce(results) {
    const all = inOrder(results)
    return all.length === 0
      ? { n: 0, evidence: 'none', quantities: { automated: null, assisted: null, byGesture: [] } }
      : { evidence: 'recomputed', ...counted(all) }
  },
}

/** Frames of annotated trials by who executed them: a count of what was recorded, so that it has no bounds. */
function counted(all: readonly Segment[]): Counted {
  const frames = (of: readonly Segment[], by?: Actor) =>
    of.reduce((sum, s) => sum + (by === undefined || s.by === by ? s.to - s.from + 1 : 0), 0)
  const whole = frames(all)
  const byGesture = [...new Set(all.map((s) => s.gesture))].sort().map((gesture) => {
    const of = all.filter((s) => s.gesture === gesture)
    return { gesture, share: `${frames(of)}/${whole}`, automated: `${frames(of, 'C')}/${frames(of)}` }
  })
  return {
    n: new Set(all.map((s) => s.trial)).size,
    quantities: { automated: `${frames(all, 'C')}/${whole}`, assisted: `${frames(all, 'B')}/${whole}`, byGesture },
    detail: { trials: new Set(all.map((s) => s.trial)).size, segments: all.length, frames: whole },
    pictures: [
      {
        kind: 'bars',
        title: { zh: '各动作由机器人执行的份额', en: 'Share of each gesture that the robot executed' },
        axis: { title: { zh: '份额', en: 'share' }, scale: 'linear', range: [0, 1], percent: true },
        bars: byGesture.map(({ gesture, automated }) => {
          const [k, n] = automated.split('/').map(Number)
          return { name: gesture, value: k! / n! }
        }),
      },
    ],
  }
}
