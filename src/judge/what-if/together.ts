import { yes } from '../values.ts'
import type { Change } from './document.ts'
import { type Field, put } from './fields.ts'
import { goalsOf } from './goals.ts'
import { mainAt, type Question } from './question.ts'
import { type Step, singles } from './singles.ts'

/** Judgements for a set, whatever was used before. */
const enough = 2000

/**
 * Changes that are enough together, for where more than two are needed: the nearest for each part of the result that does not hold,
 * one after the other. Judged as a whole; another set may be smaller. Empty where a part has none, or where together they are not enough.
 */
export function together(question: Question, fields: readonly Field[]): readonly Change[] {
  const { standard, id, goal, completions } = question
  const allowance = { left: question.allowance.left + enough }
  let evidence = question.evidence
  const done: Step[] = []
  for (const part of standard.nodes.get(id)!.of) {
    const node = standard.nodes.get(part)!
    if (node.scope !== undefined) continue
    const there = mainAt({ standard, evidence, id: part, allowance })
    const mended = (goalsOf(node, there) ?? []).find((g) => g.direction === goal.direction)
    if (!mended) continue
    const left = fields.filter((f) => !done.some((d) => d.field === f))
    const [step] = singles({ standard, evidence, id: part, goal: mended, completions, allowance }, left).changes
    if (!step) return []
    done.push(step)
    evidence = put(evidence, step.field.keys, step.value)
  }
  return done.length > 0 && goal.reached(mainAt({ standard, evidence, id, allowance })) === yes
    ? done.map((d) => d.change)
    : []
}
