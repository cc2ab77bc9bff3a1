import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

/** Longest line in bytes; a longer one is refused and skipped. */
const MOST_BYTES = 1 << 20

export interface Line {
  /** from 1 */
  readonly number: number
  /** without its line break; undefined where it is too long or not UTF-8 */
  readonly text: string | undefined
}

/** The lines of a file with constant memory, a byte order mark left out; `hash` gets the SHA-256 of the whole file when all are read. */
export async function* linesOf(path: string, hash: (sha256: string) => void): AsyncGenerator<Line> {
  const sha256 = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  let kept: Buffer[] = []
  let size = 0
  const line = (last: Buffer): Line => {
    number++
    const bytes = Buffer.concat([...kept, last])
    const whole = size + last.length <= MOST_BYTES
    kept = []
    size = 0
    return { number, text: whole ? decoded(decoder, bytes) : undefined }
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield line(chunk.subarray(from, end))
      from = end + 1
    }
    if (size <= MOST_BYTES) kept.push(chunk.subarray(from))
    size += chunk.length - from
  }
  if (size > 0) yield line(Buffer.alloc(0))
  hash(sha256.digest('hex'))
}

function decoded(decoder: TextDecoder, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes).replace(/\r$/, '')
  } catch {
    return undefined
  }
}
