import { pcg32 } from '../src/metrics/random.ts'

/** [frame from 1, id, left, top, width, height, conf, class, visibility] */
export type Row = readonly number[]

interface World {
  readonly name: string
  readonly frames: number
  readonly objects: readonly Row[]
  readonly found: readonly Row[]
}

/** Frames, tracks and boxes a frame of the seven sequences of MOT17-train. */
const SHAPES = [
  [600, 62, 30],
  [1050, 83, 45],
  [837, 133, 9],
  [525, 69, 11],
  [654, 57, 20],
  [900, 75, 10],
  [750, 110, 16],
] as const

const cents = (x: number) => Math.round(x * 100) / 100

/** People who walk through the picture, and a tracker that misses them, loses and swaps their ids and sees some who are not there. Same every time. */
export function generate(seed = 6n): readonly World[] {
  const random = pcg32(seed)
  const normal = (sd: number) => sd * random.normal()
  return SHAPES.map(([frames, tracks, density], s) => {
    const objects: number[][] = []
    const found: number[][] = []
    let ids = 0
    for (let track = 1; track <= tracks; track++) {
      const length = Math.min(
        frames,
        Math.max(5, Math.round(((frames * density) / tracks) * (0.3 + 1.4 * random.uniform()))),
      )
      const first = 1 + random.below(frames - length + 1)
      const height = 60 + 250 * random.uniform()
      const width = 0.4 * height
      const speed = [normal(3), normal(1)]
      const at = [1800 * random.uniform(), 800 * random.uniform()]
      let [id, missed] = [++ids, 0]
      for (let frame = first; frame < first + length; frame++) {
        for (const [k, [low, high]] of [[-100, 1900] as const, [-100, 1000] as const].entries()) {
          at[k]! += speed[k]!
          if (at[k]! < low || at[k]! > high) speed[k] = -speed[k]!
        }
        const [x, y] = at as [number, number]
        objects.push([frame, track, cents(x), cents(y), cents(width), cents(height), 1, 1, cents(random.uniform())])
        if (missed > 0) missed--
        else if (random.uniform() < 0.01) {
          missed = random.below(40)
          if (random.uniform() < 0.6) id = ++ids
        } else if (random.uniform() >= 0.15) {
          if (random.uniform() < 0.002) id = ++ids
          const [w, h] = [width * (1 + normal(0.07)), height * (1 + normal(0.05))]
          found.push([
            frame,
            id,
            cents(x + normal(0.06 * width)),
            cents(y + normal(0.04 * height)),
            cents(w),
            cents(h),
            1,
            -1,
            -1,
            -1,
          ])
        }
      }
    }
    for (let k = 0; k < 0.8 * tracks; k++) {
      const length = 3 + random.below(40)
      const first = 1 + random.below(Math.max(1, frames - length))
      const [x, y, height] = [1800 * random.uniform(), 800 * random.uniform(), 60 + 200 * random.uniform()]
      ids++
      for (let frame = first; frame < first + length; frame++) {
        found.push([frame, ids, cents(x + normal(2)), cents(y), cents(0.4 * height), cents(height), 1, -1, -1, -1])
      }
    }
    return {
      name: `SYN-0${s + 1}`,
      frames,
      objects,
      found: found.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
    }
  })
}
