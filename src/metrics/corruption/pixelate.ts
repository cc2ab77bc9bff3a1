import { byteOf, type Picture } from './picture.ts'

/** Area average over blocks of `block` pixels (not less than 1, may be broken), each blown up again to its place. */
export function pixelate(picture: Picture, block: number): Picture {
  const { width, height, channels, data } = picture
  const columns = Math.max(1, Math.round(width / Math.max(1, block)))
  const rows = Math.max(1, Math.round(height / Math.max(1, block)))
  // one axis after the other
  const narrow = averaged(data, columns, width, height, channels, 1)
  const small = averaged(narrow, rows, height, columns, channels, 0)
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * rows) / height)
    for (let x = 0; x < width; x++) {
      const column = Math.floor(((x + 0.5) * columns) / width)
      for (let c = 0; c < channels; c++) {
        out[(y * width + x) * channels + c] = byteOf(small[(row * columns + column) * channels + c]! / 255)
      }
    }
  }
  return { ...picture, data: out }
}

/** Shrinks one axis from `from` to `to` by exact area: along rows where `axis` is 1 (then `other` is the height), along columns where it is 0. */
function averaged(
  source: ArrayLike<number>,
  to: number,
  from: number,
  other: number,
  channels: number,
  axis: 0 | 1,
): Float64Array {
  const out = new Float64Array(to * other * channels)
  const index = (along: number, across: number, length: number) =>
    (axis === 1 ? across * length + along : along * other + across) * channels
  for (let i = 0; i < to; i++) {
    const start = (i * from) / to
    const end = ((i + 1) * from) / to
    for (let s = Math.floor(start); s < end; s++) {
      const part = (Math.min(end, s + 1) - Math.max(start, s)) / (end - start)
      if (part <= 0) continue
      for (let o = 0; o < other; o++) {
        for (let c = 0; c < channels; c++) out[index(i, o, to) + c]! += part * source[index(s, o, from) + c]!
      }
    }
  }
  return out
}
