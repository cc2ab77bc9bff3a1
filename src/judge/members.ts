import type { Context } from './context.ts'
import type { Frame } from './session.ts'
import { both, isPerhaps, type ListValue, type Member, no, unknown, whereApplies, whyOf } from './values.ts'

/** The items that count: not applicable nodes are left out of every list. */
export function present(list: ListValue, c: Context): Member[] {
  return list.items.flatMap((m) => {
    if (m.value.k === 'na') return []
    if (isPerhaps(m.value)) return [{ value: whereApplies(m.value), in: unknown, why: both(m.why, whyOf(m.value)) }]
    if (m.value.k !== 'node') return [m]
    const r = c.nodes.result(m.value.id, m.value.frame as Frame, c.reading)
    if (r.applies === no) return []
    return r.applies === unknown
      ? [{ value: { ...m.value, counted: true }, in: unknown, why: both(m.why, r.whyApplies) }]
      : [m]
  })
}
