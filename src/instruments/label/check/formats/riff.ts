import type { Source } from '../source.ts'
import { latin1, MAX_BLOCKS, view } from './reading.ts'

export interface Chunk {
  readonly id: string
  /** where its data begin */
  readonly at: number
  readonly length: number
}

/** Chunks of a RIFF body from `from` to `to`; `intact` is false when one of them does not fit. */
export async function riffChunks(
  source: Source,
  from: number,
  to: number,
): Promise<{ readonly chunks: readonly Chunk[]; readonly intact: boolean }> {
  const chunks: Chunk[] = []
  let at = from
  while (at + 8 <= to && chunks.length < MAX_BLOCKS) {
    const head = await source.at(at, 8)
    if (head.length < 8) break
    const length = view(head).getUint32(4, true)
    if (at + 8 + length > to) return { chunks, intact: false }
    chunks.push({ id: latin1(head.subarray(0, 4)), at: at + 8, length })
    at += 8 + length + (length % 2)
  }
  return { chunks, intact: chunks.length < MAX_BLOCKS && at >= to }
}

/** Chunks of the file: the declared size must fit into it. */
export async function riffFile(source: Source) {
  const declared = view(await source.at(4, 4)).getUint32(0, true) + 8
  const read = await riffChunks(source, 12, Math.min(declared, source.size))
  return { chunks: read.chunks, intact: read.intact && declared <= source.size + (declared % 2) }
}
