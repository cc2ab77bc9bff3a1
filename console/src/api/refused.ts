import { problem } from '../../../src/language/problem.ts'
import type { Problem } from './types.ts'

/** What the server refused, in both languages; `status` 0 where there was no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly problems: readonly Problem[]
  /** seconds that the server asked to wait */
  readonly retryAfter: number | undefined
  constructor(status: number, problems: readonly Problem[], retryAfter?: number) {
    super(problems[0]?.code ?? String(status))
    this.name = 'ApiError'
    this.status = status
    this.problems = problems
    this.retryAfter = retryAfter
  }
}

/** The seconds that an answer asks to wait, where it does. */
export function waitOf(response: Response | undefined): number | undefined {
  const seconds = Number.parseFloat(response?.headers.get('retry-after') ?? '')
  return Number.isFinite(seconds) ? seconds : undefined
}

export const unreachable = (): Problem =>
  problem(
    'server-unreachable',
    { zh: '连不上服务器', en: 'The server cannot be reached' },
    { next: { zh: '检查网络后重试', en: 'check the network, then try again' } },
  )
