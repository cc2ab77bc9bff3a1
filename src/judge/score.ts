import { Exact } from '../language/exact.ts'
import type { Expr } from '../language/formula/tree.ts'
import type { Context } from './context.ts'
import { both, least, most, type Num, nothing, range, type Value, type Why } from './values.ts'

/** Value to points, piecewise linear, flat outside the breakpoints. On a range, the hull of all it can reach. */
export function scored(x: Num, points: readonly (readonly [Expr, Expr])[], c: Context): Num {
  const at = points.map(([px, py]) => [number(c.evaluate(px, c)), number(c.evaluate(py, c))] as const)
  let why: Why = x.why
  for (const [px, py] of at) why = both(why, both(px.why, py.why))
  const fixed = at.every(([px, py]) => px.lo.equals(px.hi) && py.lo.equals(py.hi))
  if (fixed) {
    const line = at.map(([px, py]) => [px.lo, py.lo] as const)
    const a = interpolate(x.lo, line)
    if (x.lo === x.hi) return range(a, a, why)
    const b = interpolate(x.hi, line)
    // between the ends the extremes lie at breakpoints
    const inner = line.filter(([px]) => px.compare(x.lo) > 0 && px.compare(x.hi) < 0).map(([, py]) => py)
    return range([a, b, ...inner].reduce(least), [a, b, ...inner].reduce(most), why)
  }
  const ys = at.map(([, py]) => py)
  const rising = ys.every((y, i) => i === 0 || ys[i - 1]!.hi.compare(y.lo) <= 0)
  const falling = ys.every((y, i) => i === 0 || ys[i - 1]!.lo.compare(y.hi) >= 0)
  const line = (xs: 'lo' | 'hi', y: 'lo' | 'hi') => at.map(([px, py]) => [px[xs], py[y]] as const)
  if (rising) return range(interpolate(x.lo, line('hi', 'lo')), interpolate(x.hi, line('lo', 'hi')), why)
  if (falling) return range(interpolate(x.hi, line('lo', 'lo')), interpolate(x.lo, line('hi', 'hi')), why)
  return range(ys.map((y) => y.lo).reduce(least), ys.map((y) => y.hi).reduce(most), why)
}

function number(v: Value): Num {
  return v.k === 'num' ? v : range(Exact.minusInfinity, Exact.infinity, nothing)
}

function interpolate(x: Exact, line: readonly (readonly [Exact, Exact])[]): Exact {
  const first = line[0]!
  const last = line.at(-1)!
  if (x.compare(first[0]) <= 0) return first[1]
  if (x.compare(last[0]) >= 0) return last[1]
  const i = line.findIndex(([px]) => px.compare(x) > 0)
  const [x0, y0] = line[i - 1]!
  const [x1, y1] = line[i]!
  if (x1.equals(x0)) return y1
  return y0.plus(y1.minus(y0).times(x.minus(x0).over(x1.minus(x0))))
}
