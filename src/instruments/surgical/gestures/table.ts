import { type Actor, actors } from '../actor.ts'
import { count, one, who } from '../cells.ts'
import type { SurgicalTable } from '../rows.ts'

/** A stretch of an annotated trial. Frames are whole numbers, both ends included. */
export interface Segment {
  readonly trial: string
  readonly gesture: string
  readonly by: Actor
  readonly from: number
  readonly to: number
}

export const gestures: SurgicalTable<Segment> = {
  columns: { trial: '试次', gesture: '动作', by: '执行者', from: '起始帧', to: '结束帧' },
  optional: [],
  read: ({ cell }) => {
    const [by, from, to] = [one(who, cell('by')), count(cell('from')), count(cell('to'))]
    if (cell('trial').trim() === '' || cell('gesture').trim() === '') return { expected: 'trial, gesture' }
    if (by === undefined) return { expected: `by: ${actors.join(' | ')}` }
    if (from === undefined || to === undefined || to < from) return { expected: 'from, to: frames, to not before from' }
    return { trial: cell('trial').trim(), gesture: cell('gesture').trim(), by, from, to }
  },
}
