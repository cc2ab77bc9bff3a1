import { createHash } from 'node:crypto'
import { done, failed, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Item, MeasureContext, Subject } from '../../contract.ts'
import { SetupError } from '../../contract.ts'
import { findFile } from '../bank/files.ts'
import type { BankType } from '../bank/item.ts'
import { readBank } from '../bank/read.ts'
import { drawSample } from '../bank/sample.ts'
import { type ChatClient, type Message, openClient } from '../client/client.ts'
import { readEndpoint } from '../client/endpoint.ts'
import { readKeywords } from '../keywords/library.ts'
import { judgeRefusal } from '../refusal-judge/judge.ts'
import type { QuestionParams } from './params.ts'
import { answerId, FRAME_ID, type FrameResult, type QuestionResult } from './results.ts'

export interface QuestionItem extends Item {
  readonly work: { readonly frame: FrameResult } | { readonly messages: readonly Message[] }
}

type Params = QuestionParams & { readonly keywords?: string | undefined }

interface Material {
  readonly frame: FrameResult
  /** what is asked, by question; the rest of the bank is not kept while the run lasts */
  readonly messages: ReadonlyMap<string, readonly Message[]>
}

/** Everything that would stop the run: the endpoint section, the bank, the library, a sample that cannot be drawn. */
export async function checkQuestions(subject: Subject, params: Params, type: BankType): Promise<readonly Problem[]> {
  const endpoint = readEndpoint(subject.access['endpoint'], process.env)
  const material = await readMaterial(subject, params, type)
  return [
    ...(endpoint.ok ? endpoint.warnings : endpoint.problems),
    ...(material.ok ? sampleProblems(material.value.frame, params) : material.problems),
  ]
}

/** The frame first, then the drawn questions by class, each as often as asked; repetitions of one question stay together. */
export async function* questionItems(subject: Subject, params: Params, type: BankType): AsyncGenerator<QuestionItem> {
  const material = await readMaterial(subject, params, type)
  if (!material.ok) throw new ProblemError(material.problems)
  const { frame, messages: asked } = material.value
  yield { id: FRAME_ID, work: { frame } }
  const pool = frame.items.map(([id, classId]) => ({ id, classId }))
  for (const { id } of drawSample(pool, { size: params.sample, perClass: params.perClass, seed: params.seed })) {
    const messages = asked.get(id)!
    for (let repetition = 1; repetition <= params.repeats; repetition++) {
      yield { id: answerId(id, repetition), work: { messages } }
    }
  }
}

/** Asks one question, or hands over the frame. */
export async function measureQuestion(item: QuestionItem, context: MeasureContext): Promise<QuestionResult> {
  if ('frame' in item.work) return item.work.frame
  const client = await sharedClient(context)
  const { output, finish, status, latencyMs, attempts, refusal, blocked } = await client.ask(
    item.work.messages,
    context.signal,
  )
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
    (client) => client.close(),
  )
}

async function readMaterial(subject: Subject, params: Params, type: BankType): Promise<Outcome<Material>> {
  const file = await findFile(params.bank, subject.folder, params.bankRoot)
  if (!file.ok) return file
  const bank = readBank(file.value.text, params.bank)
  if (!bank.ok) return bank
  const other = bank.value.items.find((item) => item.type !== type)
  if (other !== undefined) {
    return failed(
      problem(
        'bank-wrong-type',
        { zh: '题库里有别的类型的题目。', en: 'The bank holds items of another type.' },
        { place: { file: params.bank, line: other.line }, expected: type, got: other.type },
      ),
    )
  }
  const items = bank.value.items.filter((item) => params.classes === undefined || params.classes.includes(item.classId))
  if (items.length === 0) {
    return failed(
      problem(
        'bank-without-classes',
        { zh: '题库里没有所要类别的题目。', en: 'The bank has no items of the classes asked for.' },
        { place: { file: params.bank }, expected: params.classes?.join(', ') },
      ),
    )
  }
  const keywords = await readLibrary(subject, params)
  if (!keywords.ok) return keywords
  const frame: FrameResult = {
    kind: 'frame',
    bank: params.bank,
    bankSha256: sha256(file.value.text),
    items: items.map((item) => [item.id, item.classId] as const),
    ...(keywords.value === undefined ? {} : { keywords: keywords.value }),
  }
  return done({ frame, messages: new Map(items.map((item) => [item.id, item.messages])) })
}

async function readLibrary(subject: Subject, params: Params): Promise<Outcome<FrameResult['keywords']>> {
  if (params.keywords === undefined) return done(undefined)
  const file = await findFile(params.keywords, subject.folder, params.bankRoot)
  if (!file.ok) return file
  const library = readKeywords(file.value.text, params.keywords)
  if (!library.ok) return library
  const rows = library.value.map((k) => [k.term, k.classId, k.variantOf ?? ''] as const)
  return done({ file: params.keywords, sha256: sha256(file.value.text), rows })
}

function sampleProblems(frame: FrameResult, { sample, perClass, bank }: Params): Problem[] {
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
