import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** A member of a ZIP file: where its bytes lie and how they are packed. */
export interface Member {
  readonly name: string
  readonly method: 'stored' | 'deflate'
  readonly packed: number
  readonly header: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** the end of a ZIP file: 22 bytes, and a comment of at most 65535 */
const TAIL = 22 + 65_535
const MOST_MEMBERS = 1000

/**
 * The members of a ZIP file, from the index at its end; the members themselves are not read.
 * RangeError with what is wrong: no ZIP file, ZIP64, a password, a way of packing that is neither stored nor deflate.
 * Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12, 4.3.16.
 */
export async function membersOf(path: string): Promise<readonly Member[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await bytesAt(file, Math.max(0, size - TAIL), Math.min(size, TAIL))
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END) end--
    if (end < 0) throw new RangeError('not a ZIP file')
    const [count, length, from] = [
      tail.readUInt16LE(end + 10),
      tail.readUInt32LE(end + 12),
      tail.readUInt32LE(end + 16),
    ]
    if (count === 0xffff || from === 0xffffffff) throw new RangeError('ZIP64 is not read')
    if (count > MOST_MEMBERS || from + length > size) throw new RangeError('the index of the ZIP file is damaged')
    return entries(await bytesAt(file, from, length), count)
  } finally {
    await file.close()
  }
}

function entries(index: Buffer, count: number): readonly Member[] {
  const members: Member[] = []
  let at = 0
  for (let k = 0; k < count; k++) {
    if (at + 46 > index.length || index.readUInt32LE(at) !== CENTRAL)
      throw new RangeError('the index of the ZIP file is damaged')
    const [flags, method, packed] = [
      index.readUInt16LE(at + 8),
      index.readUInt16LE(at + 10),
      index.readUInt32LE(at + 20),
    ]
    const [own, extra, comment] = [
      index.readUInt16LE(at + 28),
      index.readUInt16LE(at + 30),
      index.readUInt16LE(at + 32),
    ]
    const name = index.toString('utf8', at + 46, at + 46 + own)
    at += 46 + own + extra + comment
    if (name.endsWith('/')) continue
    if ((flags & 1) === 1) throw new RangeError(`${name} needs a password`)
    if (method !== 0 && method !== 8) throw new RangeError(`${name} is packed in a way that is not read (${method})`)
    members.push({
      name,
      method: method === 0 ? 'stored' : 'deflate',
      packed,
      header: index.readUInt32LE(at - own - extra - comment - 4),
    })
  }
  return members
}

/** The bytes of a member, unpacked piece by piece. Rejects where they are damaged. */
export async function* memberBytes(path: string, member: Member): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    const local = await bytesAt(file, member.header, 30)
    if (local.readUInt32LE(0) !== LOCAL) throw new RangeError(`${member.name} is not where the index says`)
    const start = member.header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    if (member.packed === 0) return
    const raw = file.createReadStream({ start, end: start + member.packed - 1, autoClose: false })
    yield* member.method === 'stored' ? raw : pipeline(raw, createInflateRaw(), () => undefined)
  } finally {
    await file.close()
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  if (bytesRead < length) throw new RangeError('the file ends too soon')
  return bytes
}
