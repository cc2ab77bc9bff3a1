import { Exact } from '../../language/exact.ts'
import type { Spans } from '../inputs.ts'
import { least, most, no, type Truth, yes } from '../values.ts'
import type { NumberField } from './fields.ts'
import { type Question, reachedOver, reachedWith } from './question.ts'

/** How far is looked: amounts and counts move by this much at most. */
const farthest = Exact.whole(1_000_000_000n)
/** Judgements that one number may take in one direction; most take less than a hundred. */
const budget = 500

/** `proved`: nothing nearer in that direction does it. Otherwise the search was given up, and something nearer may. */
export interface Found {
  readonly to?: Exact
  readonly proved: boolean
}

/**
 * The nearest value of one number, above (`way` 1) or below (-1), at which a result certainly is what the goal asks; everything else stays.
 * With `free`, numbers that may be anything in their spans: the nearest value at which the goal is not out of reach whatever they are.
 *
 * The number is first taken to be anything in an interval: where the judge then says that the goal is out of reach for every
 * value, no value in it is looked at, for ranges are sound (docs/reference/arithmetic.md). Where it cannot say, the interval
 * is halved, the near half first. So nothing nearer is passed over, whether or not the result moves one way only.
 */
export function nearest(question: Question, field: NumberField, way: 1 | -1, free?: Spans): Found {
  const room = way === 1 ? field.hi.minus(field.now) : field.now.minus(field.lo)
  const last = least(room, farthest).over(field.grid).floor()
  if (last.sign <= 0) return nowhere
  const value = (step: bigint): Exact => {
    const by = field.grid.times(Exact.whole(step))
    return way === 1 ? field.now.plus(by) : field.now.minus(by)
  }
  const { allowance } = question
  const floor = Math.max(0, allowance.left - budget)
  const spent = () => allowance.left <= floor
  const within = (from: bigint, to: bigint): Truth => {
    const [a, b] = [value(from), value(to)]
    const span = way === 1 ? { lo: a, hi: b } : { lo: b, hi: a }
    return reachedOver(question, new Map([...(free ?? []), [field.path, span]]))
  }
  const first = (from: bigint, to: bigint): bigint | undefined => {
    if (spent()) return undefined
    const reached = within(from, to)
    if (reached === no) return undefined
    if (reached === yes) return from
    if (from === to) return free ? from : undefined
    const middle = (from + to) / 2n
    return first(from, middle) ?? first(middle + 1n, to)
  }
  if (within(1n, last.n) === no) return nowhere
  for (let from = 1n, width = 1n; from <= last.n; from += width, width *= 2n) {
    const to = from + width - 1n
    const step = first(from, to < last.n ? to : last.n)
    if (step !== undefined) {
      if (free || confirmed(question, field, value(step), value(step - 1n))) return { to: value(step), proved: true }
      return halved(question, field, value, last.n)
    }
    if (spent()) return free ? { proved: false } : halved(question, field, value, last.n)
  }
  return nowhere
}

const nowhere: Found = { proved: true }

/** Twice as far each time until the goal is reached, then halved: a step that reaches it beside one that does not, perhaps not the nearest. */
function halved(question: Question, field: NumberField, value: (step: bigint) => Exact, last: bigint): Found {
  const reached = (step: bigint): boolean => reachedWith(question, field.keys, value(step).toString())
  let before = 0n
  let at = 1n
  while (at < last && !reached(at)) {
    before = at
    at *= 2n
  }
  if (at > last) at = last
  if (!reached(at)) return { proved: false }
  while (at - before > 1n) {
    const middle = (before + at) / 2n
    if (reached(middle)) at = middle
    else before = middle
  }
  return { to: value(at), proved: false }
}

/** All values that a number may take in a search. */
export function reach({ now, lo, hi }: NumberField): { readonly lo: Exact; readonly hi: Exact } {
  return { lo: most(lo, now.minus(farthest)), hi: least(hi, now.plus(farthest)) }
}

/** At the value found the goal is reached, and one step before it is not: judged as any evidence is, without intervals. */
function confirmed(question: Question, field: NumberField, at: Exact, before: Exact): boolean {
  const reached = (x: Exact) => reachedWith(question, field.keys, x.toString())
  return reached(at) && !reached(before)
}
