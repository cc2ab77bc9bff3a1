import { setupError } from '../../llm/client/faults.ts'
import { openPoster } from '../../llm/client/poster.ts'
import type { ServiceAccess } from './access.ts'
import type { Algorithm } from './algorithm.ts'
import { algorithmFault } from './faults.ts'
import { byBytes } from './process/request.ts'
import { aboutFrom, answerOf, jsonOf, MESSAGE_LIMIT, replyFrom } from './protocol.ts'

/** Answers travel through the client as text, as completions do. */
const speech = {
  path: '',
  accept: 'application/json',
  read: (body: unknown) => ({ finish: null, output: JSON.stringify(body) }),
}

/**
 * An algorithm behind an address that takes POST with JSON: `{"hello": 1}` is answered by the start-up message, a request as on the
 * standard input of a process by an answer as on its standard output, status 200 for coded failures too.
 */
export async function openService(access: ServiceAccess, width: number, signal: AbortSignal): Promise<Algorithm> {
  const concurrency = Math.max(1, Math.min(access.concurrency, width))
  const poster = openPoster({ ...access, concurrency }, speech, { maxBytes: MESSAGE_LIMIT })
  const requests = byBytes()
  const post = async (body: string, cancel: AbortSignal) => {
    const { output, blocked, latencyMs } = await poster.post(body, cancel)
    if (blocked !== undefined) throw setupError('request-refused', blocked)
    return { value: jsonOf(output), latencyMs }
  }
  try {
    const about = aboutFrom((await post('{"hello":1}', signal)).value)
    if ('why' in about) throw algorithmFault('algorithm-answer', about.detail)
    if (access.model !== undefined && about.model !== access.model)
      throw algorithmFault('algorithm-other-model', about.model ?? 'none')
    return {
      kind: 'service',
      about,
      ask: async (input, cancel) => {
        const { text } = await requests.line(input)
        const { value, latencyMs } = await post(text, cancel)
        const reply = replyFrom(value, input.id)
        if (reply.kind === 'refused') throw algorithmFault('algorithm-answer', reply.detail)
        return answerOf(reply, latencyMs)
      },
      peakMemory: async () => undefined,
      close: () => poster.close(),
    }
  } catch (error) {
    await poster.close()
    throw error
  }
}
