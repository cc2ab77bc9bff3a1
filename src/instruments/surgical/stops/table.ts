import { maybe } from '../cells.ts'
import type { SurgicalTable } from '../rows.ts'

/** A stop that was asked for: how far and how long it went on, in millimetres and milliseconds. */
export interface Stop {
  readonly mm: number
  readonly ms: number
  readonly allowedMm: number
  readonly allowedMs: number
}

export const stops: SurgicalTable<Stop> = {
  columns: { mm: '停止距离', ms: '停止时间', allowedMm: '声明距离', allowedMs: '声明时间' },
  optional: [],
  read: ({ cell }) => {
    const [mm, ms, allowedMm, allowedMs] = (['mm', 'ms', 'allowedMm', 'allowedMs'] as const).map((c) => maybe(cell(c)))
    return mm == null || ms == null || allowedMm == null || allowedMs == null
      ? { expected: 'mm, ms, allowedMm, allowedMs: from 0' }
      : { mm, ms, allowedMm, allowedMs }
  },
}
