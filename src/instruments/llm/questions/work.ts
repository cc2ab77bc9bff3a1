import { createHash } from 'node:crypto'
import { type Problem, ProblemError } from '../../../language/problem.ts'
import type { Cost, Item, MeasureContext, Subject } from '../../contract.ts'
import { messagesOf } from '../bank/item.ts'
import { drawSample } from '../bank/sample.ts'
import { endpointSchema, readEndpoint } from '../client/endpoint.ts'
import { textTokens } from '../client/tokens.ts'
import { reviewFile, reviewItem, reviewOf, reviewProblems } from '../judges/review/file.ts'
import { afterAnswer, stepKey, stepProblems } from '../judges/step.ts'
import { firstAnswer } from './answer.ts'
import { readMaterial, sampleProblems } from './material.ts'
import type { QuestionParams } from './params.ts'
import type { Ask, Probe } from './probe.ts'
import { type AnswerResult, answerId, FRAME_ID, type FrameResult, type QuestionResult } from './results.ts'

export interface QuestionItem extends Item {
  readonly work:
    | { readonly frame: FrameResult }
    | { readonly ask: Omit<Ask, 'part'> }
    /** the answer with this id is judged by people, in this file */
    | { readonly review: string; readonly file: string }
}

/** Everything that would stop the run: the endpoint section, the bank, the library, a sample that cannot be drawn. */
export async function checkQuestions<P extends QuestionParams, Row>(
  subject: Subject,
  params: P,
  probe: Probe<P, Row>,
): Promise<readonly Problem[]> {
  const endpoint = readEndpoint(subject.access['endpoint'], process.env)
  const material = await readMaterial(subject, params, probe)
  return [
    ...(endpoint.ok ? endpoint.warnings : endpoint.problems),
    ...stepProblems(probe.second?.(params), subject),
    ...(probe.reviewers?.(params) === undefined ? [] : await reviewProblems(subject)),
    ...(material.ok ? sampleProblems(material.value.frame, params) : material.problems),
  ]
}

/** The frame first, then the drawn questions by class, each in all its parts and as often as asked; what belongs to one question stays together. */
export async function* questionItems<P extends QuestionParams, Row>(
  subject: Subject,
  params: P,
  probe: Probe<P, Row>,
): AsyncGenerator<QuestionItem> {
  const material = await readMaterial(subject, params, probe)
  if (!material.ok) throw new ProblemError(material.problems)
  const { frame, asked } = material.value
  yield { id: FRAME_ID, work: { frame } }
  const endpoint = endpointKey(subject)
  const reviews = probe.reviewers?.(params) === undefined ? undefined : reviewFile(subject)
  const second = probe.second?.(params)
  const judgedBy = second && stepKey(second, subject)
  const rule = { size: params.sample, perClass: params.perClass, seed: params.seed }
  for (const position of drawSample(asked.items, rule)) {
    const [id, classId, row] = asked.items[position]!
    const messages = messagesOf(asked.bytes.toString('utf8', asked.starts[position]!, asked.ends[position]!))
    const asks: readonly Ask[] = probe.asks?.({ id, classId, messages, row: row as Row }, params) ?? [
      { part: '', messages },
    ]
    for (const { part, ...ask } of asks) {
      for (let repetition = 1; repetition <= params.repeats; repetition++) {
        const { afterwards, ...said } = ask
        const answer = sha256(JSON.stringify([endpoint, said, repetition]))
        const keys = afterwards
          ? { shares: sha256(JSON.stringify([answer, afterwards, judgedBy])), takes: answer }
          : { shares: answer }
        const own = answerId(id, repetition, part)
        yield { id: own, work: { ask }, ...keys }
        if (reviews !== undefined) yield reviewItem(own, reviews)
      }
    }
  }
}

/** Asks one question, or hands over the frame. */
export async function measureQuestion(item: QuestionItem, context: MeasureContext): Promise<QuestionResult> {
  if ('frame' in item.work) return item.work.frame
  if ('review' in item.work) return reviewOf(item.work.review, item.work.file, context)
  const { afterwards, ...ask } = item.work.ask
  const before = item.takes === undefined ? undefined : context.earlier?.(item.takes)
  const answer = (before?.result as AnswerResult | undefined) ?? (await firstAnswer(ask, context))
  return afterwards === undefined ? answer : { ...answer, ...(await afterAnswer(afterwards, answer, context)) }
}

/** Each turn sends all that was said before; an answer may be as long as the endpoint allows. */
export function questionCost(item: QuestionItem, subject: Subject): Cost | undefined {
  if (!('ask' in item.work)) return undefined
  const { messages, followUps = [] } = item.work.ask
  const endpoint = readEndpoint(subject.access['endpoint'], process.env)
  const room = endpoint.ok ? endpoint.value.maxTokens : 0
  const said = textTokens(messages.map((m) => m.content))
  let tokens = said + room
  for (const [i] of followUps.entries()) tokens += said + (i + 1) * room + textTokens(followUps.slice(0, i + 1)) + room
  return { calls: 1 + followUps.length, tokens }
}

/** What makes an answer another endpoint's: equal questions with equal keys need one answer. */
function endpointKey(subject: Subject): string {
  // whoever puts the results together need not have the key
  const endpoint = endpointSchema.safeParse(subject.access['endpoint'])
  if (!endpoint.success) return ''
  const { url, model, system, temperature, maxTokens, stream } = endpoint.data
  return JSON.stringify([url, model, system ?? null, temperature, maxTokens, stream])
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
