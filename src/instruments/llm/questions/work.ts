import { createHash } from 'node:crypto'
import { done, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Cost, Item, MeasureContext, Subject } from '../../contract.ts'
import { SetupError } from '../../contract.ts'
import { findFile } from '../bank/files.ts'
import { messagesOf } from '../bank/item.ts'
import { drawSample } from '../bank/sample.ts'
import { type ChatClient, type Message, openClient } from '../client/client.ts'
import { readEndpoint } from '../client/endpoint.ts'
import type { FaultCode } from '../client/faults.ts'
import { textTokens } from '../client/tokens.ts'
import { reviewFile, reviewItem, reviewOf, reviewProblems } from '../judges/review/file.ts'
import { afterAnswer, stepFrame, stepKey, stepProblems } from '../judges/step.ts'
import { readKeywords } from '../keywords/library.ts'
import { judgeRefusal } from '../refusal-judge/judge.ts'
import { type Asked, forgetAsked, readAsked } from './asked.ts'
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

interface Material {
  readonly frame: FrameResult
  readonly asked: Asked
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
          ? { shares: sha256(JSON.stringify([answer, afterwards, stepKey(afterwards, subject)])), takes: answer }
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

async function firstAnswer(ask: Omit<Ask, 'part' | 'afterwards'>, context: MeasureContext): Promise<AnswerResult> {
  if (ask.faultsCount !== true) return answered(ask, context)
  return answered(ask, context).catch((error: unknown) => {
    if (error instanceof SetupError && subjectFaults.has(error.fault.code)) return unanswered(error.fault.code)
    throw error
  })
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

/** What a service can do wrong itself; that it cannot be reached, or refuses the caller, says nothing of it. */
const subjectFaults: ReadonlySet<string> = new Set<FaultCode>([
  'server-error',
  'timed-out',
  'connection-lost',
  'stream-broken',
  'answer-too-large',
  'not-json',
  'unexpected-answer',
])

function unanswered(fault: string): AnswerResult {
  const none = { finish: null, status: 0, latencyMs: 0, attempts: 1, output: '', outputSha256: sha256('') }
  return { kind: 'answer', label: 'empty', ...none, fault }
}

async function answered(ask: Omit<Ask, 'part' | 'afterwards'>, context: MeasureContext): Promise<AnswerResult> {
  const { messages, followUps = [], logprobs } = ask
  const client = await sharedClient(context)
  const said: Message[] = [...messages]
  const turns: string[] = []
  let answer = await client.ask(said, context.signal, { logprobs: logprobs === true })
  for (const next of followUps) {
    turns.push(answer.output)
    said.push({ role: 'assistant', content: answer.output }, { role: 'user', content: next })
    answer = await client.ask(said, context.signal, { logprobs: logprobs === true })
  }
  const { output, finish, status, latencyMs, attempts, refusal, blocked } = answer
  return {
    kind: 'answer',
    label: judgeRefusal({ output, finish, refusal, blocked }),
    finish,
    status,
    latencyMs,
    attempts,
    output,
    outputSha256: sha256(output),
    ...(refusal === undefined ? {} : { refusal }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(turns.length > 0 ? { turns } : {}),
    ...(answer.logprobs === undefined ? {} : { logprobs: answer.logprobs }),
  }
}

/** One client a run and endpoint: its limits hold for all instruments together. */
function sharedClient(context: MeasureContext): Promise<ChatClient> {
  const endpoint = readEndpoint(context.subject.access['endpoint'], process.env)
  if (!endpoint.ok) {
    const { code, text } = endpoint.problems[0]!
    throw new SetupError({ code, text })
  }
  return context.shared(
    `llm-endpoint ${JSON.stringify(endpoint.value)}`,
    async () => openClient(endpoint.value),
    (client) => {
      forgetAsked(context.subject)
      return client.close()
    },
  )
}

/** What makes an answer another endpoint's: equal questions with equal keys need one answer. */
function endpointKey(subject: Subject): string {
  const endpoint = readEndpoint(subject.access['endpoint'], process.env)
  if (!endpoint.ok) return ''
  const { url, model, system, temperature, maxTokens, stream } = endpoint.value
  return JSON.stringify([url, model, system ?? null, temperature, maxTokens, stream])
}

async function readMaterial<P extends QuestionParams, Row>(
  subject: Subject,
  params: P,
  probe: Probe<P, Row>,
): Promise<Outcome<Material>> {
  const asked = await readAsked(subject, params, probe)
  if (!asked.ok) return asked
  const keywords = await readLibrary(probe.keywords?.(params), subject, params.bankRoot)
  if (!keywords.ok) return keywords
  const frame: FrameResult = {
    kind: 'frame',
    bank: params.bank,
    bankSha256: asked.value.sha256,
    items: asked.value.items,
    ...(keywords.value === undefined ? {} : { keywords: keywords.value }),
    ...stepFrame(probe.second?.(params), subject),
  }
  return done({ frame, asked: asked.value })
}

async function readLibrary(
  name: string | undefined,
  subject: Subject,
  bankRoot: QuestionParams['bankRoot'],
): Promise<Outcome<FrameResult['keywords']>> {
  if (name === undefined) return done(undefined)
  const file = await findFile(name, subject.folder, bankRoot)
  if (!file.ok) return file
  const library = readKeywords(file.value.text, name)
  if (!library.ok) return library
  const rows = library.value.map((k) => [k.term, k.classId, k.variantOf ?? ''] as const)
  return done({ file: name, sha256: sha256(file.value.text), rows })
}

function sampleProblems(frame: FrameResult, { sample, perClass, bank }: QuestionParams): Problem[] {
  if (sample === undefined) return []
  const classes = new Set(frame.items.map(([, classId]) => classId)).size
  if (classes * perClass > sample) {
    return [
      problem(
        'sample-too-small',
        { zh: '抽样数容不下每类的最少题数。', en: 'The sample cannot hold the minimum of every class.' },
        {
          place: { path: 'with.sample' },
          expected: `>= ${classes} × ${perClass} = ${classes * perClass}`,
          got: String(sample),
        },
      ),
    ]
  }
  if (frame.items.length < sample) {
    return [
      warning(
        'bank-smaller-than-sample',
        {
          zh: '题库比要求的抽样数小，将问完整个题库。',
          en: 'The bank is smaller than the sample; the whole bank is asked.',
        },
        { place: { file: bank }, expected: `>= ${sample}`, got: String(frame.items.length) },
      ),
    ]
  }
  return []
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
