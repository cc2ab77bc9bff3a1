import { inflateSync } from 'node:zlib'
import { decode as decodePng, encode as encodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import type { Picture } from '../../../metrics/corruption/picture.ts'

/** Pixels of a picture at most. */
const PIXELS = 50_000_000

/** A picture from PNG or JPEG; transparency lies on white, 16 bits become 8, equal channels become one. Throws what is wrong. */
export function decodePicture(bytes: Uint8Array): Picture {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return fromPng(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return fromJpeg(bytes)
  throw new Error('neither PNG nor JPEG')
}

/** The same bytes for the same picture: the codec is pinned. */
export function pngOf({ width, height, channels, data }: Picture): Uint8Array {
  return encodePng({ width, height, channels, data, depth: 8 })
}

/** Compressed at a quality from 1 to 100 without thinning out colour, and decompressed. */
export function viaJpeg(picture: Picture, quality: number): Picture {
  const { width, height, channels, data } = picture
  const rgba = new Uint8Array(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = data[i * channels + (channels === 1 ? 0 : c)]!
    rgba[i * 4 + 3] = 255
  }
  const back = fromJpeg(jpeg.encode({ width, height, data: rgba }, quality).data)
  return channels === 1 ? { ...picture, data: back.data.filter((_, i) => i % back.channels === 0) } : colour(back)
}

function fromJpeg(bytes: Uint8Array): Picture {
  const limits = { maxResolutionInMP: PIXELS / 1e6, maxMemoryUsageInMB: 1024, tolerantDecoding: false } as const
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, ...limits })
  return compact(width, height, (i, c) => data[i * 4 + c]!)
}

function fromPng(bytes: Uint8Array): Picture {
  refuseBomb(bytes)
  const { width, height, data, depth, channels, palette, transparency } = decodePng(bytes, { checkCrc: true })
  const most = 2 ** depth - 1
  if (depth < 8) {
    // several pixels in a byte, each row from a byte of its own
    const perRow = Math.ceil((width * depth) / 8)
    const at = (i: number) => {
      const bit = (i % width) * depth
      return (data[Math.floor(i / width) * perRow + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most
    }
    return compact(
      width,
      height,
      palette ? overWhite((i, c) => coloured(palette[at(i)], c)) : (i) => scaled(at(i), most),
    )
  }
  if (palette)
    return compact(
      width,
      height,
      overWhite((i, c) => coloured(palette[data[i]!], c)),
    )
  const value = (i: number, c: number) => {
    if (c === 3) return channels % 2 === 1 ? opaque(i) : scaled(data[(i + 1) * channels - 1]!, most)
    return scaled(data[i * channels + (channels < 3 ? 0 : c)]!, most)
  }
  const opaque = (i: number) => {
    const key = transparency === undefined || transparency.length < channels ? undefined : transparency
    return key && Array.from({ length: channels }, (_, c) => c).every((c) => data[i * channels + c] === key[c])
      ? 0
      : 255
  }
  return compact(width, height, overWhite(value))
}

type Pixels = (i: number, channel: number) => number

const scaled = (x: number, most: number) => (most === 255 ? x : Math.floor((x * 255) / most + 0.5))
const coloured = (entry: readonly number[] | undefined, c: number) => entry?.[c] ?? (c === 3 ? 255 : 0)

/** Mixes with white by the fourth channel. */
const overWhite =
  (value: Pixels): Pixels =>
  (i, c) => {
    const alpha = value(i, 3)
    return alpha === 255 ? value(i, c) : Math.floor((value(i, c) * alpha + 255 * (255 - alpha)) / 255 + 0.5)
  }

function compact(width: number, height: number, value: Pixels): Picture {
  const data = new Uint8Array(width * height * 3)
  let grey = true
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[i * 3 + c] = value(i, c)
    grey &&= data[i * 3] === data[i * 3 + 1] && data[i * 3] === data[i * 3 + 2]
  }
  return grey
    ? { width, height, channels: 1, data: data.filter((_, i) => i % 3 === 0) }
    : { width, height, channels: 3, data }
}

const colour = (p: Picture): Picture =>
  p.channels === 3
    ? p
    : { ...p, channels: 3, data: Uint8Array.from({ length: p.data.length * 3 }, (_, i) => p.data[Math.floor(i / 3)]!) }

/** The library inflates before it counts: what unpacks to more than the head allows is refused first. */
function refuseBomb(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33) throw new Error('torn PNG')
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (width === 0 || height === 0 || width * height > PIXELS) throw new Error(`${width} x ${height} pixels`)
  const parts: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  // eight bytes a pixel at most, a filter byte a row, twice the rows where it is interlaced
  inflateSync(Buffer.concat(parts), { maxOutputLength: width * height * 8 + height * 16 + 1024 })
}
