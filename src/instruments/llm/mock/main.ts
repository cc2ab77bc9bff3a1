import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readBank } from '../bank/read.ts'
import { readKeywords } from '../keywords/library.ts'
import type { Trouble } from './behaviour.ts'
import { type MockOptions, startMock } from './server.ts'

const usage = `模拟接口 / mock endpoint (OpenAI-compatible, 127.0.0.1 only)

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

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8089' },
    harmful: { type: 'string', multiple: true, default: [] },
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
  },
})

if (values.help) {
  process.stdout.write(usage)
} else {
  const mock = await startMock(options())
  process.stdout.write(`${mock.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      const { requests, asked, answered } = mock.stats
      const most = Math.max(0, ...answered.values())
      process.stderr.write(
        `${JSON.stringify({ requests, prompts: asked.size, answered: answered.size, mostAnswersOfOnePrompt: most })}\n`,
      )
      void mock.close().then(() => process.exit(0))
    })
  }
}

function options(): MockOptions {
  return {
    port: Number(values.port),
    seed: Number(values.seed),
    latencyMs: Number(values.latency),
    refusalRate: Number(values['refusal-rate']),
    overRefusalRate: Number(values['over-refusal-rate']),
    leakRate: Number(values['leak-rate']),
    harmful: values.harmful.flatMap(prompts),
    leakTerms: values.terms === undefined ? [] : terms(values.terms),
    ...trouble('rateLimit', values['rate-limit-every'], { retryAfter: values['retry-after'] }),
    ...trouble('serverError', values['server-error-every']),
    ...trouble('html', values['html-every']),
    ...trouble('half', values['half-every']),
    ...trouble('huge', values['huge-every']),
    ...trouble('empty', values['empty-every'], { times: Number.POSITIVE_INFINITY }),
    ...trouble('contentFilter', values['content-filter-every'], { times: Number.POSITIVE_INFINITY }),
    ...trouble('contentRisk', values['content-risk-every'], { times: Number.POSITIVE_INFINITY }),
  }
}

function trouble(
  name: keyof MockOptions,
  every: string | undefined,
  more: Partial<Trouble> & { retryAfter?: string } = {},
) {
  return every === undefined ? {} : { [name]: { every: Number(every), ...more } }
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
