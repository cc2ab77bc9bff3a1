import { Exact } from '../../language/exact.ts'
import type { Standard } from '../../language/standard.ts'
import type { Evidence } from '../evidence.ts'
import { type Spans, spanned } from '../inputs.ts'
import { open } from '../judge.ts'
import { readingOf } from '../levels.ts'
import { least, most, no, type Truth, unknown, type Value, whyOf, yes } from '../values.ts'
import { type NumberField, put } from './fields.ts'
import { type Goal, mainOf } from './goals.ts'

/** How far is looked: amounts and counts move by this much at most. */
const farthest = Exact.whole(1_000_000_000n)
/** Judgements that one number may take in one direction. */
const budget = 4000

export type Found = { readonly to: Exact } | 'none' | 'unsearched'

export interface Question {
  readonly standard: Standard
  readonly evidence: Evidence
  /** the node whose verdict it is about */
  readonly id: string
  readonly goal: Goal
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
  if (last.sign <= 0) return 'none'
  const value = (step: bigint): Exact => {
    const by = field.grid.times(Exact.whole(step))
    return way === 1 ? field.now.plus(by) : field.now.minus(by)
  }
  let asked = 0
  const within = (from: bigint, to: bigint): Truth => {
    asked++
    const [a, b] = [value(from), value(to)]
    const span = way === 1 ? { lo: a, hi: b } : { lo: b, hi: a }
    const main = mainAt(question, new Map([...(free ?? []), [field.path, span]]))
    const reached = question.goal.reached(main)
    // where something else alone keeps it open, it stays open for every value of this number
    return !free && reached === unknown && main && !whyOf(main).includes(spanned(field.path)) ? no : reached
  }
  const first = (from: bigint, to: bigint): bigint | undefined => {
    if (asked >= budget) return undefined
    const reached = within(from, to)
    if (reached === no) return undefined
    if (reached === yes) return from
    if (from === to) return free ? from : undefined
    const middle = (from + to) / 2n
    return first(from, middle) ?? first(middle + 1n, to)
  }
  if (within(1n, last.n) === no) return 'none'
  for (let from = 1n, width = 1n; from <= last.n; from += width, width *= 2n) {
    const to = from + width - 1n
    const step = first(from, to < last.n ? to : last.n)
    if (step !== undefined) {
      if (!free) confirm(question, field, value(step), value(step - 1n))
      return { to: value(step) }
    }
    if (asked >= budget) return 'unsearched'
  }
  return 'none'
}

/** All values that a number may take in a search. */
export function reach({ now, lo, hi }: NumberField): { readonly lo: Exact; readonly hi: Exact } {
  return { lo: most(lo, now.minus(farthest)), hi: least(hi, now.plus(farthest)) }
}

/** Judged as any evidence is, without intervals: at the value found the goal is reached, one step before it is not. */
function confirm(question: Question, field: NumberField, at: Exact, before: Exact): void {
  const reached = (x: Exact) =>
    question.goal.reached(mainAt({ ...question, evidence: put(question.evidence, field.keys, x.toString()) }))
  if (reached(at) !== yes || reached(before) === yes)
    throw new Error(`the judge says otherwise of ${field.path} at ${at} than of an interval with it`)
}

/** What the node comes to; undefined where it does not apply or the evidence does not fit the standard. */
export function mainAt({ standard, evidence, id }: Omit<Question, 'goal'>, spans?: Spans): Value | undefined {
  const opened = open(standard, evidence, {}, spans)
  return opened.ok
    ? mainOf(opened.value.result(id, opened.value.session.root, readingOf(standard.decision)))
    : undefined
}
