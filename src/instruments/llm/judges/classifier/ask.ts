import type { MeasureContext } from '../../../contract.ts'
import { setupError } from '../../client/faults.ts'
import { openPoster } from '../../client/poster.ts'
import { problemError } from '../fault.ts'
import { readScores, requestFor, type Scores } from './scores.ts'
import { type Classifier, readClassifier } from './section.ts'

/** The classifier's scores of a text. An empty text is of no class, and is not sent. Throws a SetupError where the classifier fails. */
export async function scoresOf(text: string, context: MeasureContext): Promise<Scores> {
  if (text.trim() === '') return {}
  const classifier = readClassifier(context.subject.access['classifier'], process.env)
  if (!classifier.ok) throw problemError(classifier.problems)
  const poster = await context.shared(
    `llm-classifier ${JSON.stringify(classifier.value)}`,
    async () => openPoster(classifier.value, speech(classifier.value)),
    (opened) => opened.close(),
  )
  const { output, blocked } = await poster.post(requestFor(text, classifier.value), context.signal)
  const scores = blocked === undefined ? parsed(output) : undefined
  if (scores === undefined) throw setupError('unexpected-answer', blocked)
  return scores
}

/** The scores travel through the client as text, as completions do. */
function speech(classifier: Classifier) {
  return {
    path: '',
    accept: 'application/json',
    read: (body: unknown) => {
      const scores = readScores(body, classifier)
      return scores && { finish: null, output: JSON.stringify(scores) }
    },
  }
}

/** Undefined for what did not come from `speech`, such as an event stream. */
function parsed(output: string): Scores | undefined {
  try {
    return readScores({ scores: JSON.parse(output) as unknown }, { format: 'scores', classes: {} })
  } catch {
    return undefined
  }
}
