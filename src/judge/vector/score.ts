import { type Column, isConst, Program } from './columns.ts'
import { number } from './operators.ts'
import { unit } from './rounding.ts'

/** Piecewise linear, flat outside; the loop for constant breakpoints reads them from small arrays. */
export function scored(p: Program, value: Column, points: readonly (readonly [Column, Column])[]): Column {
  const { x, na } = p.numbers(value)
  const out = p.num()
  if (points.every(([a, b]) => isConst(a) && isConst(b))) {
    const xs = Float64Array.from(points, ([a]) => Program.number((a as Column & { k: 'const' }).v))
    const ys = Float64Array.from(points, ([, b]) => Program.number((b as Column & { k: 'const' }).v))
    const slopes = Float64Array.from(points, (_, k) => (k === 0 ? 0 : (ys[k]! - ys[k - 1]!) / (xs[k]! - xs[k - 1]!)))
    const last = xs.length - 1
    // a step in the line is no line; elsewhere it moves no faster than its steepest part
    if (slopes.every((s) => Number.isFinite(s)))
      p.rounding?.from(out, [x], ([v], b) => {
        const steepest = Math.max(...slopes.map(Math.abs))
        const largest = Math.max(...ys.map(Math.abs))
        b.mag = largest
        b.err =
          (v!.err + unit * Math.max(...xs.map(Math.abs))) * steepest +
          16 * unit * (largest + steepest * Math.max(...xs.map(Math.abs)))
      })
    p.step((n) => {
      for (let i = 0; i < n; i++) {
        const v = x[i]!
        if (!(v > xs[0]!)) out[i] = Number.isNaN(v) ? v : ys[0]!
        else if (v >= xs[last]!) out[i] = ys[last]!
        else {
          let k = 1
          while (v > xs[k]!) k++
          out[i] = ys[k - 1]! + (v - xs[k - 1]!) * slopes[k]!
        }
      }
    })
    return number(out, na)
  }
  const xs = points.map(([a]) => p.numbers(a).x)
  const ys = points.map(([, b]) => p.numbers(b).x)
  const last = xs.length - 1
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      const v = x[i]!
      if (Number.isNaN(v)) out[i] = v
      else if (v <= xs[0]![i]!) out[i] = ys[0]![i]!
      else if (v >= xs[last]![i]!) out[i] = ys[last]![i]!
      else {
        let k = 1
        while (v > xs[k]![i]!) k++
        const [x0, x1, y0, y1] = [xs[k - 1]![i]!, xs[k]![i]!, ys[k - 1]![i]!, ys[k]![i]!]
        out[i] = x1 === x0 ? y1 : y0 + ((y1 - y0) * (v - x0)) / (x1 - x0)
      }
    }
  })
  return number(out, na)
}
