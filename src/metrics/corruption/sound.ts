import { exp } from '../elementary.ts'
import type { Random } from '../random.ts'

/** a frame counts as active where its power is at most 30 dB below that of the loudest */
const ACTIVE = 1000

/** 16-bit samples, channels interleaved. */
export interface Sound {
  readonly samples: Int16Array
  readonly channels: number
  /** frames per second */
  readonly rate: number
}

/** Mean square of the samples in frames of 20 ms whose power is within 30 dB of the loudest; 0 for silence. Ours, a plain stand-in for ITU-T P.56. */
export function activePower({ samples, channels, rate }: Sound): number {
  const step = Math.max(1, Math.round(rate / 50)) * channels
  const powers: number[] = []
  for (let from = 0; from < samples.length; from += step) {
    const to = Math.min(samples.length, from + step)
    let sum = 0
    for (let at = from; at < to; at++) sum += samples[at]! * samples[at]!
    powers.push(sum / (to - from))
  }
  const loudest = powers.reduce((a, b) => Math.max(a, b), 0)
  const active = powers.filter((p) => p > 0 && p * ACTIVE >= loudest)
  return active.length === 0 ? 0 : active.reduce((a, b) => a + b, 0) / active.length
}

/** White Gaussian noise is added so that active power over noise power is `db`; rounded half up and clipped to 16 bits. Silence stays as it is. */
export function withNoise(sound: Sound, db: number, random: Random): Int16Array {
  const sigma = Math.sqrt(activePower(sound) / exp((Math.LN10 * db) / 10))
  return Int16Array.from(sound.samples, (v) => {
    const noisy = sigma === 0 ? v : Math.floor(v + sigma * random.normal() + 0.5)
    return Math.min(32767, Math.max(-32768, noisy))
  })
}
