import { Exact } from '../../language/exact.ts'

/**
 * How far the float64 numbers of one column may lie from the exact ones, for all lanes of the block at hand (running error
 * analysis; Higham, Accuracy and Stability of Numerical Algorithms, chapter 3). `err` and `mag` are absolute.
 */
export interface Bound {
  /** at least the largest absolute value */
  mag: number
  /** at least the largest distance from the exact value */
  err: number
  /** every lane is the float64 next to a decimal of at most 15 digits: between two such columns, float64 compares as the decimals do */
  decimal: boolean
}

/** Twice the unit roundoff, so that the products of small terms need not be written out. */
export const unit = 2 ** -52

/**
 * Marks the lanes in which float64 may have decided otherwise than exact arithmetic: a comparison nearer than the rounding of its sides,
 * or one of numbers whose rounding nobody follows. Such lanes are judged exactly.
 */
export class Rounding {
  readonly close: Uint8Array
  private readonly bounds = new Map<Float64Array, Bound>()
  private readonly step: (run: (n: number) => void) => void
  private readonly lanes: number

  /** `step` adds what is done for each block of `lanes` lanes. */
  constructor(step: (run: (n: number) => void) => void, lanes: number) {
    this.step = step
    this.lanes = lanes
    this.close = new Uint8Array(lanes)
  }

  of(x: Float64Array): Bound | undefined {
    return this.bounds.get(x)
  }

  put(x: Float64Array, b: Bound): Bound {
    this.bounds.set(x, b)
    return b
  }

  constant(x: Float64Array, v: Exact): void {
    const n = v.toNumber()
    if (Number.isFinite(n))
      this.put(x, { mag: Math.abs(n), err: Number.isInteger(n) ? 0 : unit * Math.abs(n), decimal: isDecimal(v, n) })
  }

  /** The bound of a result from those of its operands, worked out anew for each block; none where an operand has none. */
  from(out: Float64Array, operands: readonly Float64Array[], work: (all: readonly Bound[], b: Bound) => void): void {
    const all = operands.map((x) => this.bounds.get(x))
    if (!all.every((b) => b !== undefined)) return
    const b = this.put(out, { mag: 0, err: 0, decimal: false })
    this.step(() => work(all, b))
  }

  /** One of the operands, unchanged. */
  pick(out: Float64Array, operands: readonly Float64Array[]): void {
    this.from(out, operands, (all, b) => {
      b.mag = Math.max(0, ...all.map((o) => o.mag))
      b.err = Math.max(0, ...all.map((o) => o.err))
      b.decimal = all.every((o) => o.decimal)
    })
  }

  /** What is decided by comparing `a` with `b`: a column each. */
  compared(a: Float64Array, b: Float64Array): void {
    const { close } = this
    const [x, y] = [this.bounds.get(a), this.bounds.get(b)]
    if (!x || !y) {
      this.all()
      return
    }
    this.step((n) => {
      if (x.decimal && y.decimal) return
      const tolerance = x.err + y.err
      for (let i = 0; i < n; i++) if (Math.abs(a[i]! - b[i]!) <= tolerance) close[i] = 1
      if (!Number.isFinite(tolerance)) close.fill(1, 0, n)
    })
  }

  /** What is decided by comparing with fixed numbers. */
  comparedTo(a: Float64Array, limits: readonly Exact[]): void {
    for (const limit of limits) {
      const b = new Float64Array(this.lanes).fill(limit.toNumber())
      this.constant(b, limit)
      this.compared(a, b)
    }
  }

  /** Nobody follows the rounding here: no lane of any block is trusted. */
  all(): void {
    const { close } = this
    this.step((n) => close.fill(1, 0, n))
  }

  where(test: (i: number) => boolean): void {
    const { close } = this
    this.step((n) => {
      for (let i = 0; i < n; i++) if (test(i)) close[i] = 1
    })
  }
}

/** Whether `x`, the float64 next to `v`, stands for a decimal of at most 15 digits, and that decimal is `v`. */
export function isDecimal(v: Exact, x: number): boolean {
  return isShort(x) && Exact.parse(String(x))?.equals(v) === true
}

/** At most six places and 14 digits: told without writing the number out. */
export function isShort(x: number): boolean {
  return Math.abs(x) < 1e8 && Math.round(x * 1e6) / 1e6 === x
}
