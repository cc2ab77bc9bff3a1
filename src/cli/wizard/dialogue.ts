import type { Problem } from '../../language/problem.ts'
import type { Answers, Question } from './questions.ts'
import type { Value } from './values.ts'

/** Where questions go and answers come from. */
export interface Talk {
  /** asks and gives one line, undefined when the input has ended */
  ask(question: Question, preset: string | undefined, place: Place): Promise<string | undefined>
  /** says why an answer was not taken; false when it cannot be asked again */
  again(problems: readonly Problem[]): boolean
}

/** How far the questions are. */
export interface Place {
  readonly number: number
  readonly of: number
}

export type Talked =
  | {
      readonly kind: 'done'
      readonly answers: Answers /** how many were left at their default because the input ended */
      readonly left: number
    }
  | { readonly kind: 'refused' }

const back = /^[<＜《]$/
const rest = /^[>＞》]$/
const unknown = /^[-－—]$/

/**
 * Asks what is not answered yet, in order. An empty line takes the default, `-` says that it is not known, `<` goes back to the last question,
 * `>` leaves all others at their default. What was answered beforehand is not asked.
 */
export async function dialogue(
  questions: (answers: Answers) => readonly Question[],
  given: Answers,
  talk: Talk,
): Promise<Talked> {
  const answers = new Map<string, Value | null>(given)
  const before = new Map<string, string>()
  const asked: string[] = []
  let left = 0
  let leave = false
  for (;;) {
    const all = questions(answers)
    const at = all.findIndex((q) => !answers.has(q.key))
    const question = all[at]
    if (question === undefined) return { kind: 'done', answers, left }
    const preset = before.get(question.key) ?? question.preset
    const line = leave ? '' : await talk.ask(question, preset, { number: at + 1, of: all.length })
    if (line === undefined || rest.test(line.trim())) {
      leave = true
      continue
    }
    const text = line.trim()
    if (back.test(text)) {
      const last = asked.pop()
      if (last !== undefined) {
        const was = answers.get(last)
        if (was !== null && was !== undefined) before.set(last, typeof was === 'string' ? was : was.join(', '))
        answers.delete(last)
      }
      continue
    }
    if (leave) left++
    const answer = text === '' ? preset : text
    if (answer === undefined || (unknown.test(answer) && question.preset === undefined)) answers.set(question.key, null)
    else {
      const read = question.read(answer)
      if (!read.ok) {
        if (!talk.again(read.problems)) return { kind: 'refused' }
        continue
      }
      answers.set(question.key, read.value)
    }
    asked.push(question.key)
  }
}
