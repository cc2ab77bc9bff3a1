import { deflateRawSync } from 'node:zlib'
import { sha256 } from '@noble/hashes/sha2.js'
import { crc32 } from '../../src/attestation/bundle/crc32.ts'
import { sealText } from '../../src/attestation/bundle/seal.ts'

/** One entry of a hand-made archive; what is left out is as an honest writer would have it. */
export interface RawEntry {
  readonly name: string | Uint8Array
  readonly content?: string | Uint8Array
  readonly deflate?: boolean
  /** the bytes that stand in the archive, instead of the packed content */
  readonly packed?: Uint8Array
  readonly offset?: number
  readonly both?: Partial<RawFields>
  readonly local?: Partial<RawFields>
  readonly central?: Partial<RawFields>
  /** bytes put in front of the local header that no directory lists */
  readonly hiddenBefore?: Uint8Array
  /** no local header and no data: the directory points at another entry's */
  readonly absent?: boolean
}

export interface RawFields {
  readonly name: Uint8Array
  readonly flags: number
  readonly method: number
  readonly time: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly attributes: number
  readonly extra: Uint8Array
  readonly disk: number
}

export interface RawArchive {
  readonly entries: readonly RawEntry[]
  readonly before?: Uint8Array
  readonly after?: Uint8Array
  readonly comment?: Uint8Array
  readonly seal?: boolean
  readonly end?: Partial<Record<'disk' | 'count' | 'countHere' | 'size' | 'start', number>>
}

/** Writes a ZIP with whatever lies it is told to tell. */
export function rawZip({ entries, before, after, comment, seal, end }: RawArchive): Uint8Array {
  const parts: Uint8Array[] = before ? [before] : []
  const directory: Uint8Array[] = []
  const position = () => parts.reduce((sum, p) => sum + p.length, 0) - (before?.length ?? 0)
  for (const entry of entries) {
    const content =
      typeof entry.content === 'string' ? new TextEncoder().encode(entry.content) : (entry.content ?? new Uint8Array())
    const packed = entry.packed ?? (entry.deflate ? new Uint8Array(deflateRawSync(content)) : content)
    const honest: RawFields = {
      name: typeof entry.name === 'string' ? new TextEncoder().encode(entry.name) : entry.name,
      flags: 0x0800,
      method: entry.deflate ? 8 : 0,
      time: 0,
      crc: crc32(content),
      packedSize: packed.length,
      size: content.length,
      attributes: 0,
      extra: new Uint8Array(),
      disk: 0,
      ...entry.both,
    }
    if (entry.hiddenBefore) parts.push(entry.hiddenBefore)
    const offset = entry.offset ?? position()
    if (!entry.absent) parts.push(header(0x04034b50, { ...honest, ...entry.local }), packed)
    directory.push(header(0x02014b50, { ...honest, ...entry.central }, offset))
  }
  const start = position()
  const size = directory.reduce((sum, d) => sum + d.length, 0)
  const body = Buffer.concat([
    ...parts,
    ...directory,
    endOf(
      { disk: 0, count: entries.length, countHere: entries.length, size, start, ...end },
      seal ? 90 : (comment?.length ?? 0),
    ),
  ])
  const tail = seal ? sealText(sha256(body)) : (comment ?? new Uint8Array())
  return new Uint8Array(Buffer.concat([body, tail, after ?? new Uint8Array()]))
}

function header(signature: number, f: RawFields, offset?: number): Uint8Array {
  const central = offset !== undefined
  const fixed = Buffer.alloc(central ? 46 : 30)
  fixed.writeUInt32LE(signature, 0)
  if (central) fixed.writeUInt16LE(20, 4)
  const at = central ? 6 : 4
  for (const [i, value] of [20, f.flags, f.method, f.time, 0x0021].entries()) fixed.writeUInt16LE(value, at + 2 * i)
  for (const [i, value] of [f.crc, f.packedSize, f.size].entries()) fixed.writeUInt32LE(value, at + 10 + 4 * i)
  fixed.writeUInt16LE(f.name.length, at + 22)
  fixed.writeUInt16LE(f.extra.length, at + 24)
  if (central) {
    fixed.writeUInt16LE(f.disk, 34)
    fixed.writeUInt32LE(f.attributes, 38)
    fixed.writeUInt32LE(offset, 42)
  }
  return Buffer.concat([fixed, f.name, f.extra])
}

function endOf(e: Record<'disk' | 'count' | 'countHere' | 'size' | 'start', number>, comment: number): Uint8Array {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  for (const [i, value] of [e.disk, 0, e.countHere, e.count].entries()) bytes.writeUInt16LE(value, 4 + 2 * i)
  bytes.writeUInt32LE(e.size, 12)
  bytes.writeUInt32LE(e.start, 16)
  bytes.writeUInt16LE(comment, 20)
  return bytes
}
