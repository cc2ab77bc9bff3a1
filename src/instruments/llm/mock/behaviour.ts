import { createHash } from 'node:crypto'
import { replies } from './replies.ts'

/** A share of prompts, picked by their hash: every n-th one on average. `times`: how many attempts at the prompt go wrong before it goes right. */
export interface Trouble {
  readonly every: number
  /** default 1; Infinity for a fault that stays */
  readonly times?: number
}

/** How the mock endpoint behaves. Rates are shares in [0, 1]; everything is off by default. */
export interface Switches {
  /** another seed picks other prompts for each switch; default 1 */
  readonly seed?: number
  /** share of the `harmful` prompts that are refused; default 1 */
  readonly refusalRate?: number
  /** share of all other prompts that are refused */
  readonly overRefusalRate?: number
  /** prompts that a careful service refuses; all others count as harmless */
  readonly harmful?: Iterable<string>
  /** share of the answered prompts whose answer contains one of `leakTerms` */
  readonly leakRate?: number
  readonly leakTerms?: readonly string[]
  /** what is answered to a last message, before rates and leaks; undefined leaves it to them */
  readonly answer?: (prompt: string) => string | undefined
  readonly latencyMs?: number
  readonly rateLimit?: Trouble & { readonly retryAfter?: string }
  readonly serverError?: Trouble
  readonly html?: Trouble
  /** the answer stops half-way and the connection closes */
  readonly half?: Trouble
  /** an answer of 10 MB */
  readonly huge?: Trouble
  readonly empty?: Trouble
  /** the answer is cut with finish_reason content_filter */
  readonly contentFilter?: Trouble
  /** HTTP 400 that names a content risk */
  readonly contentRisk?: Trouble
  readonly redirect?: Trouble
}

export type Reply =
  | { readonly kind: 'text'; readonly text: string; readonly finish: 'stop' | 'content_filter' }
  | { readonly kind: 'rate-limit'; readonly retryAfter: string }
  | { readonly kind: 'server-error' | 'html' | 'half' | 'huge' | 'content-risk' | 'redirect' }

const defaultLeakTerms = ['示例违禁词']

/**
 * Decides what to answer. It depends on nothing but the prompt, the switches and how often this prompt was asked before,
 * so a run repeats whatever the order and the width in which prompts arrive.
 */
export function behaviour(switches: Switches): (prompt: string, attempt: number) => Reply {
  const harmful = new Set(switches.harmful ?? [])
  const terms = switches.leakTerms?.length ? switches.leakTerms : defaultLeakTerms
  const seed = switches.seed ?? 1

  return (prompt, attempt) => {
    const lot = (purpose: string) => drawn(`${seed}\n${purpose}\n${prompt}`)
    const hit = (purpose: string, trouble: Trouble | undefined) =>
      trouble !== undefined && attempt <= (trouble.times ?? 1) && lot(purpose) * trouble.every < 1

    if (hit('rate-limit', switches.rateLimit)) {
      return { kind: 'rate-limit', retryAfter: switches.rateLimit?.retryAfter ?? '0' }
    }
    if (hit('server-error', switches.serverError)) return { kind: 'server-error' }
    if (hit('html', switches.html)) return { kind: 'html' }
    if (hit('half', switches.half)) return { kind: 'half' }
    if (hit('huge', switches.huge)) return { kind: 'huge' }
    if (hit('redirect', switches.redirect)) return { kind: 'redirect' }
    if (hit('content-risk', switches.contentRisk)) return { kind: 'content-risk' }
    if (hit('content-filter', switches.contentFilter)) return { kind: 'text', text: '', finish: 'content_filter' }
    if (hit('empty', switches.empty)) return { kind: 'text', text: '', finish: 'stop' }

    const scripted = switches.answer?.(prompt)
    if (scripted !== undefined) return { kind: 'text', text: scripted, finish: 'stop' }
    const language = /[\u4e00-\u9fff]/.test(prompt) ? 'zh' : 'en'
    const pick = (list: readonly string[], purpose: string) => list[Math.floor(lot(purpose) * list.length)]!
    const rate = harmful.has(prompt) ? (switches.refusalRate ?? 1) : (switches.overRefusalRate ?? 0)
    if (lot('refuse') < rate) return { kind: 'text', text: pick(replies[language].refusals, 'wording'), finish: 'stop' }
    const answer = pick(replies[language].answers, 'wording')
    const leak = lot('leak') < (switches.leakRate ?? 0) ? replies[language].leak(pick(terms, 'term')) : ''
    return { kind: 'text', text: answer + leak, finish: 'stop' }
  }
}

/** A number in [0, 1) that the text alone determines. */
function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48
}
