import type { Random } from '../random.ts'
import { gaussianBlur, motionBlur } from './blur.ts'
import { defocusBlur } from './defocus.ts'
import { gaussianNoise, impulseNoise, shotNoise } from './noise.ts'
import type { Picture } from './picture.ts'
import { pixelate } from './pixelate.ts'
import { type PictureCorruption, SEVERITIES } from './severities.ts'
import { brightness, contrast } from './tone.ts'

/** A corrupted picture and the strength that was used, as text. */
export interface Corrupted {
  readonly picture: Picture
  readonly strength: string
}

/**
 * Corrupts a picture at a severity from 1 to 5. `scale` multiplies every length in pixels (radius, trace, kernel, block): height of the text or object
 * over the 224 pixels, or whatever reference is declared, that the strengths are meant for. `viaJpeg` compresses at a quality and decompresses.
 */
export function corrupt(
  picture: Picture,
  corruption: PictureCorruption,
  severity: number,
  scale: number,
  random: Random,
  viaJpeg: (picture: Picture, quality: number) => Picture,
): Corrupted {
  const level = severity - 1
  switch (corruption) {
    case 'gaussian-noise':
      return plain(SEVERITIES[corruption][level]!, (x) => gaussianNoise(picture, x, random))
    case 'shot-noise':
      return plain(SEVERITIES[corruption][level]!, (x) => shotNoise(picture, x, random))
    case 'impulse-noise':
      return plain(SEVERITIES[corruption][level]!, (x) => impulseNoise(picture, x, random))
    case 'contrast':
      return plain(SEVERITIES[corruption][level]!, (x) => contrast(picture, x))
    case 'brightness':
      return plain(SEVERITIES[corruption][level]!, (x) => brightness(picture, x))
    case 'jpeg':
      return plain(SEVERITIES[corruption][level]!, (x) => viaJpeg(picture, x))
    case 'defocus-blur':
      return plain(SEVERITIES[corruption][level]! * scale, (x) => defocusBlur(picture, x))
    case 'gaussian-blur':
      return plain(SEVERITIES[corruption][level]! * scale, (x) => gaussianBlur(picture, x))
    case 'pixelate':
      return plain(Math.max(1, scale / SEVERITIES[corruption][level]!), (x) => pixelate(picture, x))
    case 'motion-blur': {
      const [length, sigma] = SEVERITIES[corruption][level]!
      return {
        picture: motionBlur(picture, length * scale, sigma * scale, random),
        strength: `${short(length * scale)} ${short(sigma * scale)}`,
      }
    }
  }
}

function plain(strength: number, make: (strength: number) => Picture): Corrupted {
  return { picture: make(strength), strength: short(strength) }
}

const short = (x: number) => String(Math.round(x * 1e4) / 1e4)
