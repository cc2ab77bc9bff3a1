/* Two face detectors over all photos and conditions: COCO files in out/, and who is where for the other scripts. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load, SSD_SCORE, ssd, TINY_SCORE, tensorOf, tf, tiny } from './models.mjs'
import { boxIn, CONDITIONS, FACES, inCondition, overlap, photo } from './photos.mjs'

const out = fileURLToPath(new URL('./out/', import.meta.url))
mkdirSync(out, { recursive: true })
await load()

const [images, annotations, faces] = [[], [], []]
const boxes = { ssd: [], tiny: [] }
const seconds = { ssd: 0, tiny: 0 }
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

for (const [p, count] of FACES.entries()) {
  const clean = photo(p + 1)
  const known = await reference(clean, p, count)
  for (const [c, condition] of CONDITIONS.entries()) {
    const picture = inCondition(clean, p + 1, condition)
    const image = { id: images.length + 1, width: picture.width, height: picture.height, photo: p + 1, condition: c }
    images.push(image)
    for (const { face, box } of known) {
      const id = annotations.length + 1
      annotations.push({ id, image_id: image.id, bbox: boxIn(box, clean, condition), pass_id: id, face, condition: c })
    }
    const tensor = tensorOf(picture)
    for (const [name, detector] of Object.entries({ ssd, tiny })) {
      const began = performance.now()
      for (const { score, box } of await detector(tensor))
        boxes[name].push({ image_id: image.id, condition: c, bbox: box, score })
      seconds[name] += (performance.now() - began) / 1000
    }
    tf.dispose(tensor)
  }
}

/** The surest boxes of SSD on the clean photo, as many as there are faces; they have to be sure, and the next one not. */
async function reference(clean, p, count) {
  const tensor = tensorOf(clean)
  const found = (await ssd(tensor)).sort((a, b) => b.score - a.score)
  tf.dispose(tensor)
  const [last, next] = [found[count - 1]?.score ?? 0, found[count]?.score ?? 0]
  if (last < SSD_SCORE || next >= SSD_SCORE) throw new Error(`photo ${p + 1}: not the ${count} faces that were counted`)
  return found.slice(0, count).map(({ box }) => {
    faces.push({ id: `face-${String(faces.length + 1).padStart(2, '0')}`, photo: p + 1, box })
    return { face: faces.length - 1, box }
  })
}

/** How the tiny detector frames a face, against the reference on the clean photos: place and size in sizes of its own box. */
function frame() {
  const pairs = annotations
    .filter(({ condition }) => condition === 0)
    .flatMap(({ image_id, bbox }) => {
      const own = boxes.tiny.filter((b) => b.image_id === image_id && b.score >= TINY_SCORE)
      const best = own.sort((a, b) => overlap(b.bbox, bbox) - overlap(a.bbox, bbox))[0]
      return best !== undefined && overlap(best.bbox, bbox) > 0.2 ? [[best.bbox, bbox]] : []
    })
  const of = (ratio) => median(pairs.map(([a, b]) => ratio(a, b)))
  return [
    of((a, b) => (b[0] - a[0]) / a[2]),
    of((a, b) => (b[1] - a[1]) / a[3]),
    of((a, b) => b[2] / a[2]),
    of((a, b) => b[3] / a[3]),
  ]
}

const [dx, dy, sw, sh] = frame()
boxes['tiny-reframed'] = boxes.tiny.map((d) => {
  const [x, y, w, h] = d.bbox
  return { ...d, bbox: [x + dx * w, y + dy * h, w * sw, h * sh] }
})

/* once with all faces in one class, and once with a class for each condition */
const write = (name, value) => writeFileSync(`${out}${name}.json`, JSON.stringify(value))
const byCondition = CONDITIONS.map(({ name }, c) => ({ id: c + 1, name }))
const pooled = (d) => ({ ...d, category_id: 1 })
const parted = (d) => ({ ...d, category_id: d.condition + 1 })
write('truth', { images, categories: [{ id: 1, name: 'face' }], annotations: annotations.map(pooled) })
write('truth-by-condition', { images, categories: byCondition, annotations: annotations.map(parted) })
for (const [name, found] of Object.entries(boxes)) {
  write(name, found.map(pooled))
  write(`${name}-by-condition`, found.map(parted))
}
write('faces', faces)
console.log(`${images.length} images, ${annotations.length} person-passes of ${faces.length} faces`)
console.log(`ssd ${seconds.ssd.toFixed(0)} s, tiny ${seconds.tiny.toFixed(0)} s`)
console.log(`frame of tiny: x ${dx.toFixed(2)} y ${dy.toFixed(2)} width ${sw.toFixed(2)} height ${sh.toFixed(2)}`)
