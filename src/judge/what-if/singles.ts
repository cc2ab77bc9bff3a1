import type { Exact } from '../../language/exact.ts'
import type { Change } from './document.ts'
import type { AnswerField, Field, NumberField } from './fields.ts'
import { nearest } from './nearest.ts'
import { type Question, reachedWith } from './question.ts'

/** A change with what it takes to make it. */
export interface Step {
  readonly change: Change
  readonly field: Field
  readonly value: unknown
  /** relative to what is there, for sorting; another answer counts as a change by all of it */
  readonly size: number
}

/** Every single change that is enough: the nearest of each number both ways, and each other answer. Numbers first, the relatively smallest first. */
export function singles(
  question: Question,
  fields: readonly Field[],
): { readonly changes: readonly Step[]; readonly unsearched: readonly string[] } {
  const changes: Step[] = []
  const unsearched = new Set<string>()
  for (const field of fields) {
    if (field.kind === 'answer') changes.push(...answers(question, field))
    else
      for (const way of [1, -1] as const) {
        const found = nearest(question, field, way)
        if (!found.proved) unsearched.add(field.path)
        if (found.to) changes.push(numberStep(field, found.to))
      }
  }
  return { changes: changes.sort(nearestFirst), unsearched: [...unsearched] }
}

function answers(question: Question, field: AnswerField): readonly Step[] {
  return answerSteps(field).filter(({ value }) => reachedWith(question, field.keys, value))
}

/** Each other answer to one question. */
export function answerSteps(field: AnswerField): readonly Step[] {
  return field.others.map(({ shown, value }) => ({
    field,
    value,
    size: 1,
    change: { kind: 'answer', path: field.path, from: field.now, to: shown },
  }))
}

export function numberStep(field: NumberField, to: Exact): Step {
  const by = to.minus(field.now)
  return {
    field,
    value: to.toString(),
    size: Math.abs(by.toNumber()) / (Math.abs(field.now.toNumber()) || 1),
    change: {
      kind: 'number',
      path: field.path,
      ...(field.unit === undefined ? {} : { unit: field.unit }),
      from: field.now.toString(),
      to: to.toString(),
      by: by.toString(),
    },
  }
}

function nearestFirst(a: Step, b: Step): number {
  const kind = (s: Step) => (s.change.kind === 'number' ? 0 : 1)
  return kind(a) - kind(b) || a.size - b.size
}
