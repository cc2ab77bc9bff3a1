import type { Bounds } from '../../judge/evidence.ts'
import type { JudgedNode } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import type { Expr } from '../../language/formula/tree.ts'
import type { Node } from '../../language/standard.ts'
import { isRatio } from './values.ts'
import { at, type View } from './view.ts'

/** A number on a scale from 0 to `max`: certain up to `lo`, possible up to `hi`, and one-sided bounds as whiskers. */
export interface Bar {
  readonly max: 1 | 100
  readonly lo: string
  readonly hi: string
  readonly whisker?: { readonly lo: string; readonly hi: string; readonly confidence: string }
}

/** The bar of a node whose number runs from 0 to 1 or to 100; undefined for other numbers and for open ends. */
export function barOf(view: View, path: string): Bar | undefined {
  const found = at(view, path)
  if (!found?.judged.number || found.judged.applies === 'no') return undefined
  const { judged, node } = found
  const max = maxOf(view, path, new Set())
  const { lo, hi } = found.judged.number
  if (!max || !inside(lo, max) || !inside(hi, max)) return undefined
  const whisker = whiskerOf(view, node, judged)
  return { max, lo, hi, ...(whisker && inside(whisker.lo, max) && inside(whisker.hi, max) ? { whisker } : {}) }
}

function inside(text: string, max: number): boolean {
  const x = Exact.parse(text)
  return x !== undefined && x.sign >= 0 && x.compare(Exact.whole(BigInt(max))) <= 0
}

function maxOf(view: View, path: string, seen: Set<string>): 1 | 100 | undefined {
  const found = at(view, path)
  if (!found || seen.has(path)) return undefined
  seen.add(path)
  const { node, judged } = found
  if (node.score) return 100
  if (isRatio(node.value)) return 1
  if (
    node.value?.op === 'arith' &&
    node.value.sign === '*' &&
    node.value.a.op === 'number' &&
    node.value.a.value.equals(Exact.whole(100n))
  )
    return 100
  const named =
    node.value?.op === 'property' && node.value.name === 'value' && node.value.of.op === 'node'
      ? [node.value.of.id]
      : judged.parts
  const maxes = named.map((p) => maxOf(view, p, seen)).filter((m) => m !== undefined)
  const averages =
    named !== judged.parts || (node.value?.op === 'call' && ['mean', 'min', 'max'].includes(node.value.fn))
  return averages && maxes.length > 0 && maxes.every((m) => m === maxes[0]) ? maxes[0] : undefined
}

/** The bounds of the one quantity a leaf reads, carried through its score. Only for leaves of the standard itself, not of lists. */
function whiskerOf(view: View, node: Node, judged: JudgedNode): Bar['whisker'] {
  const e = node.value
  if (e?.op !== 'field' || e.of.op !== 'measure' || node.scope !== undefined || node.adjust.length > 0) return undefined
  const bounds = boundsOf(view, e.of.measure, e.name, judged.decision)
  if (!bounds) return undefined
  const lo = Exact.parse(bounds.lower)
  const hi = Exact.parse(bounds.upper)
  if (!lo || !hi) return undefined
  if (!node.score) return { lo: bounds.lower, hi: bounds.upper, confidence: bounds.confidence }
  const points = constant(node.score)
  if (!points) return undefined
  const ys = [lo, hi, ...points.map(([x]) => x).filter((x) => x.compare(lo) > 0 && x.compare(hi) < 0)].map((x) =>
    along(points, x),
  )
  const sorted = ys.sort((a, b) => a.compare(b))
  return { lo: sorted[0]!.toString(), hi: sorted.at(-1)!.toString(), confidence: bounds.confidence }
}

function boundsOf(view: View, measure: string, quantity: string, decision: string): Bounds | undefined {
  const q = view.report.measures.find((m) => m.measure === measure)?.quantities[quantity]
  if (typeof q !== 'object' || q === null || !('bounds' in q)) return undefined
  const wanted = decision.split(' ')[1] ?? '0.95'
  return q.bounds?.find((b) => b.confidence === wanted) ?? q.bounds?.[0]
}

type Points = readonly (readonly [Exact, Exact])[]

function constant(score: readonly (readonly [Expr, Expr])[]): Points | undefined {
  const points = score.map(([x, y]) =>
    x.op === 'number' && y.op === 'number' ? ([x.value, y.value] as const) : undefined,
  )
  return points.every((p) => p !== undefined) ? points : undefined
}

/** Straight between the points, flat outside. */
function along(points: Points, x: Exact): Exact {
  const first = points[0]!
  if (x.compare(first[0]) <= 0) return first[1]
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1]!
    const [x1, y1] = points[i]!
    if (x.compare(x1) <= 0) return x1.equals(x0) ? y1 : y0.plus(y1.minus(y0).times(x.minus(x0)).over(x1.minus(x0)))
  }
  return points.at(-1)![1]
}
