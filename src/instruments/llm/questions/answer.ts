import { createHash } from 'node:crypto'
import { type MeasureContext, SetupError } from '../../contract.ts'
import { type ChatClient, type Message, openClient } from '../client/client.ts'
import { readEndpoint } from '../client/endpoint.ts'
import type { FaultCode } from '../client/faults.ts'
import { judgeRefusal } from '../refusal-judge/judge.ts'
import { forgetAsked } from './asked.ts'
import type { Ask } from './probe.ts'
import type { AnswerResult } from './results.ts'

/** Asks the service, turn by turn. A fault of the service is a result where it counts for the service, else a SetupError. */
export async function firstAnswer(
  ask: Omit<Ask, 'part' | 'afterwards'>,
  context: MeasureContext,
): Promise<AnswerResult> {
  if (ask.faultsCount !== true) return answered(ask, context)
  return answered(ask, context).catch((error: unknown) => {
    if (error instanceof SetupError && subjectFaults.has(error.fault.code)) return unanswered(error.fault.code)
    throw error
  })
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
