import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** A sender who goes away in the middle is no fault: what came is kept. */
export async function written(path: string, offset: number, bytes: Readable, most: number) {
  const file = await open(path, (await sizeOf(path)) === 0 ? 'w' : 'r+')
  let at = offset
  let isCut = false
  try {
    const parts = bytes[Symbol.asyncIterator]()
    for (;;) {
      const next = await parts.next().catch(() => undefined)
      isCut = next === undefined
      if (next === undefined || next.done) break
      const chunk = next.value as Uint8Array
      if (at + chunk.length > most) {
        bytes.destroy()
        return { received: most + 1, isCut }
      }
      for (let sent = 0; sent < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, sent, chunk.length - sent, at)
        sent += bytesWritten
        at += bytesWritten
      }
    }
    await file.truncate(at)
    await file.datasync()
    return { received: at, isCut }
  } finally {
    await file.close()
  }
}

/** Nothing, where there is none. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
