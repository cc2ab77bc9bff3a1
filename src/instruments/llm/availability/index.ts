import { setTimeout as wait } from 'node:timers/promises'
import type { Instrument, Item, MeasureContext } from '../../contract.ts'
import { SetupError } from '../../contract.ts'
import { type ChatClient, openClient } from '../client/client.ts'
import { readEndpoint } from '../client/endpoint.ts'
import { textTokens } from '../client/tokens.ts'
import { type AvailabilityParams, availabilityReducer, type Ping } from './reduce.ts'

interface PingItem extends Item {
  /** milliseconds after the first request */
  readonly after: number
  readonly prompt: string
}

/** What says that our own side is wrong, not that the service was away. */
const ours = new Set([
  'not-authorised',
  'not-found',
  'request-refused',
  'redirect-refused',
  'cancelled',
  'api-key-missing',
])

/** How often the service answers at all, and how fast, over a stretch of time. */
export const availability: Instrument<AvailabilityParams, PingItem, Ping> = {
  ...availabilityReducer,
  title: { zh: '可用性与时延', en: 'Availability and latency' },
  method: {
    title: {
      zh: '等间隔发送短请求，各试一次；按分钟统计成功率，时延取分位数',
      en: 'Short requests at even intervals, each tried once; success by minute, quantiles of latency',
    },
    source: 'success share by time window and latency quantiles, as in service-level practice',
  },
  produces: {
    success: { kind: 'ratio', better: 'higher', title: { zh: '成功率', en: 'requests answered' } },
    worstMinute: { kind: 'ratio', better: 'higher', title: { zh: '最差一分钟的成功率', en: 'worst minute' } },
    p50: { kind: 'number', unit: 'ms', better: 'lower', title: { zh: '时延中位数', en: 'median latency' } },
    p95: {
      kind: 'number',
      unit: 'ms',
      better: 'lower',
      title: { zh: '时延 95 分位', en: '95th percentile of latency' },
    },
  },
  check: async (subject) => {
    const endpoint = readEndpoint(subject.access['endpoint'], process.env)
    return endpoint.ok ? endpoint.warnings : endpoint.problems
  },
  items: async function* (_, { requests, everyMs, prompt }) {
    const width = String(requests).length
    for (let i = 0; i < requests; i++)
      yield { id: `ping-${String(i + 1).padStart(width, '0')}`, after: i * everyMs, prompt }
  },
  cost: ({ prompt }) => ({ calls: 1, tokens: textTokens([prompt]) }),
  measure: async ({ after, prompt }, context) => {
    const { client, origin } = await opened(context, after)
    const left = origin + after - performance.now()
    if (left > 0) await wait(left, undefined, { signal: context.signal })
    return ping(client, prompt, context.signal)
  },
}

/** One client without retries, and the moment that request 0 would have had: a resumed run goes on at its pace and does not catch up. */
function opened(context: MeasureContext, after: number) {
  const endpoint = readEndpoint(context.subject.access['endpoint'], process.env)
  if (!endpoint.ok) {
    const { code, text } = endpoint.problems[0]!
    throw new SetupError({ code, text })
  }
  return context.shared(
    'llm-availability',
    async () => ({ client: openClient({ ...endpoint.value, retries: 0 }), origin: performance.now() - after }),
    ({ client }) => client.close(),
  )
}

async function ping(client: ChatClient, prompt: string, signal: AbortSignal): Promise<Ping> {
  const at = new Date().toISOString()
  const began = performance.now()
  const took = () => Math.round((performance.now() - began) * 10) / 10
  try {
    const { latencyMs } = await client.ask([{ role: 'user', content: prompt }], signal)
    return { at, ms: latencyMs }
  } catch (error) {
    if (!(error instanceof SetupError) || ours.has(error.fault.code)) throw error
    return { at, ms: took(), fault: error.fault.code }
  }
}
