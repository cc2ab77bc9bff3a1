import type { Decision, Node, Scale } from '../language/standard.ts'
import type { Context } from './context.ts'
import type { Reading } from './inputs.ts'
import { scored } from './score.ts'
import type { RungTrace } from './session.ts'
import { lookUp } from './tables.ts'
import { metOrNot } from './truths.ts'
import { both, type Num, no, nothing, num, range, unknown, type Value, type Why, whyOf } from './values.ts'

export function readingOf(d: Decision): Reading {
  return d.kind === 'point' ? 'point' : { confidence: d.confidence }
}

/** The value's own number, or the highest level certainly reached .. the highest possibly reached. */
export function readLevel(
  node: Node,
  value: Value | undefined,
  reading: Reading,
  c: Context,
): { level: Num; rungs?: RungTrace[] } {
  const { scale, ladder } = node.level!
  if (!ladder) return { level: onScale(scale, value as Num, node.id) }
  const rungs: RungTrace[] = []
  let sure = scale.levels[0]!.number
  let perhaps = sure
  let why: Why = nothing
  let certain = true
  for (const level of scale.levels.slice(1)) {
    const rung = ladder.find((r) => r.level.id === level.id)
    if (rung) {
      const own = rung.decision ? readingOf(rung.decision) : reading
      const v = c.evaluate(rung.holds, {
        ...c,
        reading: own,
        trying: num(level.number),
        ...(value ? { value: own === reading ? value : revalued(node, c.nodes.context(c.frame, own, node)) } : {}),
      })
      const t = metOrNot(v)
      rungs.push({ level: level.id, holds: t, reading: own, why: whyOf(v) })
      if (t === no) break
      if (t === unknown) {
        certain = false
        why = both(why, whyOf(v))
      }
    }
    perhaps = level.number
    if (certain) sure = level.number
  }
  return { level: range(sure, perhaps, why), rungs }
}

/** The node's value before its ladder, under the reading that one of its levels asks for. */
function revalued(node: Node, c: Context): Value {
  const v = node.value ? c.evaluate(node.value, c) : lookUp(node.table!, [], node.type ?? { k: 'any' }, c)
  return node.score && v.k === 'num' ? scored(v, node.score, c) : v
}

/** A level must be a number of its scale; a range holds those inside it. */
export function onScale(scale: Scale, v: Num, id: string): Num {
  if (v?.k !== 'num') return range(scale.levels[0]!.number, scale.levels.at(-1)!.number, v ? whyOf(v) : nothing)
  const inside = scale.levels.filter((l) => l.number.compare(v.lo) >= 0 && l.number.compare(v.hi) <= 0)
  if (inside.length === 0)
    return range(scale.levels[0]!.number, scale.levels.at(-1)!.number, both(v.why, [`not a level: ${id} = ${v.lo}`]))
  if (inside[0]!.number.equals(v.lo) && inside.at(-1)!.number.equals(v.hi)) return v
  return range(inside[0]!.number, inside.at(-1)!.number, v.why)
}
