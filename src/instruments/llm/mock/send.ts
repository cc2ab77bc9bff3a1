import type { ServerResponse } from 'node:http'

interface Text {
  readonly text: string
  readonly finish: string
}

interface Asked {
  readonly model: string
  readonly stream: boolean
}

const HUGE_BYTES = 10 * 1024 * 1024

/** Sends a completion, whole or as events. With `half` it stops in the middle and closes the connection. */
export function sendText(
  response: ServerResponse,
  { model, stream }: Asked,
  { text, finish }: Text,
  how?: 'half',
): void {
  if (stream) {
    sendEvents(response, model, { text, finish }, how)
    return
  }
  const body = Buffer.from(
    JSON.stringify({
      id: 'mock',
      object: 'chat.completion',
      created: 0,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
      usage: { prompt_tokens: 1, completion_tokens: text.length, total_tokens: text.length + 1 },
    }),
  )
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  if (how === 'half') {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy())
    return
  }
  response.end(body)
}

function sendEvents(response: ServerResponse, model: string, { text, finish }: Text, how?: 'half'): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  const event = (delta: object, reason: string | null) =>
    `data: ${JSON.stringify({ id: 'mock', object: 'chat.completion.chunk', model, choices: [{ index: 0, delta, finish_reason: reason }] })}\r\n\r\n`
  const parts = text.match(/[\s\S]{1,8}/g) ?? []
  const bytes = Buffer.from(
    [
      ': a comment, as proxies send to keep a connection open\r\n\r\n',
      event({ role: 'assistant', content: '' }, null),
      ...parts.map((content) => event({ content }, null)),
      event({}, finish),
      'data: [DONE]\r\n\r\n',
    ].join(''),
  )
  if (how === 'half') {
    // the connection is closed properly: only the missing end mark shows that something is missing
    response.end(bytes.subarray(0, bytes.length >> 1))
    return
  }
  // cut anywhere, also inside a character
  const cut = Math.floor(bytes.length / 3)
  response.write(bytes.subarray(0, cut))
  response.write(bytes.subarray(cut, 2 * cut + 1))
  response.end(bytes.subarray(2 * cut + 1))
}

/** 10 MB of answer without a length, no faster than the client reads; `sent` is told what went out. */
export function sendHuge(response: ServerResponse, sent: (bytes: number) => void): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"')
  const block = Buffer.alloc(64 * 1024, 'a')
  let left = HUGE_BYTES
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= block.length
      sent(block.length)
      if (!response.write(block)) {
        response.once('drain', more)
        return
      }
    }
    if (!response.destroyed) response.end('"}}]}')
  }
  more()
}
