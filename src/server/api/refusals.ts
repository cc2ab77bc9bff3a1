import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Outcome, type Problem, problem } from '../../language/problem.ts'
import { type Lang, say } from '../../language/text.ts'
import { sentences } from './sentences.ts'

/** Codes whose meaning HTTP has a number for; any other is 422: understood, and not to be done. */
const statuses: Readonly<Record<string, ContentfulStatusCode>> = {
  'request-malformed': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'duties-not-apart': 403,
  'not-found': 404,
  'assessment-unknown': 404,
  'subject-unknown': 404,
  'standard-unknown': 404,
  'upload-unknown': 404,
  'evidence-unknown': 404,
  'not-now': 409,
  'changed-meanwhile': 412,
  'request-in-progress': 409,
  'key-used-otherwise': 422,
  'upload-offset': 409,
  'range-unsatisfiable': 416,
  'upload-busy': 409,
  'upload-cut': 400,
  'upload-too-large': 413,
  'evidence-quota': 413,
  'request-too-large': 413,
  'draft-unknown': 404,
  'comment-unknown': 404,
  'draft-changed': 412,
  'performer-unknown': 404,
  'company-unknown': 404,
  'publication-unknown': 404,
  'published-already': 409,
  'project-unknown': 404,
  'procedure-unknown': 404,
  'system-unknown': 404,
  'unknown-framework': 404,
  'unknown-requirement': 404,
  'too-many-requests': 429,
  unexpected: 500,
}

/** In the reader's language; what the reader wants first counts. */
export function langOf(header: string | undefined): Lang {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((lang): lang is Lang => lang === 'zh' || lang === 'en') ?? 'en'
}

/** Problems as `application/problem+json` (RFC 9457). */
export function refuse(c: Context, problems: readonly Problem[], headers: Record<string, string> = {}): Response {
  const first = problems.find((p) => p.severity === 'error') ?? problems[0]!
  const status = statuses[first.code] ?? 422
  const body = {
    type: `urn:plumbline:problem:${first.code}`,
    title: say(first.text, langOf(c.req.header('accept-language'))),
    status,
    code: first.code,
    problems,
  }
  return c.body(JSON.stringify(body), status, { ...headers, 'content-type': 'application/problem+json' })
}

const steps = {
  'changed-meanwhile': { zh: '重新读取后再改', en: 'read it again, then change it' },
  'request-in-progress': { zh: '查看结果是否已经出现', en: 'look whether its result is there' },
  'too-many-requests': { zh: '稍后再试', en: 'try again later' },
  'not-signed-in': { zh: '登录，或在 Authorization 中给出令牌', en: 'sign in, or give a token under Authorization' },
} as const

export function wrong(code: keyof typeof sentences, details: Parameters<typeof problem>[2] = {}): Problem {
  const next = steps[code as keyof typeof steps]
  return problem(code, sentences[code], { ...(next ? { next } : {}), ...details })
}

/** The value of an outcome, or its refusal thrown to the edge, where it is answered. */
export function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refused(outcome.problems)
  return outcome.value
}

export class Refused extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems[0]?.code ?? 'refused')
    this.problems = problems
  }
}

export const refusing = (...args: Parameters<typeof wrong>): never => {
  throw new Refused([wrong(...args)])
}
