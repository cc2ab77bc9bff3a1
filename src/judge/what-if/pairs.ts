import { no } from '../values.ts'
import type { Change } from './document.ts'
import { type Field, type NumberField, put } from './fields.ts'
import { nearest, reach } from './nearest.ts'
import { type Question, reachedOver } from './question.ts'
import { answerSteps, numberStep, type Step, singles } from './singles.ts'

const mostPairs = 5

/**
 * Two changes that are enough together, for where nothing alone is. Of two numbers, one moves to the nearest value at which
 * some value of the other would do, then the other to the nearest that does. The five that are relatively smallest of those
 * that were found before the allowance was used up.
 */
export function pairs(question: Question, fields: readonly Field[]): readonly (readonly [Change, Change])[] {
  const found = new Map<string, readonly [Step, Step]>()
  const size = ([a, b]: readonly [Step, Step]) => a.size + b.size
  const keep = (a: Step, b: Step): void => {
    const key = [a.change.path, b.change.path].sort().join(' ')
    const before = found.get(key)
    if (!before || size([a, b]) < size(before)) found.set(key, [a, b])
  }
  for (const [i, field] of fields.entries()) {
    if (question.allowance.left <= 0) break
    const others = fields.slice(i + 1)
    if (field.kind === 'answer')
      for (const step of answerSteps(field))
        for (const rest of afterwards(question, step, fields, field)) keep(step, rest)
    else
      for (const other of others)
        if (other.kind === 'number') for (const [a, b] of bothWays(question, field, other)) keep(a, b)
  }
  return [...found.values()]
    .sort((a, b) => size(a) - size(b))
    .slice(0, mostPairs)
    .map(([a, b]) => [a.change, b.change] as const)
}

/** What is then enough alone. */
function afterwards(question: Question, step: Step, fields: readonly Field[], done: Field): readonly Step[] {
  const then = { ...question, evidence: put(question.evidence, step.field.keys, step.value) }
  return singles(
    then,
    fields.filter((f) => f !== done),
  ).changes
}

function bothWays(question: Question, a: NumberField, b: NumberField): readonly (readonly [Step, Step])[] {
  const free = (f: NumberField) => [f.path, reach(f)] as const
  if (reachedOver(question, new Map([free(a), free(b)])) === no) return []
  return [[a, b] as const, [b, a] as const].flatMap(([first, second]) =>
    ([1, -1] as const).flatMap((way) => {
      const moved = nearest(question, first, way, new Map([free(second)]))
      if (!moved.to) return []
      const step = numberStep(first, moved.to)
      return singles({ ...question, evidence: put(question.evidence, first.keys, step.value) }, [second]).changes.map(
        (s) => [step, s] as const,
      )
    }),
  )
}
