/* The antispoof and liveness models of @vladmandic/human on the clean faces, and on a print and a screen that are drawn, not shot. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { home, load, tensorOf, tf } from './models.mjs'
import { photo } from './photos.mjs'

/** Pixels of a side of the face that is presented, before a model takes it to its own size. */
const SIDE = 256
/** Score at which a presentation is accepted. */
const ACCEPT = 0.5
const out = fileURLToPath(new URL('./out/', import.meta.url))
const faces = JSON.parse(readFileSync(`${out}faces.json`, 'utf8'))
await load()

async function model(name) {
  const folder = join(home('@vladmandic/human'), 'models')
  const { modelTopology, weightsManifest, signature } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const bytes = readFileSync(join(folder, `${name}.bin`))
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights)
  return tf.loadGraphModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData, signature }))
}
const models = { antispoof: await model('antispoof'), liveness: await model('liveness') }

/** Bona fide as it is. Print: ink and paper take contrast, and there are dots. Replay: a bluish panel, its grid, and moiré. */
const SPECIES = {
  '': (v) => v,
  print: (v, x, y) => 0.15 + 0.7 * v + 0.06 * Math.sin((x + y) * 1.6) * Math.sin((x - y) * 1.6),
  replay: (v, x, y, c) =>
    (v * [0.92, 0.97, 1.08][c] + 0.05 * Math.sin(x / 7 + y / 11)) * (x % 3 === 0 || y % 3 === 0 ? 0.85 : 1),
}

/** The square around a face, 1.2 times its height, values from 0 to 1. */
function crop(tensor, [x, y, w, h]) {
  const [height, width] = tensor.shape
  const [cx, cy, half] = [x + w / 2, y + h / 2, 0.6 * Math.max(w, h)]
  const box = [(cy - half) / height, (cx - half) / width, (cy + half) / height, (cx + half) / width]
  return tf.tidy(() =>
    tf.image.cropAndResize(tensor.expandDims(0).toFloat(), [box], [0], [SIDE, SIDE]).div(255).squeeze([0]).dataSync(),
  )
}

function presented(pixels, change) {
  const at = (i) => [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE), i % 3]
  return tf.tensor4d(
    pixels.map((v, i) => Math.min(1, Math.max(0, change(v, ...at(i))))),
    [1, SIDE, SIDE, 3],
  )
}

const rows = Object.fromEntries(
  Object.keys(models).map((name) => [name, ['presentation_id,label,pai_species,subject_id,score,decision']]),
)
for (const { id, photo: n, box } of faces) {
  const tensor = tensorOf(photo(n))
  const pixels = crop(tensor, box)
  for (const [species, change] of Object.entries(SPECIES)) {
    const image = presented(pixels, change)
    for (const [name, net] of Object.entries(models)) {
      const [, side] = net.inputs[0].shape
      const score = tf.tidy(() => net.execute(tf.image.resizeBilinear(image, [side, side])).dataSync()[0])
      const label = species === '' ? 'bonafide' : 'attack'
      const decision = score >= ACCEPT ? 'accept' : 'reject'
      rows[name].push(`${id}-${species || 'bonafide'},${label},${species},${id},${score.toFixed(6)},${decision}`)
    }
    tf.dispose(image)
  }
  tf.dispose(tensor)
}
for (const [name, lines] of Object.entries(rows)) {
  writeFileSync(`${out}${name}.csv`, `${lines.join('\n')}\n`)
  console.log(`${name}: ${lines.length - 1} presentations of ${faces.length} faces`)
}
