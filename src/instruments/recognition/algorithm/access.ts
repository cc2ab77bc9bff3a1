import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { addressProblems } from '../../llm/client/endpoint.ts'
import { type EngineAccess, engineOf } from './built-in/access.ts'

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
const seconds = z.number().positive().max(3600)

const common = {
  /** what the start-up message must say of the model; another one is refused before anything is measured */
  model: z.string().min(1).max(300).optional(),
  /** for one call */
  timeoutSeconds: seconds.default(60),
}

const runAccess = z.strictObject({
  ...common,
  run: z.strictObject({
    /** program and arguments; no shell reads them */
    command: z.array(z.string().min(1).max(4096)).min(1).max(64),
    /** folder it starts in, inside the subject's folder */
    cwd: z.string().min(1).default('.'),
    /** environment variables passed on besides PATH, language, time zone and temporary folder */
    environment: z.array(variable).max(64).default([]),
    /** `bytes`: base64 in the request; `file`: path of a copy in a private folder */
    input: z.enum(['bytes', 'file']).default('bytes'),
  }),
  /** from the start of the process to its start-up message */
  startSeconds: seconds.default(60),
  /** copies at work at once, never more than the width of the run */
  copies: z.int().min(1).max(64).default(1),
})

const serviceAccess = z.strictObject({
  ...common,
  url: z.string().min(1),
  key: z.string().min(1).max(60).optional(),
  apiKeyEnv: variable.optional(),
  /** requests in flight at once, never more than the width of the run */
  concurrency: z.int().min(1).max(4096).default(1),
  requestsPerMinute: z.number().positive().optional(),
  retries: z.int().min(0).max(20).default(2),
})

export type RunAccess = z.output<typeof runAccess>
export type ServiceAccess = z.output<typeof serviceAccess>
export type AlgorithmAccess =
  | ({ readonly kind: 'process' } & RunAccess)
  | ({ readonly kind: 'service' } & ServiceAccess)
  | { readonly kind: 'tesseract.js'; readonly engine: EngineAccess }

/** How the subject's algorithm is reached: `access.algorithm`, or the built-in engine of `access.engine`; one of the two. */
export function algorithmOf(
  subject: Subject,
  env: Readonly<Record<string, string | undefined>>,
): Outcome<AlgorithmAccess> {
  const given = subject.access['algorithm']
  if (given === undefined) {
    const engine = engineOf(subject)
    return engine.ok ? done({ kind: 'tesseract.js', engine: engine.value }) : engine
  }
  if (subject.access['engine'] !== undefined) return failed(twice())
  const isService = typeof given === 'object' && given !== null && 'url' in given
  if (!isService) {
    const run = readAccess(subject, 'algorithm', runAccess, refused)
    return run.ok ? done({ kind: 'process', ...run.value }) : run
  }
  const service = readAccess(subject, 'algorithm', serviceAccess, refused)
  if (!service.ok) return service
  const problems = addressProblems(service.value, env, 'access.algorithm')
  if (problems.some((p) => p.severity === 'error')) return failed(...problems)
  return done({ kind: 'service', ...service.value }, problems)
}

function refused(fault: { readonly place: { readonly path: string }; readonly got: string }): Problem {
  return problem(
    'algorithm-access',
    { zh: '被测对象没有写清楚受测算法如何运行', en: 'the subject does not say well how its algorithm is run' },
    {
      ...fault,
      expected: '{run: {command: [node, engine.mjs]}} | {url: http://127.0.0.1:8080/recognise}',
      next: { zh: '在对象描述的 access.algorithm 里改正', en: 'correct it under access.algorithm of the subject' },
    },
  )
}

function twice(): Problem {
  return problem(
    'algorithm-twice',
    { zh: '同时写了 access.algorithm 与 access.engine', en: 'both access.algorithm and access.engine are given' },
    { place: { path: 'access.engine' }, next: { zh: '只留一个', en: 'keep one of them' } },
  )
}
