import type { Source } from '../source.ts'
import { exifEntries } from './exif.ts'
import { type Entry, latin1, MAX_BLOCKS, type Reading, textOf, view } from './reading.ts'
import { xmpEntries } from './xmp.ts'

const XMP = 'http://ns.adobe.com/xap/1.0/\0'

/** Segments of a JPEG before its image data: EXIF, XMP, comments, and the size from the frame header (ISO/IEC 10918-1). */
export async function readJpeg(source: Source): Promise<Reading> {
  const entries: Entry[] = []
  let size: { width?: number; height?: number } = {}
  let at = 2
  for (let count = 0; count < MAX_BLOCKS && at + 4 <= source.size; count++) {
    const head = await source.at(at, 4)
    const marker = head[1]!
    if (head[0] !== 0xff) break
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view(head).getUint16(2)
    if (length < 2 || at + 2 + length > source.size) break
    const body = await source.at(at + 4, length - 2)
    if (isFrame(marker) && body.length >= 5) size = { height: view(body).getUint16(1), width: view(body).getUint16(3) }
    if (marker === 0xe1) entries.push(...application(body))
    if (marker === 0xfe) entries.push({ place: 'jpeg:COM', key: 'comment', value: textOf(body) })
    at += 2 + length
    if (marker === 0xda) return { entries, intact: true, ...size }
  }
  return { entries, intact: false, ...size }
}

function application(body: Uint8Array): Entry[] {
  if (latin1(body.subarray(0, XMP.length)) === XMP) return xmpEntries(textOf(body.subarray(XMP.length)))
  return latin1(body.subarray(0, 6)) === 'Exif\0\0' ? exifEntries(body) : []
}

/** Start of frame: SOF0 to SOF15 without the tables and arithmetic conditioning between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
