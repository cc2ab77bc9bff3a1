import { Exact } from '../exact.ts'
import type { Origin, Raw } from '../source.ts'
import type { Form } from '../standard.ts'
import { isTighter } from '../tightening.ts'

/** Of a change, seen from what is asked of the object: `equal` changes no judgement. */
export type Direction = 'stricter' | 'looser' | 'equal' | 'incomparable'

/** Which way a field of a clause or measure went; what is not surely one way is incomparable. */
export function directionOf(field: string, from: Form, to: Form): Direction {
  const [a, b] = [rawOf(from), rawOf(to)]
  return isTighter(field, a, b) ? 'stricter' : isTighter(field, b, a) ? 'looser' : 'incomparable'
}

/** Both together: one way if none goes the other. Equal for none. */
export function together(all: readonly Direction[]): Direction {
  const moved = all.filter((d) => d !== 'equal')
  const first = moved[0]
  return first === undefined ? 'equal' : moved.every((d) => d === first) ? first : 'incomparable'
}

export function turned(d: Direction): Direction {
  return d === 'stricter' ? 'looser' : d === 'looser' ? 'stricter' : d
}

/** A guarded reading asks more than the estimate alone, and more at a higher confidence (JCGM 106). Absent means `point`. */
export function decisionDirection(from: Form | undefined, to: Form | undefined): Direction {
  const [a, b] = [confidence(from), confidence(to)]
  if (!a || !b) return 'incomparable'
  const c = b.compare(a)
  return c > 0 ? 'stricter' : c < 0 ? 'looser' : 'equal'
}

function confidence(d: Form | undefined): Exact | undefined {
  if (d === undefined || d === 'point') return Exact.zero
  const at = typeof d === 'object' && !Array.isArray(d) ? (d as { guarded?: Form }).guarded : undefined
  return typeof at === 'string' ? Exact.parse(at) : undefined
}

const nowhere: Origin = { file: { name: '', text: '', lines: undefined as never }, start: 0, end: 0 }

/** A canonical form as the reader of files would give it, without places: what `isTighter` reads. */
function rawOf(form: Form): Raw {
  if (typeof form === 'string') return { kind: 'text', text: form, at: nowhere }
  if (Array.isArray(form)) return { kind: 'list', items: form.map(rawOf), at: nowhere }
  const entries = Object.entries(form as { readonly [key: string]: Form })
  return { kind: 'map', entries: new Map(entries.map(([k, v]) => [k, rawOf(v)])), keys: new Map(), at: nowhere }
}
