/* The six photos inside @vladmandic/face-api, in fourteen conditions. Corruptions are those of recognition/robustness. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodePicture, viaJpeg } from '../../dist/instruments/recognition/robustness/codec.js'
import { corrupt } from '../../dist/metrics/corruption/corrupt.js'
import { pcg32 } from '../../dist/metrics/random.js'
import { home } from './models.mjs'

/** Faces in each photo, counted by eye. */
export const FACES = [3, 3, 3, 4, 5, 4]
/** How many times smaller a photo is in the condition "small". */
const SMALL = 4
const SEVERITIES = [3, 5]
const corrupted = ['gaussian-noise', 'gaussian-blur', 'brightness', 'contrast', 'jpeg'].flatMap((corruption) =>
  SEVERITIES.map((severity) => ({ name: `${corruption}-${severity}`, corruption, severity })),
)
export const CONDITIONS = [{ name: 'clean' }, ...corrupted, { name: 'dark' }, { name: 'mirror' }, { name: 'small' }]

export const photo = (n) => decodePicture(readFileSync(`${home('@vladmandic/face-api')}/demo/sample${n}.jpg`))

/** The photo in a condition: the same pixels on any machine. Faces are about 230 pixels high, which the strengths are meant for. */
export function inCondition(picture, n, { name, corruption, severity }) {
  if (name === 'clean') return picture
  if (name === 'dark') return { ...picture, data: picture.data.map((v) => Math.round(v / 5)) }
  if (name === 'mirror') return mapped(picture, 1, (x, y, { width }) => [width - 1 - x, y])
  if (name === 'small') return mapped(picture, SMALL)
  const seed = createHash('sha256').update(`${name} ${n}`).digest().subarray(0, 16)
  return corrupt(picture, corruption, severity, 1, pcg32(seed), viaJpeg).picture
}

/** Where a box of the clean photo lies in the condition. */
export function boxIn([x, y, w, h], { width }, { name }) {
  if (name === 'mirror') return [width - x - w, y, w, h]
  if (name === 'small') return [x / SMALL, y / SMALL, w / SMALL, h / SMALL]
  return [x, y, w, h]
}

/** Each pixel is the mean of `step` x `step` pixels, which start at `from` of the place times `step`. */
function mapped(picture, step, from = (x, y) => [x, y]) {
  const { channels } = picture
  const [width, height] = [Math.floor(picture.width / step), Math.floor(picture.height / step)]
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [ax, ay] = from(x, y, { width, height })
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (let dy = 0; dy < step; dy++)
          for (let dx = 0; dx < step; dx++)
            sum += picture.data[((ay * step + dy) * picture.width + ax * step + dx) * channels + c]
        data[(y * width + x) * channels + c] = Math.round(sum / step ** 2)
      }
    }
  return { width, height, channels, data }
}

export function overlap([ax, ay, aw, ah], [bx, by, bw, bh]) {
  const w = Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx))
  const h = Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by))
  return (w * h) / (aw * ah + bw * bh - w * h)
}
