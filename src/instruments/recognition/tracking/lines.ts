import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

const [LF, CR] = [0x0a, 0x0d]
/** A longer line is handed over cut, so that it is refused, and the rest of it passed over. */
export const LONGEST_LINE = 4096

/** Gets a line without its line break, numbered from 1. */
type TakeLine = (bytes: Buffer, from: number, to: number, line: number) => void

/** Takes plain lines from `from` on, the first of them of this number: how many, and where the next one begins. It may take none. */
type TakePlain = (bytes: Buffer, from: number, line: number) => { readonly lines: number; readonly next: number }

/** Streams the lines of a file, a byte order mark left out, blank ones too; gives the SHA-256 (hex) of the file. Throws as the file system does. */
export async function eachLine(
  path: string,
  take: TakeLine,
  plainly: TakePlain,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256')
  let carry: Buffer = Buffer.alloc(0)
  let line = 0
  let cut = false
  const give = (bytes: Buffer, start: number, end: number) => {
    line++
    const from = line === 1 && bytes[start] === 0xef && bytes[start + 1] === 0xbb ? start + 3 : start
    const to = end > from && bytes[end - 1] === CR ? end - 1 : end
    if (to > from) take(bytes, from, to, line)
  }
  const file = createReadStream(path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })
  for await (const chunk of file as AsyncIterable<Buffer>) {
    hash.update(chunk)
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
    let from = 0
    for (;;) {
      if (!cut) {
        const { lines, next } = plainly(bytes, from, line + 1)
        line += lines
        from = next
      }
      const end = bytes.indexOf(LF, from)
      if (end < 0) break
      if (!cut) give(bytes, from, end)
      cut = false
      from = end + 1
    }
    if (!cut && bytes.length - from > LONGEST_LINE) {
      give(bytes, from, bytes.length)
      cut = true
    }
    carry = cut ? Buffer.alloc(0) : bytes.subarray(from)
  }
  if (carry.length > 0) give(carry, 0, carry.length)
  return hash.digest('hex')
}
