import type { Source } from '../source.ts'
import { type Entry, latin1, MAX_BLOCKS, MAX_TEXT, type Reading, textOf, view } from './reading.ts'
import { xmpEntries } from './xmp.ts'

const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac'

interface Box {
  readonly type: string
  readonly at: number
  readonly end: number
}

interface State {
  readonly entries: Entry[]
  boxes: number
  intact: boolean
  width?: number
  height?: number
  seconds?: number
}

/**
 * Metadata of an MP4 or QuickTime file (ISO/IEC 14496-12): boxes in `udta`, iTunes items, QuickTime keys, XMP; size and duration
 * from `tkhd` and `mvhd`. Media data are skipped.
 */
export async function readMp4(source: Source): Promise<Reading> {
  const state: State = { entries: [], boxes: 0, intact: true }
  await inside(source, 0, source.size, 'file', state, 0)
  const { entries, intact, width, height, seconds } = state
  return {
    entries,
    intact,
    ...(width && height ? { width, height } : {}),
    ...(seconds === undefined ? {} : { seconds }),
  }
}

async function inside(source: Source, from: number, to: number, parent: string, state: State, depth: number) {
  let at = from
  while (at + 8 <= to) {
    if (++state.boxes > MAX_BLOCKS || depth > 8) {
      state.intact = false
      return
    }
    const box = await boxAt(source, at, to)
    // QuickTime ends a list of user data with four zero bytes
    if (box === undefined) {
      if (parent === 'file') state.intact = false
      return
    }
    await visit(source, box, parent, state, depth)
    at = box.end
  }
}

/** The box at `at`, or undefined when its size does not fit. */
async function boxAt(source: Source, at: number, to: number): Promise<Box | undefined> {
  const head = await source.at(at, 16)
  const short = view(head).getUint32(0)
  const type = latin1(head.subarray(4, 8))
  if (short === 1 && head.length < 16) return undefined
  const size = short === 1 ? Number(view(head).getBigUint64(8)) : short === 0 ? to - at : short
  const header = short === 1 ? 16 : 8
  return size < header || at + size > to ? undefined : { type, at: at + header, end: at + size }
}

async function visit(source: Source, { type, at, end }: Box, parent: string, state: State, depth: number) {
  const small = end - at <= MAX_TEXT
  if (['moov', 'trak', 'udta'].includes(type)) return inside(source, at, end, type, state, depth + 1)
  if (type === 'meta') return meta(source, at, end, state)
  if (type === 'mvhd' || type === 'tkhd') return header(type, await source.at(at, 104), state)
  if (!small) return
  if (type === 'uuid') {
    const body = await source.at(at, end - at)
    if (Buffer.from(body.subarray(0, 16)).toString('hex') === XMP_UUID)
      state.entries.push(...xmpEntries(textOf(body.subarray(16))))
  } else if (type === 'XMP_') state.entries.push(...xmpEntries(textOf(await source.at(at, end - at))))
  else if (parent === 'udta') state.entries.push(userData(type, await source.at(at, end - at)))
}

/** User data: plain text, a QuickTime text (length, language, text), or a full box (version, flags, text). */
function userData(type: string, body: Uint8Array): Entry {
  const quicktime = type.startsWith('\xa9') && body.length >= 4 && view(body).getUint16(0) === body.length - 4
  const full = body.length >= 4 && body[0] === 0 && body[1] === 0 && body[2] === 0 && body[3] === 0
  return { place: 'mp4:udta', key: type, value: textOf(quicktime || full ? body.subarray(4) : body) }
}

/** `meta` as a full box (ISO) or without version (QuickTime): names in `keys`, values in `ilst`. */
async function meta(source: Source, at: number, end: number, state: State) {
  const start = latin1(await source.at(at + 4, 4)) === 'hdlr' ? at : at + 4
  let keys: string[] = []
  for await (const box of children(source, start, end, state)) {
    if (box.end - box.at > MAX_TEXT) continue
    const body = await source.at(box.at, box.end - box.at)
    if (box.type === 'keys') keys = keyNames(body)
    if (box.type === 'ilst')
      for await (const item of children(source, box.at, box.end, state)) await listItem(source, item, keys, state)
    if (box.type === 'XMP_') state.entries.push(...xmpEntries(textOf(body)))
  }
}

async function listItem(source: Source, item: Box, keys: readonly string[], state: State) {
  const index = view(latin1Bytes(item.type)).getUint32(0)
  let name = keys[index - 1] ?? item.type
  for await (const part of children(source, item.at, item.end, state)) {
    const body = await source.at(part.at, Math.min(part.end - part.at, MAX_TEXT))
    if (part.type === 'name') name = textOf(body.subarray(4))
    if (part.type === 'data') state.entries.push({ place: 'mp4:ilst', key: name, value: textOf(body.subarray(8)) })
  }
}

async function* children(source: Source, from: number, to: number, state: State): AsyncGenerator<Box> {
  let at = from
  while (at + 8 <= to && ++state.boxes <= MAX_BLOCKS) {
    const box = await boxAt(source, at, to)
    if (box === undefined) return
    yield box
    at = box.end
  }
}

function keyNames(body: Uint8Array): string[] {
  const names: string[] = []
  for (let at = 8; at + 8 <= body.length; ) {
    const size = view(body).getUint32(at)
    if (size < 8 || at + size > body.length) break
    names.push(textOf(body.subarray(at + 8, at + size)))
    at += size
  }
  return names
}

function header(type: 'mvhd' | 'tkhd', body: Uint8Array, state: State): void {
  const long = body[0] === 1
  const v = view(body)
  if (type === 'mvhd' && body.length >= (long ? 32 : 20)) {
    const scale = v.getUint32(long ? 20 : 12)
    const duration = long ? Number(v.getBigUint64(24)) : v.getUint32(16)
    if (scale > 0) state.seconds = duration / scale
  }
  const at = long ? 88 : 76
  if (type === 'tkhd' && body.length >= at + 8) {
    const [width, height] = [v.getUint32(at) >>> 16, v.getUint32(at + 4) >>> 16]
    if (width * height > (state.width ?? 0) * (state.height ?? 0)) Object.assign(state, { width, height })
  }
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0))
}
