/*
 * Object detection, val2017-sized, from the two files to the numbers. First the numbers are held against the slow reference
 * (src/metrics/fixtures/coco_reference.py; python3 with numpy). npm run bench:detection [-- images]
 * PYCOCOTOOLS=FOLDER, the folder that holds the package, runs pycocotools on the same files: equality first, then the ratio.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { session } from '../src/instruments/conformance/session.ts'
import { detection } from '../src/instruments/recognition/detection/index.ts'
import type { DetectionResult } from '../src/instruments/recognition/detection/params.ts'
import { evaluateClass, meanOverClasses } from '../src/metrics/detection/evaluate.ts'
import { poolsOf } from '../src/metrics/detection/pool.ts'
import { pcg32 } from '../src/metrics/random.ts'

const images = Number(process.argv[2] ?? 5000)
const random = pcg32(3n)
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-detection-'))
const cents = (x: number) => Math.round(x * 100) / 100
const annotations: object[] = []
const found: object[] = []
for (let image = 1; image <= images; image++) {
  for (let i = 0; i < 100; i++) {
    const category_id = 1 + Math.floor(80 * random.uniform() ** 2)
    const side = 6 * Math.exp(4 * random.uniform())
    const box = [random.uniform() * 400, random.uniform() * 300, side, side * (0.5 + random.uniform())].map(cents)
    const score = (x: number) => Math.round(x * 1000) / 1000
    if (i >= 7) {
      found.push({ image_id: image, category_id, bbox: box, score: score(0.3 * random.uniform()) })
      continue
    }
    const area = cents(box[2]! * box[3]! * (0.5 + random.uniform() / 2))
    const iscrowd = Number(random.below(80) === 0)
    annotations.push({ id: annotations.length + 1, image_id: image, category_id, bbox: box, area, iscrowd })
    const bbox = box.map((x) => cents(Math.max(1, x + side * 0.06 * random.normal())))
    found.push({ image_id: image, category_id, bbox, score: score(random.uniform()) })
  }
}
const ids = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i + 1, name: `class ${i + 1}` }))
const files = { groundTruth: 'gt.json', detections: 'dt.json' }
writeFileSync(join(folder, 'gt.json'), JSON.stringify({ images: ids(images), categories: ids(80), annotations }))
writeFileSync(join(folder, 'dt.json'), JSON.stringify(found))
console.log(`${images} images, ${annotations.length} objects, ${found.length} detections, 80 classes`)
// what made the files is no part of what is measured, nor of what the collector has to walk
annotations.length = found.length = 0

const subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { detection: files }, folder }
const params = detection.params.parse({ mode: 'compatible' })
const began = performance.now()
const { context, close } = session(subject, new AbortController().signal)
const results: { id: string; result: DetectionResult }[] = []
for await (const item of detection.items(subject, params)) {
  results.push({ id: item.id, result: await detection.measure(item, context) })
}
await close()
const measured = performance.now()
const once = numbersOnce(results)
const numbered = performance.now()
const quantities = detection.reduce(results, params, []).quantities as Record<string, { value: string }>
const reduced = performance.now()
const megabytes = JSON.stringify(results).length / 1e6
console.log(`read and match ${((measured - began) / 1000).toFixed(2)} s; kept ${megabytes.toFixed(1)} MB`)
console.log(
  `numbers ${((numbered - measured) / 1000).toFixed(2)} s: files to numbers ${((numbered - began) / 1000).toFixed(2)} s`,
)
console.log(`numbers with 2 000 resamples ${((reduced - numbered) / 1000).toFixed(2)} s`)

const script = join(process.cwd(), 'src/metrics/fixtures/coco_reference.py')
const from = performance.now()
const wanted = JSON.parse(
  execFileSync('python3', [script, join(folder, 'gt.json'), join(folder, 'dt.json')], { encoding: 'utf8' }),
) as number[]
const names = 'ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge'.split(' ')
const off = Math.max(...names.map((name, i) => Math.abs(Number(quantities[name]!.value) - wanted[i]!)))
if (!(off <= 1e-12)) throw new Error(`the numbers differ from the reference by ${off}`)
console.log(
  `all twelve equal to the reference within 1e-12; it took ${((performance.now() - from) / 1000).toFixed(1)} s`,
)

if (process.env['PYCOCOTOOLS']) {
  const peer = JSON.parse(
    execFileSync(
      'python3',
      [join(process.cwd(), 'bench/peers-pycocotools.py'), join(folder, 'gt.json'), join(folder, 'dt.json')],
      {
        encoding: 'utf8',
        env: { ...process.env, PYTHONPATH: process.env['PYCOCOTOOLS'], OMP_NUM_THREADS: '1' },
      },
    ),
  ) as { stats: number[]; seconds: number }
  const apart = Math.max(...peer.stats.map((x, i) => Math.abs(x - once[i]!)))
  if (!(apart <= 1e-12)) throw new Error(`the numbers differ from pycocotools by ${apart}`)
  const ours = (numbered - began) / 1000
  console.log(
    `pycocotools: equal within ${apart.toExponential(1)}; ${peer.seconds.toFixed(1)} s against ${ours.toFixed(2)} s: ${(peer.seconds / ours).toFixed(1)} times`,
  )
}
rmSync(folder, { recursive: true })

/** The twelve numbers without bounds, which is what the peers compute. */
function numbersOnce(of: readonly { readonly result: DetectionResult }[]): readonly number[] {
  const matched = of
    .flatMap(({ result }) => (result.kind === 'image' ? [result] : []))
    .sort((a, b) => a.image - b.image)
  const weighing = { images: new Float64Array(matched.length).fill(1) }
  const stats = poolsOf(matched, params.mode).map((pool) => evaluateClass(pool, weighing))
  return [...meanOverClasses(stats)].slice(0, 12)
}
