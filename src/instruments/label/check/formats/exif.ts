import ExifReader from 'exifreader'
import { type Entry, latin1, textOf } from './reading.ts'

interface Tag {
  readonly value?: unknown
  readonly description?: unknown
}

/** Comments of an EXIF block (a TIFF structure, with or without the `Exif` mark of JPEG); none when it is no EXIF. */
export function exifEntries(block: Uint8Array): Entry[] {
  const tiff = latin1(block.subarray(0, 6)) === 'Exif\0\0' ? block.subarray(6) : block
  try {
    const { exif } = ExifReader.load(Uint8Array.from(tiff).buffer, { expanded: true })
    const tags = (exif ?? {}) as Readonly<Record<string, Tag | undefined>>
    const texts = {
      UserComment: userComment(tags['UserComment']?.value),
      ImageDescription: described(tags['ImageDescription']),
      XPComment: described(tags['XPComment']),
    }
    return Object.entries(texts).flatMap(([key, value]) => (value ? [{ place: 'exif', key, value }] : []))
  } catch {
    return []
  }
}

/** A comment begins with eight bytes that name its characters; some writers leave them out. UTF-16 comes in both byte orders. */
function userComment(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined
  const bytes = Uint8Array.from(value.map(Number))
  const code = latin1(bytes.subarray(0, 8))
  const rest = bytes.subarray(8)
  if (code === 'UNICODE\0')
    return new TextDecoder(rest[0] === 0 || rest[0] === 0xfe ? 'utf-16be' : 'utf-16le').decode(rest)
  return /^(?:ASCII\0{3}|JIS\0{5}|\0{8})$/.test(code) ? textOf(rest) : textOf(bytes)
}

/** The library reads bytes as Latin-1; what is UTF-8 is read as such. */
function described(tag: Tag | undefined): string | undefined {
  const text = tag?.description
  if (typeof text !== 'string') return undefined
  return /^[\0-\xff]*$/.test(text) ? textOf(Uint8Array.from(text, (c) => c.charCodeAt(0))) : text
}
