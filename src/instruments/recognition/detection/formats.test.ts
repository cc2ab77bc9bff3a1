import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { detection } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-formats-'))
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, content: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), content)
}
const subjectOf = (access: Record<string, unknown>): Subject => ({
  id: 's',
  title: { en: 's' },
  version: '1',
  facts: {},
  access,
  folder,
})

async function found(access: Record<string, unknown>, params: object = {}) {
  const subject = subjectOf(access)
  const given = detection.params.parse(params)
  const results = await measuredOnce(detection, subject, await listed(detection, subject, given))
  const { quantities, detail, pictures } = detection.reduce(results, given, ['0.95'])
  return { quantities, detail, pictures, value: (name: string) => (quantities[name] as Estimate | null)?.value }
}

// one scene in three forms: two images of 200 x 100, two classes, one object missed, one false box
const objects = [
  ['a', 'person', 10, 10, 40, 40],
  ['a', 'car', 100, 20, 60, 40],
  ['b', 'person', 50, 30, 30, 60],
] as const
const boxes = [
  ['a', 'person', 12, 10, 40, 40, 0.9],
  ['a', 'car', 100, 22, 60, 40, 0.8],
  ['b', 'car', 10, 10, 20, 20, 0.7],
] as const
const classes = ['person', 'car']
const images = ['a', 'b']

put(
  'coco/gt.json',
  JSON.stringify({
    images: images.map((_, i) => ({ id: i + 1 })),
    categories: ['car', 'person'].map((name, i) => ({ id: i + 1, name })),
    annotations: objects.map(([image, c, x, y, w, h], i) => ({
      id: i + 1,
      image_id: images.indexOf(image) + 1,
      category_id: ['car', 'person'].indexOf(c) + 1,
      bbox: [x, y, w, h],
    })),
  }),
)
put(
  'coco/dt.json',
  JSON.stringify(
    boxes.map(([image, c, x, y, w, h, score]) => ({
      image_id: images.indexOf(image) + 1,
      category_id: ['car', 'person'].indexOf(c) + 1,
      bbox: [x, y, w, h],
      score,
    })),
  ),
)
const coco = { detection: { groundTruth: 'coco/gt.json', detections: 'coco/dt.json' } }

const shares = (x: number, y: number, w: number, h: number) =>
  [(x + w / 2) / 200, (y + h / 2) / 100, w / 200, h / 100].join(' ')
put('yolo/sizes.csv', 'image,width,height\na.jpg,200,100\nb.jpg,200,100\n')
for (const image of images) {
  const own = objects.filter((o) => o[0] === image)
  put(
    `yolo/labels/${image}.txt`,
    own.map(([, c, x, y, w, h]) => `${classes.indexOf(c)} ${shares(x, y, w, h)}\n`).join(''),
  )
  const hits = boxes.filter((b) => b[0] === image)
  put(
    `yolo/found/${image}.txt`,
    hits.map(([, c, x, y, w, h, s]) => `${classes.indexOf(c)} ${shares(x, y, w, h)} ${s}\n`).join(''),
  )
}
const yolo = {
  detection: { format: 'yolo', groundTruth: 'yolo/labels', detections: 'yolo/found', sizes: 'yolo/sizes.csv', classes },
}

for (const image of images)
  put(
    `voc/xml/${image}.xml`,
    `<annotation><filename>${image}.jpg</filename>${objects
      .filter((o) => o[0] === image)
      .map(
        ([, c, x, y, w, h]) =>
          `<object><name>${c}</name><difficult>0</difficult><bndbox><xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + w - 1}</xmax><ymax>${y + h - 1}</ymax></bndbox></object>`,
      )
      .join('')}</annotation>`,
  )
for (const c of classes)
  put(
    `voc/found/comp4_det_test_${c}.txt`,
    boxes
      .filter((b) => b[1] === c)
      .map(([image, , x, y, w, h, s]) => `${image} ${s} ${x} ${y} ${x + w - 1} ${y + h - 1}\n`)
      .join(''),
  )
const voc = { detection: { format: 'voc', groundTruth: 'voc/xml', detections: 'voc/found' } }

conformance('recognition/detection from YOLO files', async () => ({
  instrument: detection,
  subject: subjectOf(yolo),
  params: { mode: 'compatible', falseDetection: '0.5' },
}))

describe('one scene in three forms', () => {
  test('gives the same numbers', async () => {
    const wanted = await found(coco)
    expect(Number(wanted.value('ap50'))).toBeCloseTo((1 + 0.504950495) / 2, 6)
    for (const access of [yolo, voc]) {
      const got = await found(access)
      for (const name of ['ap', 'ap50', 'ap75', 'ar100', 'voc07', 'voc10'])
        expect(Number(got.value(name)), name).toBeCloseTo(Number(wanted.value(name)), 9)
      expect(got.quantities['objects']).toBe(3)
      expect(got.quantities['refused']).toBe(0)
    }
  })

  test('draws precision and recall, and its mean is AP50', async () => {
    const { pictures, value } = await found(coco)
    const [curve] = pictures!
    if (curve?.kind !== 'curve') throw new Error('no curve')
    const { points } = curve.lines[0]!
    expect(points.length).toBe(101)
    expect(points.reduce((sum, [, p]) => sum + p, 0) / 101).toBeCloseTo(Number(value('ap50')), 12)
    expect(curve.note?.en).not.toContain('classes')
  })

  test('says which of many classes it draws', async () => {
    const line = (c: number) => `${c} 0.5 0.5 0.1 0.1`
    const all = [0, 1, 2, 3, 4, 5, 6]
    put('many/labels/a.txt', `${[...all, 6].map(line).join('\n')}\n`)
    put('many/found/a.txt', all.map((c) => `${line(c)} 0.9\n`).join(''))
    put('many/sizes.csv', 'image,width,height\na,100,100\n')
    const paths = { groundTruth: 'many/labels', detections: 'many/found', sizes: 'many/sizes.csv' }
    const { pictures } = await found({ detection: { format: 'yolo', ...paths, classes: all.map((c) => `c${c}`) } })
    const [curve] = pictures!
    if (curve?.kind !== 'curve') throw new Error('no curve')
    expect(curve.lines.map((l) => l.name?.en)).toEqual(['mean of classes', 'c6', 'c0', 'c1', 'c2', 'c3'])
    expect(curve.note?.en).toContain('Of 7 classes, the 5 with most objects are drawn.')
    expect(curve.note?.zh).toContain('7 类中画出物体最多的 5 类')
  })
})

describe('what is malformed is refused with its place', () => {
  test('YOLO', async () => {
    put('bad/labels/a.txt', '0 0.5 0.5 0.1 0.1\n')
    put('bad/found/a.txt', '0 0.5 0.5 0.1 0.1 0.9\n7 0.5 0.5 0.1 0.1 0.9\n0 0.5 0.5 0.1\n0 x 0.5 0.1 0.1 0.9\n')
    put('bad/found/z.txt', '0 0.5 0.5 0.1 0.1 0.9\n')
    put('bad/sizes.csv', 'image,width,height\na,100,100\na,100,100\nc,0,100\n')
    const access = {
      detection: {
        format: 'yolo',
        groundTruth: 'bad/labels',
        detections: 'bad/found',
        sizes: 'bad/sizes.csv',
        classes,
      },
    }
    const { quantities, detail } = await found(access)
    expect(quantities['refused']).toBe(6)
    const { files } = detail as { files: { refused: { first: string[] } } }
    expect(files.refused.first).toEqual([
      'bad/sizes.csv:3 image: a name not listed before',
      'bad/sizes.csv:4 width, height: pixels above 0',
      'bad/found/a.txt:2 class: 0 to 1',
      'bad/found/a.txt:3 class cx cy w h confidence',
      'bad/found/a.txt:4 class cx cy w h confidence',
      'bad/found/z.txt:1 an image of bad/sizes.csv',
    ])
  })

  test('VOC: broken XML, boxes turned over, unknown images; entities are not resolved', async () => {
    const object = (more: string) => `<annotation><object><name>person</name>${more}</object></annotation>`
    const box = '<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>'
    put('vbad/xml/good.xml', object(`<difficult>1</difficult>${box}`))
    put('vbad/xml/turned.xml', object(box.replace('<xmax>9', '<xmax>0')))
    put('vbad/xml/torn.xml', '<annotation><object><name>person</name>')
    put('vbad/xml/hostile.xml', `<!DOCTYPE x [<!ENTITY a "person">]>${object(box).replace('person', '&a;')}`)
    put('vbad/found/det_person.txt', 'good 0.9 1 1 9 9\nnone 0.9 1 1 9 9\ngood 0.9 9 1 1 9\ngood high 1 1 9 9\n')
    const { quantities } = await found(
      { detection: { format: 'voc', groundTruth: 'vbad/xml', detections: 'vbad/found' } },
      { mode: 'by-definition' },
    )
    // the one sound annotation is difficult, so that nothing counts; the entity stays a name nobody else has
    expect(quantities['refused']).toBe(5)
  })
})

describe('faces by person-pass', () => {
  // pass 7 shows in two images and is found in one of them; pass 8 is never found; a false box at .6
  put(
    'faces/gt.json',
    JSON.stringify({
      images: [{ id: 1 }, { id: 2 }],
      categories: [{ id: 1, name: 'face' }],
      annotations: [
        { id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 20, 20], pass_id: 7 },
        { id: 2, image_id: 2, category_id: 1, bbox: [0, 0, 20, 20], pass_id: 7 },
        { id: 3, image_id: 2, category_id: 1, bbox: [60, 0, 20, 20], pass_id: 8 },
        { id: 4, image_id: 2, category_id: 1, bbox: [100, 0, 50, 50], iscrowd: 1 },
      ],
    }),
  )
  const box = (image_id: number, x: number, score: number) => ({
    image_id,
    category_id: 1,
    bbox: [x, 0, 20, 20],
    score,
  })
  put('faces/dt.json', JSON.stringify([box(1, 1, 0.9), box(2, 300, 0.6), box(2, 105, 0.5), box(2, 61, 0.4)]))
  const faces = { faces: { groundTruth: 'faces/gt.json', detections: 'faces/dt.json' } }

  test.each([
    ['0.01', '1/2', '0/1', 'only the first box keeps to 1 %'],
    [
      '0.5',
      '0/2',
      '1/3',
      'one false box of three is allowed, and the last box finds the other pass; a box on the crowd does not count',
    ],
    ['0.2', '1/2', '0/1', 'one of three is too many'],
  ])('false boxes up to %s: %s missed, %s false (%s)', async (falseDetection, missed, wrong) => {
    const { value, quantities } = await found(faces, { section: 'faces', falseDetection })
    expect([value('missRate'), value('falseDetectionRate')]).toEqual([missed, wrong])
    expect(quantities['personPasses']).toBe(2)
  })

  /** Twenty persons, ten passes each; the detector never finds the first two of them. */
  async function ofPersons(cluster: (person: number) => number | undefined) {
    const passes = Array.from({ length: 200 }, (_, i) => ({ person: Math.floor(i / 10), image: i + 1 }))
    const truth = {
      images: passes.map(({ image }) => ({ id: image })),
      categories: [{ id: 1, name: 'face' }],
      annotations: passes.map(({ person, image }) => ({
        ...{ id: image, image_id: image, category_id: 1, bbox: [0, 0, 20, 20], pass_id: image },
        ...(cluster(person) === undefined ? {} : { cluster_id: cluster(person) }),
      })),
    }
    put('persons/gt.json', JSON.stringify(truth))
    const boxes = passes.flatMap(({ person, image }) => (person < 2 ? [] : [box(image, 0, 0.9)]))
    put('persons/dt.json', JSON.stringify(boxes))
    const persons = { faces: { groundTruth: 'persons/gt.json', detections: 'persons/dt.json' } }
    const { quantities, detail } = await found(persons, { section: 'faces', falseDetection: '0.01' })
    const rate = quantities['missRate'] as Estimate
    const { lower, upper } = rate.bounds![0]!
    return { value: rate.value, lower: Number(lower), upper: Number(upper), detail: detail!['personPasses'] }
  }

  test('passes of one person are not so many trials', async () => {
    const apart = await ofPersons(() => undefined)
    const together = await ofPersons((person) => person)
    const each = await ofPersons((person) => (person === 0 ? 7 : undefined))
    expect([apart.value, together.value, each.value]).toEqual(['20/200', '20/200', '20/200'])
    expect(apart.upper).toBeCloseTo(clopperPearsonUpper(20, 200, 0.95), 8)
    // two of twenty persons: Clopper-Pearson of persons reaches .28
    expect(together.upper).toBeGreaterThan(0.2)
    expect(together.upper).toBeLessThan(0.4)
    expect(together.lower).toBeLessThan(0.02)
    expect(each.upper).toBeGreaterThan(apart.upper)
    expect(each.upper).toBeLessThan(together.upper)
    expect([apart.detail, together.detail, each.detail]).toMatchObject([
      { independent: 'passes' },
      { independent: 'clusters', clusters: 20 },
      { independent: 'clusters', clusters: 191 },
    ])
  })

  test('two sessions that agree say little, and one next to nothing', async () => {
    const two = await ofPersons((person) => person % 2)
    const one = await ofPersons(() => 0)
    expect(two.upper).toBeGreaterThan(0.6)
    expect(one.upper).toBeGreaterThan(0.9)
    expect(one.lower).toBeLessThan(0.01)
  })

  test('a cluster for each pass changes nothing', async () => {
    put(
      'faces/own.json',
      readFileSync(join(folder, 'faces/gt.json'), 'utf8').replaceAll(/"pass_id":(\d)/g, '"pass_id":$1,"cluster_id":$1'),
    )
    const own = { faces: { ...faces.faces, groundTruth: 'faces/own.json' } }
    const params = { section: 'faces', falseDetection: '0.5' }
    expect((await found(own, params)).quantities).toEqual((await found(faces, params)).quantities)
  })

  test('a pass of two clusters is a mistake of the reference', async () => {
    put(
      'faces/torn.json',
      readFileSync(join(folder, 'faces/gt.json'), 'utf8').replace('"pass_id":7', '"pass_id":7,"cluster_id":1'),
    )
    const torn = { faces: { ...faces.faces, groundTruth: 'faces/torn.json' } }
    const problems = await detection.check(
      { ...subjectOf(torn) },
      detection.params.parse({ section: 'faces', falseDetection: '0.5' }),
    )
    expect(problems.map((p) => p.expected)).toEqual(['cluster_id: the same for all objects of a pass'])
  })

  test('without a limit nothing is claimed', async () => {
    const { quantities } = await found(faces, { section: 'faces' })
    expect([quantities['missRate'], quantities['personPasses']]).toEqual([null, null])
  })

  test('nothing but false boxes reaches no limit', async () => {
    put('faces/none.json', JSON.stringify([box(2, 300, 0.6)]))
    const { quantities } = await found(
      { faces: { groundTruth: 'faces/gt.json', detections: 'faces/none.json' } },
      { section: 'faces', falseDetection: '0.01' },
    )
    expect(quantities['missRate']).toBe(null)
    expect(quantities['personPasses']).toBe(2)
  })
})
