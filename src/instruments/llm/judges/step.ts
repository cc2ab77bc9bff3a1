import type { Problem } from '../../../language/problem.ts'
import type { MeasureContext, Subject } from '../../contract.ts'
import type { AnswerResult, FrameResult } from '../questions/results.ts'
import type { Afterwards, SecondService } from './afterwards.ts'
import { scoresOf } from './classifier/ask.ts'
import { readClassifier } from './classifier/section.ts'
import { ofService } from './fault.ts'
import { votesOn } from './model/ask.ts'
import { readJudges } from './model/section.ts'

/*
 * The one place where something follows an answer: its text goes to a classifier or a judge model, and what that says is kept with
 * the answer, so that `reduce` judges again from it.
 */

/** What would keep a second service from being asked. */
export function stepProblems(service: SecondService | undefined, subject: Subject): readonly Problem[] {
  if (service === undefined) return []
  const read = service === 'classifier' ? classifierOf(subject) : judgesOf(subject)
  return read.ok ? read.warnings : read.problems
}

/** What the frame keeps of the second service, for `reduce` and the reader; nothing where it cannot be read. */
export function stepFrame(
  service: SecondService | undefined,
  subject: Subject,
): Pick<FrameResult, 'classifier' | 'judges'> {
  if (service === 'classifier') {
    const read = classifierOf(subject)
    if (!read.ok) return {}
    const { url, format, model, threshold } = read.value
    return { classifier: { url, format, threshold, ...(model === undefined ? {} : { model }) } }
  }
  const read = service === 'judge' ? judgesOf(subject) : undefined
  return read?.ok ? { judges: read.value.map(({ model, family }) => ({ model, family })) } : {}
}

/** What makes a judgement another service's: the whole section but how gently it is asked. */
export function stepKey(by: SecondService, subject: Subject): unknown {
  if (by === 'classifier') {
    const read = classifierOf(subject)
    return read.ok ? [read.value.url, read.value.format, read.value.model ?? null, read.value.classes] : null
  }
  const read = judgesOf(subject)
  return read.ok ? read.value.map(({ url, model, maxTokens }) => [url, model, maxTokens]) : null
}

/** Asks the second service about an answer. Throws a SetupError where it fails: never the subject's. */
export async function afterAnswer(
  afterwards: Afterwards,
  answer: AnswerResult,
  context: MeasureContext,
): Promise<Pick<AnswerResult, 'scores' | 'votes'>> {
  try {
    if (afterwards.by === 'classifier') return { scores: await scoresOf(answer.output, context) }
    return { votes: await votesOn(afterwards, answer, context) }
  } catch (error) {
    throw ofService(afterwards.by, error)
  }
}

const classifierOf = (subject: Subject) => readClassifier(subject.access['classifier'], process.env)
const judgesOf = (subject: Subject) => readJudges(subject.access['judge'], subject.access['endpoint'], process.env)
