import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { behaviour, type Reply, type Switches } from './behaviour.ts'
import { sendHuge, sendText } from './send.ts'

/** What the mock saw. `asked` counts attempts a prompt, `answered` the complete answers sent for it. */
interface MockStats {
  requests: number
  readonly asked: Map<string, number>
  readonly answered: Map<string, number>
  /** bytes of body sent in 10 MB answers before the client hung up */
  hugeBytes: number
  inFlight: number
  mostInFlight: number
  /** requests that followed a redirect; a careful client makes none */
  redirected: number
}

export interface Mock {
  /** base address for `access.endpoint.url` */
  readonly url: string
  readonly stats: MockStats
  close(): Promise<void>
}

export interface MockOptions extends Switches {
  /** 0 (the default) takes any free port */
  readonly port?: number
}

/** Starts an OpenAI-compatible chat endpoint on 127.0.0.1. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const reply = behaviour(options)
  const stats: MockStats = {
    requests: 0,
    asked: new Map(),
    answered: new Map(),
    hugeBytes: 0,
    inFlight: 0,
    mostInFlight: 0,
    redirected: 0,
  }

  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') stats.redirected++
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
      return sendError(response, 404, 'no such path')
    readBody(request).then(
      (body) => {
        const question = readQuestion(body)
        if (question === undefined) return sendError(response, 400, 'a chat completion request is expected')
        stats.requests++
        stats.mostInFlight = Math.max(stats.mostInFlight, ++stats.inFlight)
        response.once('close', () => stats.inFlight--)
        const attempt = count(stats.asked, question.prompt)
        const answer = () => send(response, reply(question.prompt, attempt), question, stats)
        if (options.latencyMs) setTimeout(answer, options.latencyMs)
        else answer()
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    stats,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Question {
  readonly prompt: string
  readonly model: string
  readonly stream: boolean
}

function send(response: ServerResponse, reply: Reply, question: Question, stats: MockStats): void {
  if (response.destroyed) return
  switch (reply.kind) {
    case 'text':
      count(stats.answered, question.prompt)
      sendText(response, question, reply)
      break
    case 'half':
      sendText(response, question, { text: '这段回答只有一半，后半段不会到达。', finish: 'stop' }, 'half')
      break
    case 'huge':
      sendHuge(response, (bytes) => {
        stats.hugeBytes += bytes
      })
      break
    case 'rate-limit':
      response.setHeader('retry-after', reply.retryAfter)
      sendError(response, 429, 'Rate limit reached')
      break
    case 'server-error':
      sendError(response, 500, 'The server had an error')
      break
    case 'content-risk':
      sendError(response, 400, 'Content Exists Risk')
      break
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sign in</title><p>Please sign in to this network.')
      break
    case 'redirect':
      response.writeHead(307, { location: '/elsewhere' })
      response.end()
      break
  }
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { message, type: 'mock', code: status } }))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function readQuestion(text: string): Question | undefined {
  try {
    const body = JSON.parse(text) as {
      model?: unknown
      stream?: unknown
      messages?: { role?: unknown; content?: unknown }[]
    }
    const prompt = body.messages?.findLast((m) => m.role === 'user' || m.role === 'tool')?.content
    if (typeof prompt !== 'string') return undefined
    return { prompt, model: String(body.model), stream: body.stream === true }
  } catch {
    return undefined
  }
}

function count(counts: Map<string, number>, key: string): number {
  const n = (counts.get(key) ?? 0) + 1
  counts.set(key, n)
  return n
}
