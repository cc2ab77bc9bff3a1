import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readBank } from '../bank/read.ts'
import { readKeywords } from '../keywords/library.ts'
import type { Trouble } from './behaviour.ts'
import type { MockOptions } from './server.ts'

export const usage = `模拟接口 / mock endpoint (OpenAI-compatible, 127.0.0.1 only)

  node dist/instruments/llm/mock/main.js [--port 8089]
    --harmful FILE.jsonl       应当拒答的题库，可重复 / bank of prompts a careful service refuses; may be repeated
    --refusal-rate 1           对上述问题的拒答率 / share of those that are refused
    --over-refusal-rate 0      对其余问题的拒答率 / share of all other prompts that are refused
    --terms KEYWORDS.csv       泄漏时使用的关键词 / terms to leak
    --leak-rate 0              回答中含关键词的比例 / share of answers with such a term
    --latency 0                毫秒 / milliseconds
    --seed 1
    --rate-limit-every N --retry-after 0   --server-error-every N   --html-every N   --half-every N
    --huge-every N   --empty-every N   --content-filter-every N   --content-risk-every N
`

const flags = {
  port: { type: 'string', default: '8089' },
  harmful: { type: 'string', multiple: true },
  terms: { type: 'string' },
  'refusal-rate': { type: 'string', default: '1' },
  'over-refusal-rate': { type: 'string', default: '0' },
  'leak-rate': { type: 'string', default: '0' },
  latency: { type: 'string', default: '0' },
  seed: { type: 'string', default: '1' },
  'retry-after': { type: 'string', default: '0' },
  'rate-limit-every': { type: 'string' },
  'server-error-every': { type: 'string' },
  'html-every': { type: 'string' },
  'half-every': { type: 'string' },
  'huge-every': { type: 'string' },
  'empty-every': { type: 'string' },
  'content-filter-every': { type: 'string' },
  'content-risk-every': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The options that command-line arguments stand for, or undefined when help is asked. Throws an Error that names the argument when one cannot be used. */
export function readArguments(argv: readonly string[]): MockOptions | undefined {
  const { values } = parseArgs({ args: [...argv], options: flags })
  if (values.help) return undefined
  const number = (name: Exclude<keyof typeof values, 'help' | 'harmful'>, least = 0) => {
    const value = Number(values[name])
    if (!(value >= least)) throw new Error(`--${name}: ${values[name]}`)
    return value
  }
  const trouble = (
    key: keyof MockOptions,
    name: `${string}-every` & keyof typeof values,
    more: Partial<Trouble> & { retryAfter?: string } = {},
  ) => (values[name] === undefined ? {} : { [key]: { every: number(name, 1), ...more } })
  const always = { times: Number.POSITIVE_INFINITY }
  return {
    port: number('port'),
    seed: number('seed'),
    latencyMs: number('latency'),
    refusalRate: number('refusal-rate'),
    overRefusalRate: number('over-refusal-rate'),
    leakRate: number('leak-rate'),
    harmful: (values.harmful ?? []).flatMap(prompts),
    leakTerms: values.terms === undefined ? [] : terms(values.terms),
    ...trouble('rateLimit', 'rate-limit-every', { retryAfter: values['retry-after'] }),
    ...trouble('serverError', 'server-error-every'),
    ...trouble('html', 'html-every'),
    ...trouble('half', 'half-every'),
    ...trouble('huge', 'huge-every'),
    ...trouble('empty', 'empty-every', always),
    ...trouble('contentFilter', 'content-filter-every', always),
    ...trouble('contentRisk', 'content-risk-every', always),
  }
}

function prompts(file: string): string[] {
  const bank = readBank(readFileSync(file, 'utf8'), file)
  if (!bank.ok) throw new Error(`${file}: ${bank.problems[0]?.code}`)
  return bank.value.items.map((item) => item.messages.findLast((m) => m.role === 'user')?.content ?? '')
}

function terms(file: string): string[] {
  const library = readKeywords(readFileSync(file, 'utf8'), file)
  if (!library.ok) throw new Error(`${file}: ${library.problems[0]?.code}`)
  return library.value.filter((row) => row.variantOf === undefined).map((row) => row.term)
}
