/** Pixels row by row, 8 bits each: one channel (grey) or three (red, green, blue). */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** width * height * channels values */
  readonly data: Uint8Array
}

/** The picture with each value changed in the unit range: `change(x, at)` gets x in [0, 1]; what comes back is clipped and rounded half up. */
export function mapped(picture: Picture, change: (x: number, at: number) => number): Picture {
  const data = new Uint8Array(picture.data.length)
  for (let at = 0; at < data.length; at++) data[at] = byteOf(change(picture.data[at]! / 255, at))
  return { ...picture, data }
}

/** A value of the unit range as a byte: clipped, rounded half up. */
export function byteOf(x: number): number {
  return Math.floor(Math.min(1, Math.max(0, x)) * 255 + 0.5)
}
