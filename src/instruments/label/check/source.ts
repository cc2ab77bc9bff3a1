import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** A file that is read in pieces: nothing is held that a parser did not ask for. */
export interface Source {
  readonly size: number
  /** up to `length` bytes from `offset`; fewer only where the file ends */
  at(offset: number, length: number): Promise<Uint8Array>
}

/** No piece is longer than this, whatever a file declares: 16 MiB. */
export const MAX_BLOCK = 16 * 1024 * 1024

/** Bytes in memory, such as a block inside a file. */
export function memory(bytes: Uint8Array): Source {
  return { size: bytes.length, at: async (offset, length) => bytes.subarray(offset, offset + bounded(length)) }
}

export function fileSource(file: FileHandle, size: number): Source {
  return {
    size,
    at: async (offset, length) => {
      const wanted = Math.max(0, Math.min(bounded(length), size - offset))
      const bytes = new Uint8Array(wanted)
      let got = 0
      while (got < wanted) {
        const { bytesRead } = await file.read(bytes, got, wanted - got, offset + got)
        if (bytesRead === 0) break
        got += bytesRead
      }
      return bytes.subarray(0, got)
    },
  }
}

/** SHA-256 of the whole file, hex. */
export async function sha256Of(source: Source, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const step = 1024 * 1024
  for (let at = 0; at < source.size; at += step) {
    signal.throwIfAborted()
    hash.update(await source.at(at, step))
  }
  return hash.digest('hex')
}

function bounded(length: number): number {
  return Math.max(0, Math.min(length, MAX_BLOCK))
}
