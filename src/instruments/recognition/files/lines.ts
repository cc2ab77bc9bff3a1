import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'

/** Longest line in bytes; a longer one is refused and skipped. */
const MOST_BYTES = 1 << 20
/** Most bytes of a file once unpacked: a small packed file may not fill the machine. */
const MOST_UNPACKED = 2 ** 37

export interface Line {
  /** from 1 */
  readonly number: number
  /** without its line break; undefined where it is too long or not UTF-8 */
  readonly text: string | undefined
}

/**
 * The lines of a file with constant memory, a byte order mark left out; `.gz` is unpacked. `hash` gets the SHA-256 of the file as it lies on
 * the disk when all lines are read. Rejects where the file cannot be read or unpacked.
 */
export async function* linesOf(path: string, hash: (sha256: string) => void): AsyncGenerator<Line> {
  const sha256 = createHash('sha256')
  yield* linesOfBytes(unpacked(path, (bytes) => sha256.update(bytes)))
  hash(sha256.digest('hex'))
}

/** The lines of bytes that come in pieces, such as a member of an archive; as `linesOf`. */
export async function* linesOfBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  let total = 0
  let kept: Buffer[] = []
  let size = 0
  const line = (last: Buffer): Line => {
    number++
    const whole = size + last.length <= MOST_BYTES
    const bytes = kept.length === 0 ? last : Buffer.concat([...kept, last])
    kept = []
    size = 0
    return { number, text: whole ? decoded(decoder, bytes, number === 1) : undefined }
  }
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > MOST_UNPACKED) throw new RangeError(`more than ${MOST_UNPACKED} bytes`)
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield line(chunk.subarray(from, end))
      from = end + 1
    }
    if (size <= MOST_BYTES) kept.push(chunk.subarray(from))
    size += chunk.length - from
  }
  if (size > 0) yield line(Buffer.alloc(0))
}

function unpacked(path: string, seen: (bytes: Buffer) => void): AsyncIterable<Buffer> {
  const read = async function* () {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      seen(chunk)
      yield chunk
    }
  }
  return path.toLowerCase().endsWith('.gz') ? pipeline(read, createGunzip(), () => undefined) : read()
}

function decoded(decoder: TextDecoder, bytes: Buffer, first: boolean): string | undefined {
  try {
    const text = decoder.decode(bytes).replace(/\r$/, '')
    return first ? text.replace(/^\uFEFF/, '') : text
  } catch {
    return undefined
  }
}
