import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { listed, measuredOnce } from '../../src/instruments/conformance/session.ts'
import type { Reduction } from '../../src/instruments/contract.ts'
import { subjectAt } from '../../src/instruments/llm/fixtures/asking.ts'
import { llmInstruments } from '../../src/instruments/llm/index.ts'
import type { AnswerResult, QuestionResult } from '../../src/instruments/llm/questions/results.ts'

export const variants = ['careful', 'careless', 'biased'] as const
export type Variant = (typeof variants)[number]

export interface TinyService {
  readonly url: string
  stop(): void
}

/** Starts one of the example services in a process of its own, as its README says. */
export async function startTiny(variant: Variant): Promise<TinyService> {
  const child: ChildProcess = spawn(
    process.execPath,
    [resolve('examples/tiny-services/serve.mjs'), '--variant', variant, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await new Promise<string>((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`${variant} ended with ${code}`)))
    child.stdout!.once('data', (line: Buffer) => done(String(line).trim()))
  })
  return { url, stop: () => child.kill() }
}

const standards = { safety: 'cn/genai-service-safety', trust: 'cn-sh/llm-trust' } as const

export interface Measured {
  readonly reduction: Reduction
  /** by item id (`bank item/part#1`), what was answered */
  readonly answers: ReadonlyMap<string, AnswerResult>
}

/** Asks a bank of the library with one instrument and reduces what came. */
export async function measured(
  url: string,
  instrument: string,
  [standard, bank]: readonly [keyof typeof standards, string],
  given: object = {},
): Promise<Measured> {
  const found = llmInstruments.find((i) => i.name === `llm/${instrument}`)!
  const bankRoot = resolve('standards', standards[standard])
  const params = found.params.parse({ bank: `banks/${bank}.jsonl`, bankRoot, ...given })
  const subject = subjectAt(url, resolve('examples/tiny-services'), { timeoutSeconds: 20, maxTokens: 96 })
  const problems = await found.check(subject, params)
  if (problems.some((p) => p.severity !== 'warning')) throw new Error(JSON.stringify(problems))
  const results = await measuredOnce(found, subject, await listed(found, subject, params))
  const answers = results.flatMap(({ id, result }): [string, AnswerResult][] => {
    const own = result as QuestionResult
    return own.kind === 'answer' ? [[id, own]] : []
  })
  return { reduction: found.reduce(results, params, ['0.95']), answers: new Map(answers) }
}
