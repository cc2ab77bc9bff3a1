import { createServer } from 'node:http'

const MOST_BYTES = 1024 * 1024

/** An error in the shape that OpenAI-compatible clients read. */
class Refused extends Error {
  constructor(status, message, code = null, param = null) {
    super(message)
    this.status = status
    this.body = { error: { message, type: 'invalid_request_error', param, code } }
  }
}

/**
 * Serves `POST /v1/chat/completions` on 127.0.0.1 for something that answers: `{ name, answer(messages, { maxTokens, top }) }`, where `answer` yields
 * pieces `{ text, logprob?, top? }` and returns `{ finish, prompt, completion }`. Whole or streamed. Gives the address and what closes it.
 */
export async function serve(subject, port = 0) {
  const server = createServer((request, response) => {
    handle(subject, request, response).catch((error) => {
      if (response.headersSent) response.destroy()
      else if (error instanceof Refused) json(response, error.status, error.body)
      else
        json(response, 500, {
          error: { message: 'The server had an error.', type: 'server_error', param: null, code: null },
        })
    })
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${server.address().port}/v1`, close }
}

async function handle(subject, request, response) {
  if (request.url === '/v1/models' && request.method === 'GET') {
    return json(response, 200, {
      object: 'list',
      data: [{ id: subject.name, object: 'model', created: 0, owned_by: 'plumbline' }],
    })
  }
  if (request.url !== '/v1/chat/completions')
    throw new Refused(404, `Unknown request URL: ${request.method} ${request.url}`, 'unknown_url')
  if (request.method !== 'POST') throw new Refused(405, 'Only POST is accepted here.', 'method_not_allowed')
  const asked = read(await bodyOf(request))
  const envelope = { id: 'chatcmpl-tiny', created: 0, model: subject.name }
  const pieces = subject.answer(asked.messages, asked)
  if (asked.stream) return stream(response, envelope, pieces, asked)

  const said = []
  let step = await pieces.next()
  for (; !step.done; step = await pieces.next()) said.push(step.value)
  const message = { role: 'assistant', content: said.map((p) => p.text).join('') }
  const choice = {
    index: 0,
    message,
    logprobs: asked.logprobs ? { content: said.map(tokenOf) } : null,
    finish_reason: step.value.finish,
  }
  json(response, 200, { ...envelope, object: 'chat.completion', choices: [choice], usage: usageOf(step.value) })
}

async function stream(response, envelope, pieces, { logprobs, includeUsage }) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  const event = (choices, more = {}) =>
    response.write(`data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', choices, ...more })}\n\n`)
  const delta = (delta, finish = null, more = {}) => event([{ index: 0, delta, finish_reason: finish, ...more }])
  delta({ role: 'assistant', content: '' })
  let step = await pieces.next()
  for (; !step.done; step = await pieces.next()) {
    if (response.destroyed) return
    delta({ content: step.value.text }, null, logprobs ? { logprobs: { content: [tokenOf(step.value)] } } : {})
  }
  delta({}, step.value.finish)
  if (includeUsage) event([], { usage: usageOf(step.value) })
  response.end('data: [DONE]\n\n')
}

const usageOf = ({ prompt, completion }) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
})
const entry = ({ text, logprob = 0 }) => ({ token: text, logprob, bytes: [...Buffer.from(text)] })
const tokenOf = (piece) => ({ ...entry(piece), top_logprobs: (piece.top ?? []).map(entry) })

async function bodyOf(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MOST_BYTES)
      throw new Refused(413, `The request is larger than ${MOST_BYTES} bytes.`, 'request_too_large')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refused(400, 'The body is not valid JSON.')
  }
}

const roles = new Map([
  ...['system', 'user', 'assistant', 'tool'].map((r) => [r, r]),
  ['developer', 'system'],
  ['function', 'tool'],
])

function read(body) {
  if (!Array.isArray(body?.messages) || body.messages.length === 0)
    throw new Refused(400, "'messages' must be a list with at least one message.", null, 'messages')
  const messages = body.messages.map((message, i) => {
    const role = roles.get(message?.role)
    if (role === undefined) throw new Refused(400, `'messages[${i}].role' is not known.`, null, `messages[${i}].role`)
    return { role, content: textOf(message.content, `messages[${i}].content`) }
  })
  if ((body.n ?? 1) !== 1) throw new Refused(400, "Only one answer a request: 'n' must be 1.", null, 'n')
  const maxTokens = whole(body, 'max_completion_tokens', 1, 1e6) ?? whole(body, 'max_tokens', 1, 1e6)
  const top = whole(body, 'top_logprobs', 0, 20) ?? 0
  return {
    messages,
    stream: body.stream === true,
    includeUsage: body.stream_options?.include_usage === true,
    logprobs: body.logprobs === true,
    top: body.logprobs === true ? top : 0,
    ...(maxTokens === undefined ? {} : { maxTokens }),
  }
}

function textOf(content, param) {
  if (content === null || content === undefined) return ''
  if (typeof content === 'string') return content
  if (Array.isArray(content) && content.every((p) => p?.type === 'text' && typeof p.text === 'string'))
    return content.map((p) => p.text).join('')
  throw new Refused(400, `'${param}' must be text.`, null, param)
}

function whole(body, name, least, most) {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Refused(400, `'${name}' must be a whole number from ${least} to ${most}.`, null, name)
  return value
}

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
