import { exp } from '../elementary.ts'
import type { Random } from '../random.ts'
import { byteOf, type Picture } from './picture.ts'

/** A neighbour and how much of it is taken; weights of a kernel sum to 1. */
interface Tap {
  readonly dx: number
  readonly dy: number
  readonly weight: number
}

/** Gaussian kernel with the given standard deviation in pixels, cut at four of them, one axis after the other. */
export function gaussianBlur(picture: Picture, sigma: number): Picture {
  const radius = Math.ceil(4 * sigma)
  const line = normalised(
    Array.from({ length: 2 * radius + 1 }, (_, i) => ({
      dx: i - radius,
      dy: 0,
      weight: exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
    })),
  )
  const across = convolved(picture, values(picture), line)
  return picked(
    picture,
    convolved(
      picture,
      across,
      line.map(({ dx, weight }) => ({ dx: 0, dy: dx, weight })),
    ),
  )
}

/**
 * A trace in one direction, its weight falling off as half a bell curve with `sigma` pixels over 2·⌈length⌉ + 1 pixels. The slope dy/dx is drawn
 * from [-1, 1], so the direction lies between -45° and 45°.
 */
export function motionBlur(picture: Picture, length: number, sigma: number, random: Random): Picture {
  const slope = 2 * random.uniform() - 1
  const norm = Math.sqrt(1 + slope * slope)
  const taps = Array.from({ length: 2 * Math.ceil(length) + 1 }, (_, i) => ({
    dx: Math.floor(i / norm + 0.5),
    dy: Math.floor((i * slope) / norm + 0.5),
    weight: exp(-(i * i) / (2 * sigma * sigma)),
  }))
  return picked(picture, convolved(picture, values(picture), normalised(taps)))
}

const values = ({ data }: Picture) => Float64Array.from(data, (v) => v / 255)

const picked = (picture: Picture, data: Float64Array): Picture => ({ ...picture, data: Uint8Array.from(data, byteOf) })

function normalised(taps: readonly Tap[]): Tap[] {
  const total = taps.reduce((sum, t) => sum + t.weight, 0)
  return taps.map((t) => ({ ...t, weight: t.weight / total }))
}

/** Beyond the border the border is repeated. */
function convolved({ width, height, channels }: Picture, source: Float64Array, taps: readonly Tap[]): Float64Array {
  const out = new Float64Array(source.length)
  for (const { dx, dy, weight } of taps) {
    for (let y = 0; y < height; y++) {
      const row = Math.min(height - 1, Math.max(0, y + dy)) * width
      for (let x = 0; x < width; x++) {
        const from = (row + Math.min(width - 1, Math.max(0, x + dx))) * channels
        const to = (y * width + x) * channels
        for (let c = 0; c < channels; c++) out[to + c]! += weight * source[from + c]!
      }
    }
  }
  return out
}
