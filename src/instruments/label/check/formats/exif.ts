import ExifReader from 'exifreader'
import type { Entry } from './reading.ts'

const FIELDS = ['UserComment', 'ImageDescription', 'XPComment'] as const

/** Comments of an EXIF block (a TIFF structure, with or without the `Exif` mark of JPEG); none when it is no EXIF. */
export function exifEntries(block: Uint8Array): Entry[] {
  const marked = block[0] === 0x45 && block[1] === 0x78 && block[2] === 0x69 && block[3] === 0x66
  try {
    const { exif } = ExifReader.load(Uint8Array.from(marked ? block.subarray(6) : block).buffer, { expanded: true })
    const tags = (exif ?? {}) as Readonly<Record<string, { readonly description?: unknown } | undefined>>
    return FIELDS.flatMap((key) => {
      const value = tags[key]?.description
      return typeof value === 'string' && value !== '' ? [{ place: 'exif', key, value }] : []
    })
  } catch {
    return []
  }
}
