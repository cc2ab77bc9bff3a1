import type { ConditionTrace, JudgedNode } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import type { Node } from '../../language/standard.ts'
import { at, levelNumber, type View } from './view.ts'

/** Whether a node may be what keeps a condition from holding. */
export function short(
  view: View,
  path: string,
  c?: ConditionTrace,
  tried?: { readonly node: Node; readonly level: string },
): boolean {
  const found = at(view, path)
  if (!found || found.judged.applies === 'no') return false
  const { node, judged } = found
  const scale = tried?.node.level?.scale
  if (judged.outcome) {
    if (passes(judged)) return false
    // `met(of, level)` asks only for what is required up to that level
    return !(
      tried &&
      scale &&
      node.at?.scale === scale.id &&
      /\bmet\(/.test(c?.text ?? '') &&
      node.at.level.number.toNumber() > levelNumber(scale, tried.level)
    )
  }
  if (judged.level && node.level) {
    const lo = levelNumber(node.level.scale, judged.level.lo)
    const hi = levelNumber(node.level.scale, judged.level.hi)
    if (node.level.scale.better === 'lower') return hi > (node.level.scale.levels[0]?.number.toNumber() ?? 0)
    if (scale?.id === node.level.scale.id && tried) return lo < levelNumber(scale, tried.level)
    return lo < (node.level.scale.levels.at(-1)?.number.toNumber() ?? 0)
  }
  if (judged.number && /\bmin\(/.test(c?.text ?? '') && c?.right !== undefined && (c.sign === '>=' || c.sign === '>')) {
    const limit = Exact.parse(c.right)
    const lo = Exact.parse(judged.number.lo)
    return !limit || !lo || lo.compare(limit) < (c.sign === '>' ? 1 : 0)
  }
  return judged.number !== undefined ? judged.number.lo !== '100' : judged.why.length > 0
}

/** Sorts like with like: levels by number, scores by value, requirements that fail before those that are open. */
export function strength(view: View, path: string): number {
  const found = at(view, path)
  if (!found) return 0
  const { node, judged } = found
  if (judged.outcome) return judged.outcome === 'not-satisfied' ? 0 : 1
  if (judged.level && node.level)
    return node.level.scale.better === 'lower'
      ? -levelNumber(node.level.scale, judged.level.hi)
      : levelNumber(node.level.scale, judged.level.lo)
  const n = judged.number ? Exact.parse(judged.number.lo)?.toNumber() : undefined
  return n ?? -1
}

/** Whether the cautious end moved for the worse between two values such as `AA..AAA` or `[60..80]`. */
export function worse(node: Node, before: string, after: string): boolean {
  const scale = node.level?.scale
  const [b, a] = [before, after].map((text) => {
    const [lo = '', hi = lo] = text.split('..')
    const end = scale?.better === 'lower' ? hi : lo
    return scale ? levelNumber(scale, end) : (Exact.parse(end)?.toNumber() ?? Number.NaN)
  }) as [number, number]
  return scale?.better === 'lower' ? a > b : a < b
}

/** Whether a requirement is met, or asks nothing. */
export function passes(judged: JudgedNode): boolean {
  return judged.outcome === 'satisfied' || judged.outcome === 'waived' || judged.outcome === 'not-applicable'
}

/** Whether a condition does not certainly hold. */
export function open(c: ConditionTrace): boolean {
  return c.holds === 'no' || c.holds === 'unknown'
}
