import { type Answer, readCompletion } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import { type ClientOptions, openPoster, type Poster } from './poster.ts'
import { textTokens } from './tokens.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string
  /** of an assistant's message that calls tools */
  readonly tool_calls?: readonly {
    readonly id: string
    readonly type: 'function'
    readonly function: { readonly name: string; readonly arguments: string }
  }[]
  /** of a tool's message: the call it answers */
  readonly tool_call_id?: string
}

/** What one request asks for beyond an answer. */
export interface Wants {
  /** log probabilities of the first tokens; an endpoint that has none leaves them out */
  readonly logprobs?: boolean
}

/** A chat endpoint behind its limits. It is safe to ask from many places at once. */
export interface ChatClient {
  /** The endpoint's answer, or a SetupError when the set-up and not the subject failed after all retries. */
  ask(messages: readonly Message[], signal?: AbortSignal, wants?: Wants): Promise<Answer>
  close(): Promise<void>
  readonly stats: Poster['stats']
}

/** Opens a client for one endpoint. */
export function openClient(endpoint: Endpoint, options: ClientOptions = {}): ChatClient {
  const accept = endpoint.stream ? 'text/event-stream' : 'application/json'
  const poster = openPoster(endpoint, { path: '/chat/completions', accept, read: readCompletion }, options)
  return {
    stats: poster.stats,
    ask: (messages, signal, wants = {}) =>
      poster.post(requestBody(endpoint, messages, wants), signal, tokenEstimate(messages, endpoint)),
    close: () => poster.close(),
  }
}

function requestBody(endpoint: Endpoint, messages: readonly Message[], { logprobs = false }: Wants): string {
  const system: Message[] = endpoint.system === undefined ? [] : [{ role: 'system', content: endpoint.system }]
  return JSON.stringify({
    model: endpoint.model,
    messages: [...system, ...messages],
    temperature: endpoint.temperature,
    max_tokens: endpoint.maxTokens,
    stream: endpoint.stream,
    ...(logprobs ? { logprobs: true, top_logprobs: 5 } : {}),
  })
}

/** Tokens to book before the true number is known: one a non-Latin character, one per four others, and the whole room for the answer. */
function tokenEstimate(
  messages: readonly Message[],
  endpoint: Pick<Endpoint, 'maxTokens' | 'tokensPerMinute'>,
): number {
  if (endpoint.tokensPerMinute === undefined) return 0
  return textTokens(messages.map((m) => m.content)) + endpoint.maxTokens
}
