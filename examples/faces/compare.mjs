/* Descriptors of all faces in all conditions, compared with the clean ones: scores 1:1 and candidate lists 1:N in out/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cropDescriptor, descriptors, load, tensorOf, tf } from './models.mjs'
import { boxIn, CONDITIONS, FACES, inCondition, overlap, photo } from './photos.mjs'

/** Distance below which face-api takes two faces for one person, by default. */
const VENDOR = 0.6
const out = fileURLToPath(new URL('./out/', import.meta.url))
const faces = JSON.parse(readFileSync(`${out}faces.json`, 'utf8'))
await load()

/* aligned: as face-api does it, from its own detection; crop: the reference box as it is. No descriptor: the face was not found. */
const ways = { aligned: [], crop: [] }
for (const [p] of FACES.entries()) {
  const clean = photo(p + 1)
  for (const [c, condition] of CONDITIONS.entries()) {
    const tensor = tensorOf(inCondition(clean, p + 1, condition))
    const found = await descriptors(tensor)
    for (const [k, face] of faces.entries()) {
      if (face.photo !== p + 1) continue
      const box = boxIn(face.box, clean, condition)
      const best = found.sort((a, b) => overlap(b.box, box) - overlap(a.box, box))[0]
      const own = best !== undefined && overlap(best.box, box) >= 0.5 ? best.descriptor : undefined
      ways.aligned.push({ face: k, condition: c, descriptor: own })
      ways.crop.push({ face: k, condition: c, descriptor: await cropDescriptor(tensor, box) })
    }
    tf.dispose(tensor)
  }
}

const distance = (a, b) => (a && b ? Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0)) : undefined)
const text = (d) => (d === undefined ? '' : d.toFixed(6))

for (const [way, all] of Object.entries(ways)) {
  mkdirSync(`${out}${way}`, { recursive: true })
  const gallery = all.filter(({ condition }) => condition === 0)
  const vendor = { genuine: [0, 0], impostor: [0, 0] }
  const candidates = ['search_id,candidate_id,score']
  const truth = ['search_id,subject_id,person,stratum']
  for (const [c, { name }] of CONDITIONS.entries()) {
    if (c === 0) continue
    const rows = ['label,distance,probe_subject,gallery_subject,probe_id,gallery_id']
    for (const probe of all.filter(({ condition }) => condition === c)) {
      const person = faces[probe.face].id
      const id = `${person}-${name}`
      // once with the person enrolled, and once without
      truth.push(`${id},${person},${person},${name}`, `${id}-stranger,none,${person},${name}`)
      for (const own of gallery) {
        const [d, other] = [distance(probe.descriptor, own.descriptor), faces[own.face].id]
        const label = probe.face === own.face ? 'genuine' : 'impostor'
        rows.push(`${label},${text(d)},${person},${other},${id},${other}-clean`)
        vendor[label][0] += d !== undefined && d < VENDOR ? 1 : 0
        vendor[label][1] += 1
        if (d === undefined) continue
        candidates.push(`${id},${other},${text(d)}`)
        if (label === 'impostor') candidates.push(`${id}-stranger,${other},${text(d)}`)
      }
    }
    writeFileSync(`${out}${way}/${name}.csv`, `${rows.join('\n')}\n`)
  }
  writeFileSync(`${out}${way}/candidates.csv`, `${candidates.join('\n')}\n`)
  writeFileSync(`${out}${way}/searches.csv`, `${truth.join('\n')}\n`)
  const [[hits, genuine], [alarms, impostor]] = [vendor.genuine, vendor.impostor]
  console.log(
    `${way}: ${all.filter(({ descriptor }) => !descriptor).length} of ${all.length} faces without descriptor; ` +
      `distance < ${VENDOR}: FNMR ${genuine - hits}/${genuine}, FMR ${alarms}/${impostor}`,
  )
}
