/** What the endpoint said, before anybody judged it. */
export interface Answer {
  /** HTTP status of the attempt that gave the answer */
  readonly status: number
  /** finish reason as sent, `blocked` when the request was refused for its content, null when not sent */
  readonly finish: string | null
  readonly output: string
  /** the `refusal` field of the message, where the endpoint has one */
  readonly refusal?: string
  /** what an HTTP 400 said when it named a content risk */
  readonly blocked?: string
  /** from sending the request to its last byte, of the successful attempt only */
  readonly latencyMs: number
  readonly attempts: number
  /** total tokens as the endpoint counted them */
  readonly tokens?: number
  /** of the first tokens, where they were asked for and sent */
  readonly logprobs?: readonly TokenLogprob[]
}

/** A token of the answer with the natural logarithm of its probability, and the likeliest tokens in its place where they were sent. */
export interface TokenLogprob {
  readonly token: string
  readonly logprob: number
  readonly top?: readonly (readonly [token: string, logprob: number])[]
}

/** The part of an answer that the body alone determines. */
export interface Completion {
  readonly finish: string | null
  readonly output: string
  readonly refusal?: string
  readonly tokens?: number
  readonly logprobs?: readonly TokenLogprob[]
}

type Json = Readonly<Record<string, unknown>>

function isObject(x: unknown): x is Json {
  return typeof x === 'object' && x !== null && !Array.isArray(x)
}

/** The text of a `content` field: a string, null, or a list of parts of which the text parts count. Undefined when it is none of these. */
function contentText(content: unknown): string | undefined {
  if (content === null || content === undefined) return ''
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return undefined
  return content.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('')
}

function tokensOf(body: Json): number | undefined {
  const usage = body['usage']
  const total = isObject(usage) ? usage['total_tokens'] : undefined
  return typeof total === 'number' && Number.isFinite(total) && total >= 0 ? total : undefined
}

/** Tokens whose probabilities are kept: an option letter stands at the beginning. */
const MOST_LOGPROBS = 16

const isLogprob = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x)

/** The `logprobs.content` of a choice, entries of another form left out. */
function logprobsOf(choice: Json): TokenLogprob[] {
  const content = isObject(choice['logprobs']) ? choice['logprobs']['content'] : undefined
  if (!Array.isArray(content)) return []
  return content.slice(0, MOST_LOGPROBS).flatMap((entry: unknown): TokenLogprob[] => {
    if (!isObject(entry)) return []
    const { token, logprob, top_logprobs: likeliest } = entry
    if (typeof token !== 'string' || !isLogprob(logprob)) return []
    const top = (Array.isArray(likeliest) ? likeliest.slice(0, 20) : []).flatMap((t: unknown) =>
      isObject(t) && typeof t['token'] === 'string' && isLogprob(t['logprob'])
        ? [[t['token'], t['logprob']] as const]
        : [],
    )
    return [{ token, logprob, ...(top.length > 0 ? { top } : {}) }]
  })
}

interface Choice {
  readonly message: Json
  readonly finish: string | null
  readonly tokens: number | undefined
  readonly logprobs: TokenLogprob[]
}

/** The first choice of a completion body (`message`) or of a streamed chunk (`delta`); undefined when the body has neither form. */
function firstChoice(body: unknown, field: 'message' | 'delta'): Choice | undefined {
  if (!isObject(body) || !Array.isArray(body['choices'])) return undefined
  const tokens = tokensOf(body)
  const choice: unknown = body['choices'][0]
  // a last chunk that carries only the usage has no choices
  if (choice === undefined && field === 'delta') return { message: {}, finish: null, tokens, logprobs: [] }
  if (!isObject(choice)) return undefined
  const message = choice[field] ?? (field === 'delta' ? {} : undefined)
  if (!isObject(message)) return undefined
  const finish = choice['finish_reason']
  return { message, finish: typeof finish === 'string' ? finish : null, tokens, logprobs: logprobsOf(choice) }
}

/** Reads a chat completion body; undefined when it does not have that form. */
export function readCompletion(body: unknown): Completion | undefined {
  const choice = firstChoice(body, 'message')
  if (choice === undefined) return undefined
  const output = contentText(choice.message['content'])
  if (output === undefined) return undefined
  return completion(output, contentText(choice.message['refusal']) ?? '', choice)
}

/** Puts a streamed completion together from its chunks. */
export class CompletionBuilder {
  #output = ''
  #refusal = ''
  #finish: string | null = null
  #tokens: number | undefined
  readonly #logprobs: TokenLogprob[] = []

  /** False when the chunk does not have the form of a completion chunk. */
  add(chunk: unknown): boolean {
    const choice = firstChoice(chunk, 'delta')
    if (choice === undefined) return false
    const text = contentText(choice.message['content'])
    if (text === undefined) return false
    this.#output += text
    this.#refusal += contentText(choice.message['refusal']) ?? ''
    this.#finish = choice.finish ?? this.#finish
    this.#tokens = choice.tokens ?? this.#tokens
    this.#logprobs.push(...choice.logprobs.slice(0, MOST_LOGPROBS - this.#logprobs.length))
    return true
  }

  get finished(): boolean {
    return this.#finish !== null
  }

  build(): Completion {
    return completion(this.#output, this.#refusal, {
      finish: this.#finish,
      tokens: this.#tokens,
      logprobs: this.#logprobs,
    })
  }
}

function completion(
  output: string,
  refusal: string,
  { finish, tokens, logprobs }: Omit<Choice, 'message'>,
): Completion {
  return {
    finish,
    output,
    ...(refusal ? { refusal } : {}),
    ...(tokens === undefined ? {} : { tokens }),
    ...(logprobs.length > 0 ? { logprobs } : {}),
  }
}

/** Wordings by which endpoints say that a request or answer was stopped for its content. */
const contentRisk = [
  /content[ _-]?(exists[ _-])?risk/i,
  /content[ _-]?(filter|policy|moderation)/i,
  /responsible ?ai ?policy ?violation/i,
  /data[ _-]inspection[ _-]failed/i,
  /(unsafe|inappropriate|sensitive) content/i,
  /(敏感|违规|不安全|不合规|不当)(或[^，。]{1,6})?(内容|信息)/,
  /内容(安全|审核|风险|违规)/,
]

/** Whether the body of an error names a content risk; then it is a refusal by the service, not an error of the set-up. */
export function namesContentRisk(body: string): boolean {
  return contentRisk.some((pattern) => pattern.test(body))
}
