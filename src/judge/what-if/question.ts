import type { Standard } from '../../language/standard.ts'
import type { Evidence } from '../evidence.ts'
import type { Spans } from '../inputs.ts'
import { open } from '../judge.ts'
import { readingOf } from '../levels.ts'
import { isSpanned, no, type Truth, unknown, type Value, whyOf, yes } from '../values.ts'
import type { Completion } from './completions.ts'
import { put } from './fields.ts'
import { type Goal, mainOf } from './goals.ts'

/** Judgements that are still allowed: a search that needs more is given up, and says so, the same on every machine. */
export interface Allowance {
  left: number
}

/** What is asked of the judge again and again, with other evidence each time. */
export interface Question {
  readonly standard: Standard
  readonly evidence: Evidence
  /** the node whose verdict it is about */
  readonly id: string
  readonly goal: Goal
  /** ways in which what is missing could turn out */
  readonly completions: readonly Completion[]
  readonly allowance: Allowance
}

/** What the node comes to; undefined where it does not apply or the evidence does not fit the standard. */
export function mainAt(question: Omit<Question, 'goal' | 'completions'>, spans?: Spans): Value | undefined {
  const { standard, evidence, id, allowance } = question
  allowance.left--
  const opened = open(standard, evidence, {}, spans)
  return opened.ok
    ? mainOf(opened.value.result(id, opened.value.session.root, readingOf(standard.decision)))
    : undefined
}

/** Whether the goal is certainly reached with another value at one place; judged as any evidence is, without intervals. */
export function reachedWith(question: Question, keys: readonly (string | number)[], value: unknown): boolean {
  return question.goal.reached(mainAt({ ...question, evidence: put(question.evidence, keys, value) })) === yes
}

/**
 * Whether the goal is reached for all values in the spans, for none, or perhaps for some. For none, too, where what is missing could
 * turn out so that none reaches it: a verdict counts only if it is certain whatever is missing.
 */
export function reachedOver(question: Question, spans: Spans): Truth {
  const { evidence, goal, completions } = question
  const main = mainAt(question, spans)
  const reached = goal.reached(main)
  if (reached !== unknown || !main || !whyOf(main).some((why) => !isSpanned(why))) return reached
  const out = (c: Completion) => {
    const completed = mainAt({ ...question, evidence: c(evidence) }, spans)
    return completed !== undefined && goal.reached(completed) === no
  }
  return completions.some(out) ? no : unknown
}
