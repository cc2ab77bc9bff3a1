import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { detection } from './index.ts'
import type { FilesResult } from './params.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function subjectWith(groundTruth: string, detections: string): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-detection-'))
  folders.push(folder)
  writeFileSync(join(folder, 'gt.json'), groundTruth)
  writeFileSync(join(folder, 'dt.json'), detections)
  const access = { detection: { groundTruth: 'gt.json', detections: 'dt.json' } }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access, folder }
}

type Row = readonly number[]
interface Case {
  readonly name: string
  readonly images: readonly number[]
  readonly categories: readonly number[]
  readonly objects: readonly Row[]
  readonly detections: readonly Row[]
  readonly stats: readonly number[]
  readonly voc: readonly number[]
}
const fixtures = new URL('../../../metrics/fixtures/coco-eval.json', import.meta.url)
const golden = JSON.parse(readFileSync(fixtures, 'utf8')) as Case[]
const caseNamed = (name: string) => golden.find((c) => c.name === name)!

function cocoOf(c: Case) {
  const truth = {
    info: { note: 'brackets ]}"\\ in a text' },
    licenses: [{ id: 1, url: '[' }],
    annotations: c.objects.map(([id, image_id, category_id, x, y, w, h, area, iscrowd]) => ({
      id,
      image_id,
      category_id,
      segmentation: [[x, y, x! + w!, y! + h!]],
      bbox: [x, y, w, h],
      area,
      iscrowd,
    })),
    images: c.images.map((id) => ({ id, file_name: `${id}.jpg` })),
    categories: c.categories.map((id) => ({ id, name: `class "${id}"` })),
  }
  const found = c.detections.map(([image_id, category_id, x, y, w, h, score]) => ({
    image_id,
    category_id,
    bbox: [x, y, w, h],
    score,
  }))
  return { truth, found }
}

function subjectOf(c: Case): Subject {
  const { truth, found } = cocoOf(c)
  return subjectWith(JSON.stringify(truth), JSON.stringify(found, undefined, 1))
}

const good = subjectOf(caseNamed('crowds'))
conformance('recognition/detection', async () => ({
  instrument: detection,
  subject: good,
  params: {},
  broken: {
    subject: { ...good, access: { detection: { groundTruth: 'gt.json', detections: 'none.json' } } },
    items: [
      { id: 'files', mode: 'compatible' },
      { id: 'image:5', image: 5, mode: 'compatible' },
    ],
  },
}))

async function reduced(subject: Subject, params: object = {}, confidences = ['0.95']) {
  const parsed = detection.params.parse(params)
  const results = await measuredOnce(detection, subject, await listed(detection, subject, parsed))
  return detection.reduce(results, parsed, confidences).quantities
}

const NAMES = 'ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge voc07 voc10'.split(' ')

describe('from COCO files', () => {
  test.each(golden.map((c) => [c.name, c] as const))('%s: every number', async (_, c) => {
    const quantities = await reduced(subjectOf(c))
    const wanted = [...c.stats, ...c.voc]
    for (const [i, name] of NAMES.entries()) {
      const estimate = quantities[name] as Estimate | null
      if (wanted[i] === -1) expect(estimate).toBeNull()
      else expect(Math.abs(Number(estimate?.value) - wanted[i]!)).toBeLessThan(1e-12)
    }
  })

  test('a perfect detector on 60 images is shown to be no better than about 1 - 3/n', async () => {
    const images = Array.from({ length: 60 }, (_, i) => i + 1)
    const subject = subjectOf({
      name: '',
      images,
      categories: [1],
      objects: images.map((i) => [i, i, 1, 0, 0, 40, 40, 1600, 0]),
      detections: images.map((i) => [i, 1, 0, 0, 40, 40, 0.9]),
      stats: [],
      voc: [],
    })
    const { ap } = (await reduced(subject, { mode: 'by-definition' })) as { ap: Estimate }
    expect(ap.value).toBe('1')
    expect(Number(ap.bounds![0]!.lower)).toBeGreaterThan(0.93)
    expect(Number(ap.bounds![0]!.lower)).toBeLessThan(0.97)
    expect(ap.bounds![0]!.upper).toBe('1')
  })

  test('a detector that finds nothing may still be a little better than 0', async () => {
    const { ap } = (await reduced(subjectOf(caseNamed('no detections')))) as { ap: Estimate }
    expect(ap.value).toBe('0')
    expect(Number(ap.bounds![0]!.upper)).toBeGreaterThan(0)
  })

  test('classes carry their names and their own numbers', async () => {
    const { classes, objects } = await reduced(subjectOf(caseNamed('areas at the limits')))
    expect(objects).toBe(3)
    expect(classes).toMatchObject([{ category: 'class "1"', ap: { n: 2 }, objects: 3 }])
  })
})

const defaults = detection.params.parse({})
const truth = '{"images":[{"id":1}],"categories":[{"id":1,"name":"a"}],"annotations":[]}'
const problemsOf = async (groundTruth: string, detections = '[]') =>
  (await detection.check(subjectWith(groundTruth, detections), defaults)).map((p) => [
    p.code,
    p.place?.line,
    p.place?.column,
  ])

describe('hostile and broken files', () => {
  test.each<[string, string, string, number, number]>([
    ['nothing', '', 'json-cut-short', 1, 1],
    ['no JSON', 'hello', 'json-shape', 1, 1],
    ['an array instead of an object', '[]', 'json-shape', 1, 1],
    ['cut within a row', `${truth.slice(0, -2)}{"id":1,`, 'json-cut-short', 1, 80],
    ['cut within a text', '{"info":"', 'json-cut-short', 1, 10],
    ['images no array', '{"images":{}}', 'json-shape', 1, 11],
    ['two commas', '{"images":[{"id":1},,]}', 'json-shape', 1, 21],
    ['wrong bracket', '{"images":[{"id":1}}', 'json-shape', 1, 20],
    ['something after the end', `${truth} x`, 'json-shape', 1, truth.length + 2],
    ['no images', '{}', 'detection-no-images', 0, 0],
    ['a row that is no JSON', '{"images":[\n {"id":1},\n  {"id":NaN}]}', 'detection-row-invalid', 3, 3],
    ['an image twice', '{"images":[{"id":1},{"id":1}]}', 'detection-row-invalid', 1, 21],
    [
      'an object in no image',
      truth.replace('"annotations":[', '"annotations":[{"id":1,"image_id":9,"category_id":1,"bbox":[0,0,1,1]}'),
      'detection-row-invalid',
      1,
      72,
    ],
    [
      'a negative size',
      truth.replace('"annotations":[', '"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,-1,1]}'),
      'detection-row-invalid',
      1,
      72,
    ],
  ])('reference, %s: one problem with its place', async (_, text, code, line, column) => {
    const [first] = await problemsOf(text)
    expect(first).toEqual(line === 0 ? [code, undefined, undefined] : [code, line, column])
  })

  test('malformed detections are refused and counted, with their places; the rest counts', async () => {
    const good = '{"image_id":1,"category_id":1,"bbox":[0,0,9,9],"score":0.5}'
    const rows = [
      good,
      good.replace('0.5', 'NaN'),
      good.replace('0.5', '"0.5"'),
      good.replace('"image_id":1', '"image_id":2'),
      good.replace('"category_id":1', '"category_id":7'),
      good.replace('[0,0,9,9]', '[0,0,9]'),
      '7',
      good,
    ]
    const subject = subjectWith(truth, `\uFEFF[${rows.join(',\n')}]`)
    const problems = await detection.check(subject, defaults)
    expect(problems).toMatchObject([{ code: 'detection-refused', severity: 'warning' }])
    const [files] = await measuredOnce(detection, subject, [
      { id: 'files', mode: 'compatible', section: 'detection', passes: false },
    ])
    expect(files?.result).toMatchObject({ detections: 2, refused: { count: 6 } })
    const { first } = (files!.result as FilesResult).refused
    expect(first[0]).toBe('dt.json:2:1 valid JSON')
    expect(first[1]).toBe('dt.json:3:1 score: a number')
    expect((await reduced(subject))['refused']).toBe(6)
  })

  test('elements across chunks of the stream are read whole', async () => {
    const row = (score: number) =>
      `{"image_id":1,"category_id":1,"bbox":[0,0,9,9],"note":"${'ab\\"]},'.repeat(40)}","score":${score}}`
    const subject = subjectWith(truth, `[${Array.from({ length: 9000 }, (_, i) => row(i / 9000)).join(',')}]`)
    const [files] = await measuredOnce(detection, subject, [
      { id: 'files', mode: 'compatible', section: 'detection', passes: false },
    ])
    expect(files?.result).toMatchObject({ detections: 9000, refused: { count: 0 } })
  })

  test.each([
    ['no section', {}, 'detection-access'],
    [
      'a file that is not there',
      { detection: { groundTruth: 'gt.json', detections: 'x.json' } },
      'detection-file-missing',
    ],
    ['a folder', { detection: { groundTruth: 'gt.json', detections: '.' } }, 'detection-file-missing'],
    ['a file outside', { detection: { groundTruth: '..', detections: 'dt.json' } }, 'path-outside'],
  ])('%s is one clear problem', async (_, access, code) => {
    const problems = await detection.check({ ...good, access }, defaults)
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })
})
