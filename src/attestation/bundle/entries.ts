import { done, failed, type Outcome, type Problem } from '../../language/problem.ts'
import { byCodeUnit, equalBytes, utf8Text } from '../bytes.ts'
import type { Directory } from './directory.ts'
import { centralRecord, type EntryHeader, localHeader, methods, signatures, sizes } from './headers.ts'
import type { BundleLimits } from './limits.ts'
import { clashProblem, longestName, nameProblem } from './names.ts'
import { refuse } from './refusals.ts'

/** One entry of the directory: its name, and where its packed data lies. */
export interface Entry {
  readonly name: string
  readonly header: EntryHeader
  readonly offset: number
  readonly data: Uint8Array
}

/**
 * Reads the directory and the header of every entry. What is dangerous is refused by its own code first; what is merely not
 * as Plumbline writes it is refused as packed again. The entries must cover the file from its first byte, without gap or overlap.
 */
export function readEntries(bytes: Uint8Array, directory: Directory, limits: BundleLimits): Outcome<readonly Entry[]> {
  const entries: Entry[] = []
  const notOurs: Problem[] = []
  let at = directory.start
  let next = 0
  for (let i = 0; i < directory.entries; i++) {
    const record = readRecord(bytes, at, directory.end)
    if (!record.ok) return record
    const { header, offset, name, length, canonical } = record.value
    if (header.size > limits.entryBytes)
      return failed(refuse('bundle-entry-too-large', name, { expected: `<= ${limits.entryBytes}`, got: header.size }))
    const laid =
      offset === next
        ? undefined
        : offset < next
          ? 'bundle-overlap'
          : next === 0
            ? 'bundle-leading-bytes'
            : 'bundle-gap'
    if (laid) return failed(refuse(laid, name))
    const local = readLocal(bytes, offset, header, directory.start, name)
    if (!local.ok) return local
    if (!canonical || !local.value.canonical) notOurs.push(refuse('bundle-repacked', name))
    next = local.value.end
    entries.push({ name, header, offset, data: bytes.subarray(next - header.packed, next) })
    at += length
  }
  if (at !== directory.end) return failed(refuse('bundle-directory-broken'))
  if (next !== directory.start) return failed(refuse(next === 0 ? 'bundle-leading-bytes' : 'bundle-gap'))
  const clash = clashProblem(entries.map((e) => e.name))
  if (clash) return failed(clash)
  const sorted = entries.every((e, i) => i === 0 || byCodeUnit(entries[i - 1]!.name, e.name) < 0)
  if (!sorted) notOurs.push(refuse('bundle-repacked'))
  return notOurs[0] ? failed(notOurs[0]) : done(entries)
}

interface CentralRecord {
  readonly header: EntryHeader
  readonly offset: number
  readonly name: string
  readonly length: number
  readonly canonical: boolean
}

function readRecord(bytes: Uint8Array, at: number, end: number): Outcome<CentralRecord> {
  if (at + sizes.central > end) return failed(refuse('bundle-directory-broken'))
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, end - at)
  const u16 = (field: number) => view.getUint16(field, true)
  const u32 = (field: number) => view.getUint32(field, true)
  const length = sizes.central + u16(28) + u16(30) + u16(32)
  if (u32(0) !== signatures.central || at + length > end) return failed(refuse('bundle-directory-broken'))

  const rawName = bytes.slice(at + sizes.central, at + sizes.central + u16(28))
  const decoded = utf8Text(rawName)
  const name = decoded ?? new TextDecoder().decode(rawName)
  const header = { name: rawName, method: u16(10), crc: u32(16), packed: u32(20), size: u32(24) }
  const offset = u32(42)
  const fileType = u32(38) >>> 28
  const code =
    (header.packed === 0xffffffff || header.size === 0xffffffff || offset === 0xffffffff || u16(34) !== 0) &&
    'bundle-zip64'
  const danger =
    code ||
    (u16(8) & 0x2041 && 'bundle-encrypted') ||
    (fileType === 0xa && 'bundle-symlink') ||
    (decoded === undefined && 'bundle-name-encoding') ||
    (rawName.length > longestName && 'bundle-name-long')
  if (danger) return failed(refuse(danger, name))
  const badName = nameProblem(name)
  if (badName) return failed(badName)
  if (u32(38) & 0x10 || fileType === 4) return failed(refuse('bundle-folder-entry', name))
  if (header.method !== methods.stored && header.method !== methods.deflated)
    return failed(refuse('bundle-method', name, { expected: '0, 8', got: header.method }))
  const canonical = equalBytes(bytes.subarray(at, at + length), centralRecord(header, offset))
  return done({ header, offset, name, length, canonical })
}

/** The header in front of the data must say what the directory says; `end` is where its data stops. */
function readLocal(
  bytes: Uint8Array,
  at: number,
  header: EntryHeader,
  limit: number,
  name: string,
): Outcome<{ end: number; canonical: boolean }> {
  if (at + sizes.local > limit) return failed(refuse('bundle-directory-broken', name))
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, limit - at)
  const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)]
  const start = at + sizes.local + nameLength + extraLength
  const end = start + header.packed
  if (view.getUint32(0, true) !== signatures.local) return failed(refuse('bundle-directory-broken', name))
  const localName = bytes.subarray(at + sizes.local, at + sizes.local + nameLength)
  const described = (view.getUint16(6, true) & 8) !== 0
  const same =
    equalBytes(localName, header.name) &&
    view.getUint16(8, true) === header.method &&
    (described ||
      (view.getUint32(14, true) === header.crc &&
        view.getUint32(18, true) === header.packed &&
        view.getUint32(22, true) === header.size))
  if (view.getUint16(6, true) & 0x2041) return failed(refuse('bundle-encrypted', name))
  if (!same) return failed(refuse('bundle-header-mismatch', name))
  if (end > limit) return failed(refuse('bundle-overlap', name))
  if (described) return failed(refuse('bundle-repacked', name))
  return done({ end, canonical: equalBytes(bytes.subarray(at, start), localHeader(header)) })
}
