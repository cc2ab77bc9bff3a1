import { MAX_BLOCK, type Source } from '../source.ts'
import { exifEntries } from './exif.ts'
import { type Entry, MAX_TEXT, type Reading, textOf, view } from './reading.ts'
import { type Chunk, riffFile } from './riff.ts'
import { xmpEntries } from './xmp.ts'

/** EXIF and XMP chunks of a WebP, and its size (RFC 9649). */
export async function readWebp(source: Source): Promise<Reading> {
  const { chunks, intact } = await riffFile(source)
  const entries: Entry[] = []
  let size: { width?: number; height?: number } = {}
  for (const chunk of chunks) {
    if (chunk.id === 'XMP ' && chunk.length <= MAX_TEXT)
      entries.push(...xmpEntries(textOf(await source.at(chunk.at, chunk.length))))
    if (chunk.id === 'EXIF' && chunk.length <= MAX_BLOCK)
      entries.push(...exifEntries(await source.at(chunk.at, chunk.length)))
    if (chunk.id.startsWith('VP8') && size.width === undefined) size = sizeOf(chunk, await source.at(chunk.at, 10))
  }
  return { entries, intact, ...size }
}

function sizeOf({ id }: Chunk, head: Uint8Array): { width?: number; height?: number } {
  if (head.length < 10) return {}
  const v = view(head)
  if (id === 'VP8X') return { width: 1 + (v.getUint32(4, true) & 0xffffff), height: 1 + (v.getUint32(6, true) >>> 8) }
  if (id === 'VP8 ') return { width: v.getUint16(6, true) & 0x3fff, height: v.getUint16(8, true) & 0x3fff }
  if (id !== 'VP8L' || head[0] !== 0x2f) return {}
  const bits = v.getUint32(1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}
