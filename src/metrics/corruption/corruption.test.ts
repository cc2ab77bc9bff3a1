import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcg32 } from '../random.ts'
import { gaussianBlur, motionBlur } from './blur.ts'
import { corrupt } from './corrupt.ts'
import { defocusBlur } from './defocus.ts'
import { gaussianNoise, impulseNoise, shotNoise } from './noise.ts'
import type { Picture } from './picture.ts'
import { pixelate } from './pixelate.ts'
import { type PictureCorruption, SEVERITIES } from './severities.ts'
import { activePower, withNoise } from './sound.ts'
import { brightness, contrast } from './tone.ts'

const flat = (value: number, width = 100, height = 100, channels: 1 | 3 = 1): Picture => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels).fill(value),
})
const dot = (size: number): Picture => {
  const picture = flat(0, size, size)
  picture.data[Math.floor((size * size) / 2)] = 255
  return picture
}
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length
const spread = (values: ArrayLike<number>) => {
  const m = mean(values)
  return Math.sqrt(mean(Array.from(values, (v) => (v - m) ** 2)))
}
const random = () => pcg32(7n)

describe('noise has the law it says', () => {
  test('gaussian: mean 0, standard deviation sigma', () => {
    const { data } = gaussianNoise(flat(128), 0.08, random())
    expect(mean(data)).toBeCloseTo(128, 0)
    expect(spread(data) / 255).toBeCloseTo(0.08, 2)
  })

  test('shot: mean x, variance x / photons', () => {
    const { data } = shotNoise(flat(64), 60, random())
    expect(mean(data)).toBeCloseTo(64, 0)
    expect(spread(data) / 255).toBeCloseTo(Math.sqrt(64 / 255 / 60), 2)
  })

  test('shot: black stays black, for no photon comes from it', () => {
    expect(new Set(shotNoise(flat(0), 3, random()).data)).toEqual(new Set([0]))
  })

  test('impulse: the share, half of it black and half white, the rest untouched', () => {
    const { data } = impulseNoise(flat(100, 400, 400), 0.27, random())
    const share = (v: number) => data.filter((x) => x === v).length / data.length
    expect(share(0)).toBeCloseTo(0.135, 2)
    expect(share(255)).toBeCloseTo(0.135, 2)
    expect(share(0) + share(255) + share(100)).toBe(1)
  })
})

describe('blur', () => {
  test.each<[string, (p: Picture) => Picture]>([
    ['gaussian', (p) => gaussianBlur(p, 2)],
    ['defocus', (p) => defocusBlur(p, 3)],
    ['motion', (p) => motionBlur(p, 10, 3, random())],
  ])('%s leaves an even picture as it is, borders too', (_, blur) => {
    for (const channels of [1, 3] as const) {
      const picture = flat(77, 20, 9, channels)
      expect(blur(picture).data).toEqual(picture.data)
    }
  })

  test('gaussian: a dot becomes the bell curve', () => {
    const { data } = gaussianBlur(dot(15), 1)
    // 1 / (2 pi), then exp(-1/2) and exp(-1) of it; the discrete sum differs from the integral by less than 1e-6
    const peak = 255 / (2 * Math.PI)
    expect(data[112]).toBe(Math.round(peak))
    expect(data[113]).toBe(Math.round(peak * Math.exp(-0.5)))
    expect(data[128]).toBe(Math.round(peak * Math.exp(-1)))
  })

  test('defocus: a dot becomes a disk of even brightness', () => {
    const { data } = defocusBlur(dot(15), 3)
    const inside = data[112]!
    expect(inside).toBe(Math.round(255 / (Math.PI * 9)))
    expect(data[114]).toBe(inside)
    expect(data[112 + 4]).toBe(0)
    expect(data[112 + 3 * 15 + 3]).toBe(0)
  })

  test('defocus: a slow sum over the disk, borders repeated, comes to the same', () => {
    const [width, height, channels] = [13, 8, 3] as const
    const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 97) % 256)
    const fast = defocusBlur({ width, height, channels, data }, 4.3).data
    for (const [x, y, c] of [
      [0, 0, 0],
      [6, 4, 1],
      [12, 7, 2],
      [1, 6, 0],
    ] as const) {
      let sum = 0
      let points = 0
      for (let py = -5 * 8; py < 5 * 8 + 8; py++) {
        for (let px = -5 * 8; px < 5 * 8 + 8; px++) {
          const [dx, dy] = [(px + 0.5) / 8 - 0.5, (py + 0.5) / 8 - 0.5]
          if (dx * dx + dy * dy > 4.3 * 4.3) continue
          const sx = Math.min(width - 1, Math.max(0, x + Math.floor(px / 8)))
          const sy = Math.min(height - 1, Math.max(0, y + Math.floor(py / 8)))
          sum += data[(sy * width + sx) * channels + c]!
          points++
        }
      }
      expect(fast[(y * width + x) * channels + c]).toBe(Math.floor(sum / points + 0.5))
    }
  })

  test('a radius below half a pixel changes nothing', () => {
    expect(defocusBlur(dot(9), 0.4).data).toEqual(dot(9).data)
  })

  test('motion: the trace runs to one side of a dot, within 45 degrees', () => {
    const { data } = motionBlur(dot(41), 6, 4, pcg32(3n))
    const lit = [...data].flatMap((v, at) => (v > 0 ? [[(at % 41) - 20, Math.floor(at / 41) - 20] as const] : []))
    expect(lit.length).toBeGreaterThan(4)
    for (const [x, y] of lit) {
      expect(x).toBeLessThanOrEqual(0)
      expect(Math.abs(y)).toBeLessThanOrEqual(Math.abs(x) + 1)
    }
  })
})

describe('tone and blocks', () => {
  test('contrast moves towards the mean of each channel', () => {
    const picture: Picture = { width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 100, 50, 200, 100, 150) }
    expect([...contrast(picture, 0.5).data]).toEqual([50, 100, 75, 150, 100, 125])
  })

  test('brightness raises the largest channel and keeps the ratio of the others', () => {
    const picture: Picture = { width: 2, height: 1, channels: 3, data: Uint8Array.of(100, 50, 0, 0, 0, 0) }
    expect([...brightness(picture, 0.2).data]).toEqual([151, 76, 0, 51, 51, 51])
  })

  test('pixelate averages whole and broken blocks by area', () => {
    const row = (...data: number[]): Picture => ({
      width: data.length,
      height: 1,
      channels: 1,
      data: Uint8Array.from(data),
    })
    expect([...pixelate(row(0, 100, 200, 100), 2).data]).toEqual([50, 50, 150, 150])
    // three columns into two of 1.5: (0 + 90/2) / 1.5, (90/2 + 180) / 1.5
    expect([...pixelate(row(0, 90, 180), 1.5).data]).toEqual([30, 150, 150])
    expect([...pixelate(row(1, 2, 3), 1).data]).toEqual([1, 2, 3])
  })

  test('pixelate works along both axes', () => {
    const picture: Picture = { width: 4, height: 2, channels: 1, data: Uint8Array.of(0, 4, 8, 12, 16, 20, 24, 28) }
    expect([...pixelate(picture, 2).data]).toEqual([10, 10, 18, 18, 10, 10, 18, 18])
  })
})

describe('all corruptions', () => {
  const names = Object.keys(SEVERITIES).filter((n) => n !== 'jpeg') as PictureCorruption[]
  const pictures = fc
    .record({
      width: fc.integer({ min: 1, max: 24 }),
      height: fc.integer({ min: 1, max: 24 }),
      channels: fc.constantFrom(1 as const, 3 as const),
    })
    .chain(({ width, height, channels }) =>
      fc
        .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
        .map((data): Picture => ({ width, height, channels, data })),
    )

  test('keep the size, leave their input alone, and are the same for the same seed', () => {
    fc.assert(
      fc.property(
        pictures,
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (picture, name, severity, scale) => {
          const before = picture.data.slice()
          const once = corrupt(picture, name, severity, scale, pcg32(5n), (p) => p)
          const again = corrupt(picture, name, severity, scale, pcg32(5n), (p) => p)
          expect(once).toEqual(again)
          expect({ ...once.picture, data: once.picture.data.length }).toEqual({ ...picture, data: picture.data.length })
          expect(picture.data).toEqual(before)
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each(names)('%s does more harm at severity 5 than at 1', (name) => {
    const width = 60
    const picture: Picture = {
      ...flat(0, width, width),
      data: Uint8Array.from({ length: width * width }, (_, i) => ((i % 7) * 31 + Math.floor(i / width) * 5) % 200),
    }
    const harm = (severity: number) =>
      mean(
        corrupt(picture, name, severity, 1, pcg32(1n), (p) => p).picture.data.map((v, i) =>
          Math.abs(v - picture.data[i]!),
        ),
      )
    expect(harm(5)).toBeGreaterThan(harm(1))
  })
})

describe('sound', () => {
  const tone = (level: number, length = 16000) =>
    Int16Array.from({ length }, (_, i) => Math.round(level * Math.sin((2 * Math.PI * 440 * i) / 16000)))

  test('active power leaves silence out', () => {
    const samples = new Int16Array(32000)
    samples.set(tone(10000), 8000)
    expect(activePower({ samples, channels: 1, rate: 16000 }) / (10000 ** 2 / 2)).toBeCloseTo(1, 2)
  })

  test.each([20, 10, 5, 0, -5])('noise at %i dB has that ratio', (db) => {
    const samples = tone(4000)
    const noisy = withNoise({ samples, channels: 1, rate: 16000 }, db, random())
    const noise = mean(Array.from(noisy, (v, i) => (v - samples[i]!) ** 2))
    expect(10 * Math.log10(4000 ** 2 / 2 / noise)).toBeCloseTo(db, 0)
  })

  test('silence stays silence', () => {
    expect(withNoise({ samples: new Int16Array(100), channels: 2, rate: 8000 }, 0, random())).toEqual(
      new Int16Array(100),
    )
  })
})
