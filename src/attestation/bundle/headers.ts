import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * The three ZIP records (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16) with every field that carries nothing of ours held fixed:
 * 1980-01-01 00:00, UTF-8 names, no attributes, no extra fields. Equal content is then equal bytes in any time zone.
 */
export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 }
const fixed = { version: 20, flags: 0x0800, time: 0, date: 0x0021 }
export const sizes = { local: 30, central: 46, end: 22 }
export const methods = { stored: 0, deflated: 8 } as const

export interface EntryHeader {
  readonly name: Uint8Array
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

export function localHeader(entry: EntryHeader): Uint8Array {
  return record(sizes.local, [[4, signatures.local], ...shared(entry)], entry.name)
}

export function centralRecord(entry: EntryHeader, offset: number): Uint8Array {
  const fields: readonly Field[] = [
    [4, signatures.central],
    [2, fixed.version],
    ...shared(entry),
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  ]
  return record(sizes.central, fields, entry.name)
}

export function endRecord(
  entries: number,
  directory: { offset: number; size: number },
  commentLength: number,
): Uint8Array {
  const fields: readonly Field[] = [
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, entries],
    [2, entries],
    [4, directory.size],
    [4, directory.offset],
    [2, commentLength],
  ]
  return record(sizes.end, fields)
}

export function encodeName(name: string): Uint8Array {
  return utf8ToBytes(name)
}

type Field = readonly [bytes: 2 | 4, value: number]

/** From `version needed` to `extra field length`, as both headers have it. */
function shared(entry: EntryHeader): readonly Field[] {
  return [
    [2, fixed.version],
    [2, fixed.flags],
    [2, entry.method],
    [2, fixed.time],
    [2, fixed.date],
    [4, entry.crc],
    [4, entry.packed],
    [4, entry.size],
    [2, entry.name.length],
    [2, 0],
  ]
}

function record(size: number, fields: readonly Field[], name: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(size + name.length)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += width
  }
  bytes.set(name, size)
  return bytes
}
