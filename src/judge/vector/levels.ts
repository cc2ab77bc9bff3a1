import type { Node, Scale } from '../../language/standard.ts'
import { num } from '../values.ts'
import { type Column, constant, isConst, NA, NO, Program, UNKNOWN, YES } from './columns.ts'
import type { ColumnContext } from './context.ts'
import { halfEven, number, unary } from './operators.ts'
import { unit } from './rounding.ts'

export function ladder(node: Node, value: Column | undefined, c: ColumnContext): Column {
  const p = c.judge.program
  const { scale, ladder } = node.level!
  const rungs = scale.levels.slice(1).map((level) => {
    const rung = ladder!.find((r) => r.level.id === level.id)
    const test = rung
      ? p.truthsOf(
          c.judge.column(rung.holds, { ...c, trying: constant(num(level.number)), ...(value ? { value } : {}) }),
        )
      : undefined
    return { number: level.number.toNumber(), test }
  })
  const first = scale.levels[0]!.number.toNumber()
  const out = p.num()
  onLevels(p, out, scale)
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      let at = first
      for (const r of rungs) {
        const t = r.test ? r.test[i]! : YES
        if (t === YES || t === NA) at = r.number
        else {
          if (t === UNKNOWN) at = Number.NaN
          break
        }
      }
      out[i] = at
    }
  })
  return number(out)
}

export function adjust(node: Node, start: Column, c: ColumnContext, scale: Scale | undefined): Column {
  const p = c.judge.program
  let now = start
  for (const step of node.adjust) {
    const here: ColumnContext = scale ? { ...c, level: now } : { ...c, value: now }
    const when = step.when ? c.judge.column(step.when, here) : undefined
    if (when && isConst(when) && (Program.truth(when.v) === NO || Program.truth(when.v) === NA)) continue
    const { x: before, na: mask } = p.numbers(now)
    let after: Float64Array
    if (step.does === 'round') after = p.numbers(unary(p, now, halfEven(step.digits))).x
    else {
      const amount = c.judge.column(step.amount, here)
      if (isConst(amount) && amount.v.k === 'na') continue
      const { x: a } = p.numbers(amount)
      const out = p.num()
      const { does } = step
      // clamping against the ends of a scale picks one of the three
      if (does === 'add') {
        p.rounding?.from(out, [before, a], ([x, y], b) => {
          b.mag = x!.mag + y!.mag
          b.err = x!.err + y!.err + unit * b.mag
          b.decimal = x!.err === 0 && y!.err === 0 && b.mag < 2 ** 52
          if (b.decimal) b.err = 0
        })
      } else p.rounding?.pick(out, does === 'set' ? [a] : [before, a])
      if (scale) trusted(p, a)
      // an unknown level still lies on its scale
      const [lowest, highest] = scale ? ends(scale) : [Number.NaN, Number.NaN]
      p.step((n) => {
        for (let i = 0; i < n; i++) {
          out[i] =
            does === 'at-most'
              ? a[i]! <= lowest
                ? lowest
                : Math.min(before[i]!, a[i]!)
              : does === 'at-least'
                ? a[i]! >= highest
                  ? highest
                  : Math.max(before[i]!, a[i]!)
                : does === 'add'
                  ? before[i]! + a[i]!
                  : a[i]!
        }
      })
      after = out
    }
    if (scale) {
      const [lo, hi] = ends(scale)
      const held = after
      p.step((n) => {
        for (let i = 0; i < n; i++) held[i] = Math.max(lo, Math.min(hi, held[i]!))
      })
    }
    if (when && !(isConst(when) && Program.truth(when.v) === YES)) {
      const t = p.truthsOf(when)
      const out = p.num()
      const changed = after
      p.rounding?.pick(out, [changed, before])
      p.rounding?.where((i) => t[i] === UNKNOWN)
      p.step((n) => {
        for (let i = 0; i < n; i++)
          out[i] = t[i] === YES ? changed[i]! : t[i] === UNKNOWN && changed[i] !== before[i] ? Number.NaN : before[i]!
      })
      after = out
    }
    now = number(after, mask)
  }
  return now
}

/** Levels are only whole numbers here when nothing was rounded; any other lane is judged exactly. */
function trusted(p: Program, x: Float64Array): void {
  const { rounding } = p
  if (!rounding) return
  const b = rounding.of(x)
  if (!b) rounding.all()
  else rounding.where(() => b.err > 0)
}

function onLevels(p: Program, x: Float64Array, scale: Scale): void {
  const numbers = scale.levels.map((l) => l.number.toNumber())
  const whole = numbers.every(Number.isInteger)
  if (whole) p.rounding?.put(x, { mag: Math.max(...numbers.map(Math.abs)), err: 0, decimal: true })
}

function ends(scale: Scale): readonly [lowest: number, highest: number] {
  return [scale.levels[0]!.number.toNumber(), scale.levels.at(-1)!.number.toNumber()]
}

export function onScale(p: Program, c: Column, scale: Scale): Column {
  const { x, na: mask } = p.numbers(c)
  const numbers = new Set(scale.levels.map((l) => l.number.toNumber()))
  const out = p.num()
  trusted(p, x)
  onLevels(p, out, scale)
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = numbers.has(x[i]!) ? x[i]! : Number.NaN
  })
  return number(out, mask)
}
