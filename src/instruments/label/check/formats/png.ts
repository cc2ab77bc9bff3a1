import { inflateSync } from 'node:zlib'
import type { Source } from '../source.ts'
import { exifEntries } from './exif.ts'
import { type Entry, latin1, MAX_BLOCKS, MAX_TEXT, type Reading, textOf, view } from './reading.ts'
import { xmpEntries } from './xmp.ts'

/** Text chunks, XMP and EXIF of a PNG (ISO/IEC 15948). Image data are not read. */
export async function readPng(source: Source): Promise<Reading> {
  const entries: Entry[] = []
  let size: { width?: number; height?: number } = {}
  let at = 8
  for (let count = 0; count < MAX_BLOCKS && at + 12 <= source.size; count++) {
    const head = await source.at(at, 8)
    const length = view(head).getUint32(0)
    const type = latin1(head.subarray(4))
    if (at + 12 + length > source.size) break
    if (type === 'IEND') return { entries, intact: true, ...size }
    if (type === 'IHDR' && length >= 8) {
      const v = view(await source.at(at + 8, 8))
      size = { width: v.getUint32(0), height: v.getUint32(4) }
    }
    if (length <= MAX_TEXT && ['tEXt', 'zTXt', 'iTXt', 'eXIf'].includes(type))
      entries.push(...chunk(type, await source.at(at + 8, length)))
    at += 12 + length
  }
  return { entries, intact: false, ...size }
}

function chunk(type: string, data: Uint8Array): Entry[] {
  if (type === 'eXIf') return exifEntries(data)
  const nul = data.indexOf(0)
  if (nul < 0) return []
  const key = latin1(data.subarray(0, nul))
  const text =
    type === 'tEXt'
      ? data.subarray(nul + 1)
      : type === 'zTXt'
        ? inflated(data.subarray(nul + 2))
        : international(data, nul)
  if (text === undefined) return []
  if (key === 'XML:com.adobe.xmp') return xmpEntries(textOf(text))
  return [{ place: `png:${type}`, key, value: textOf(text) }]
}

/** iTXt: key, compression flag and method, language, translated key, text. */
function international(data: Uint8Array, nul: number): Uint8Array | undefined {
  const language = data.indexOf(0, nul + 3)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  if (translated < 0) return undefined
  const text = data.subarray(translated + 1)
  return data[nul + 1] === 1 ? inflated(text) : text
}

/** No more than 1 MiB comes out, however small the chunk. */
function inflated(data: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(data, { maxOutputLength: MAX_TEXT })
  } catch {
    return undefined
  }
}
