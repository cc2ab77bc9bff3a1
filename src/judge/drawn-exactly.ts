import type { Node, Standard } from '../language/standard.ts'
import { decimal } from '../metrics/decimal.ts'
import type { Evidence, Quantity } from './evidence.ts'
import { open, outcomeOf } from './judge.ts'
import { showValue } from './show.ts'
import { known, no, yes } from './values.ts'

/** Draws that columns leave undecided and that are judged exactly, at most. */
export const mostExact = 64

/** A drawn quantity: the measure and the way to it inside its quantities, and the values of a block of draws. */
export interface DrawnCell {
  readonly path: readonly [measure: string, ...rest: (string | number)[]]
  readonly x: Float64Array
}

/** The evidence with the drawn quantities at the values of one draw, without bounds: a draw is a point. */
export function withDrawn(evidence: Evidence, cells: readonly DrawnCell[], draw: number): Evidence {
  const measures = { ...evidence.measures }
  for (const { path, x } of cells) {
    const [id, ...rest] = path
    const { quantities, ...about } = measures[id]!
    measures[id] = {
      ...about,
      quantities: placed(quantities as unknown as Quantity, rest, decimal(x[draw]!)) as unknown as typeof quantities,
    }
  }
  return { ...evidence, measures }
}

function placed(whole: Quantity, [key, ...rest]: readonly (string | number)[], value: string): Quantity {
  if (key === undefined) return { value }
  if (Array.isArray(whole))
    return whole.map((part, i) => (i === key ? placed(part as Quantity, rest, value) : part)) as Quantity
  const record = whole as unknown as Record<string, Quantity>
  return { ...record, [key]: placed(record[key]!, rest, value) } as unknown as Quantity
}

/** By result, what the exact judge says of the evidence: the name of the level, `yes`, `no`, the word, or `unknown` where its ranges do not decide either. */
export function exactNames(standard: Standard, evidence: Evidence): (id: string) => string {
  const opened = open(standard, evidence)
  if (!opened.ok) return () => 'unknown'
  const nodes = opened.value
  return (id) => nameOf(standard, standard.nodes.get(id)!, nodes.result(id, nodes.session.root, 'point'))
}

type Result = ReturnType<Extract<ReturnType<typeof open>, { ok: true }>['value']['result']>

function nameOf(standard: Standard, node: Node, r: Result): string {
  if (r.applies === no) return 'not-applicable'
  if (r.applies !== yes) return 'unknown'
  if (node.level) {
    const level = r.level?.k === 'num' && r.level.lo.equals(r.level.hi) ? r.level.lo.toNumber() : undefined
    return node.level.scale.levels.find((l) => l.number.toNumber() === level)?.id ?? 'unknown'
  }
  if (node.holds || node.check) {
    const outcome = outcomeOf(r)
    return outcome === 'satisfied'
      ? 'yes'
      : outcome === 'not-satisfied'
        ? 'no'
        : outcome === 'not-applicable'
          ? outcome
          : 'unknown'
  }
  if (!r.value || !node.type || !known(r.value)) return 'unknown'
  const shown = showValue(r.value, node.type, standard.scales)
  return shown === 'true' ? 'yes' : shown === 'false' ? 'no' : shown
}
