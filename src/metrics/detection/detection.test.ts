import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byImage, Columns, DETECTION_WIDTH, OBJECT_WIDTH } from './columns.ts'
import type { DetectionMode } from './convention.ts'
import { evaluateClass, meanOverClasses, NUMBERS } from './evaluate.ts'
import { matchImage } from './match.ts'
import { overlap } from './overlap.ts'
import { poolsOf } from './pool.ts'

type Row = readonly number[]
interface Case {
  readonly name: string
  readonly images: readonly number[]
  readonly categories: readonly number[]
  readonly objects: readonly Row[]
  readonly detections: readonly Row[]
  readonly stats: readonly number[]
  readonly classes: readonly number[]
  readonly voc: readonly number[]
}

const golden = JSON.parse(readFileSync(new URL('../fixtures/coco-eval.json', import.meta.url), 'utf8')) as Case[]
const minus1 = (x: number) => (Number.isNaN(x) ? -1 : x)

type Scene = Omit<Case, 'name' | 'stats' | 'classes' | 'voc'>

function matchesOf(of: Scene, mode: DetectionMode) {
  const [objects, detections] = [new Columns(OBJECT_WIDTH), new Columns(DETECTION_WIDTH)]
  for (const [id, image, category, x, y, w, h, area, crowd] of of.objects)
    objects.push([image!, category!, x!, y!, w!, h!, area!, id!, crowd!, 0, -1, -1])
  for (const row of of.detections) detections.push(row)
  const [shown, found] = [byImage(objects), byImage(detections)]
  const rows = (table: Columns, { rows, of }: typeof shown, image: number) => {
    const [from, to] = of(image)
    return { table, rows, from, to }
  }
  return [...of.images]
    .sort((a, b) => a - b)
    .map((image) => matchImage(rows(objects, shown, image), rows(detections, found, image), mode))
}

function classesOf(of: Scene, mode: DetectionMode) {
  const images = matchesOf(of, mode)
  const pools = new Map(poolsOf(images, mode).map((pool) => [pool.category, pool]))
  return [...of.categories]
    .sort((a, b) => a - b)
    .map((category) => {
      const pool = pools.get(category)
      return pool === undefined
        ? new Float64Array(NUMBERS).fill(Number.NaN)
        : evaluateClass(pool, { images: new Uint8Array(images.length).fill(1) })
    })
}
const statsOf = (of: Parameters<typeof classesOf>[0], mode: DetectionMode) => [...meanOverClasses(classesOf(of, mode))]

function expectClose(got: readonly number[], wanted: readonly number[], within: number) {
  expect(got.length).toBe(wanted.length)
  for (const [i, w] of wanted.entries())
    expect(Math.abs(minus1(got[i]!) - w), `number ${i}: ${got[i]}`).toBeLessThanOrEqual(within)
}

/** Three images, two classes, a crowd, a class without objects; figures of pycocotools 2.0.11, to six places. */
const three = {
  images: [1, 2, 3],
  categories: [1, 2, 3],
  objects: [
    [1, 1, 1, 10, 10, 20, 40, 800, 0],
    [2, 1, 1, 100, 50, 60, 80, 4800, 0],
    [3, 1, 1, 300, 100, 200, 200, 40000, 1],
    [4, 2, 1, 50, 50, 100, 150, 15000, 0],
    [5, 2, 2, 200, 200, 120, 60, 7200, 0],
    [6, 3, 2, 10, 300, 30, 30, 900, 0],
  ],
  detections: [
    [1, 1, 12, 12, 20, 40, 0.9],
    [1, 1, 105, 52, 60, 80, 0.8],
    [1, 1, 102, 50, 60, 80, 0.8],
    [1, 1, 320, 120, 60, 80, 0.7],
    [1, 1, 340, 150, 60, 80, 0.6],
    [2, 1, 60, 60, 100, 150, 0.95],
    [2, 1, 400, 10, 40, 40, 0.5],
    [2, 2, 205, 205, 120, 60, 0.4],
    [3, 1, 10, 10, 50, 50, 0.99],
    [3, 2, 10, 300, 30, 30, 0.3],
    [3, 3, 1, 1, 5, 5, 0.9],
  ],
}

describe('the twelve numbers of COCO', () => {
  test.each(golden.map((c) => [c.name, c] as const))('%s: the same as the published algorithm', (_, c) => {
    expectClose(statsOf(c, 'compatible'), [...c.stats, ...c.voc], 1e-12)
    expectClose(
      classesOf(c, 'compatible').map((s) => s[0]!),
      c.classes,
      1e-12,
    )
  })

  test('figures of pycocotools itself', () => {
    const wanted = [0.553144, 0.875, 0.542079, 0.75, 0.508333, 0.5, 0.566667, 0.716667, 0.716667, 0.75, 0.75, 0.5]
    expectClose(statsOf(three, 'compatible').slice(0, 12), wanted, 5e-7)
    const classes = classesOf(three, 'compatible').map((s) => s[1]!)
    expectClose(classes, [0.75, 1, -1], 1e-6)
    expect(overlap([320, 120, 60, 80], [300, 100, 200, 200], true)).toBe(1)
    expect(overlap([320, 120, 60, 80], [300, 100, 200, 200], false)).toBeCloseTo(0.12, 12)
  })

  const one = (id: number, detections: readonly Row[]) => ({
    images: [1],
    categories: [1],
    objects: [[id, 1, 1, 0, 0, 50, 50, 2500, 0]],
    detections,
  })

  test('an object with id 0 cannot be found in the compatible mode, and can by definition', () => {
    const found = [[1, 1, 0, 0, 50, 50, 0.9]]
    expect(statsOf(one(0, found), 'compatible')[0]).toBe(0)
    expect(statsOf(one(1, found), 'compatible')[0]).toBeCloseTo(0.9999999999999998, 15)
    expect(statsOf(one(0, found), 'by-definition')[0]).toBe(1)
  })

  test('of two detections with one score, the first in the file decides; by definition neither does', () => {
    const hit = [1, 1, 0, 0, 50, 50, 0.9]
    const miss = [1, 1, 200, 200, 50, 50, 0.9]
    expect(statsOf(one(1, [hit, miss]), 'compatible')[0]).toBeCloseTo(1, 12)
    expect(statsOf(one(1, [miss, hit]), 'compatible')[0]).toBeCloseTo(0.5, 12)
    expect(statsOf(one(1, [hit, miss]), 'by-definition')[0]).toBe(0.5)
    expect(statsOf(one(1, [miss, hit]), 'by-definition')[0]).toBe(0.5)
  })

  test('one of two objects found and nothing else: 51 of 101 recalls', () => {
    const two = { ...one(1, [[1, 1, 0, 0, 50, 50, 0.9]]) }
    const both = { ...two, objects: [...two.objects, [2, 1, 1, 200, 200, 50, 50, 2500, 0]] }
    expect(statsOf(both, 'by-definition')[0]).toBeCloseTo(51 / 101, 15)
  })

  test('seven detections, right, right, wrong, right, wrong, wrong, right, of five objects, under each convention', () => {
    const [apart, right] = [50, [1, 1, 0, 1, 0, 0, 1]]
    const ranked = {
      images: [1],
      categories: [1],
      objects: [0, 1, 2, 3, 4].map((i) => [i + 1, 1, 1, i * apart, 0, 40, 40, 1600, 0]),
      detections: right.map((hit, i) => [
        1,
        1,
        hit ? right.slice(0, i).filter(Boolean).length * apart : 600,
        hit ? 0 : i * apart,
        40,
        40,
        1 - i / 10,
      ]),
    }
    const stats = statsOf(ranked, 'compatible')
    expectClose([stats[12]!, stats[13]!, stats[1]!], [0.678571, 0.664286, 0.66761], 5e-7)
    // numpy's 0.6000000000000001 is not reached by 3 of 5
    const exact = (5 * 1 + 2 * (3 / 4) + 2 * (4 / 7)) / 11
    expect(statsOf(ranked, 'by-definition')[12]).toBeCloseTo(exact, 12)
  })

  test('57 of 100 found: the rounded recall of numpy costs one step, the exact one does not', () => {
    const c = golden.find(({ name }) => name === '57 of 100 found')!
    expect(statsOf(c, 'compatible')[0]! * 101).toBeCloseTo(57, 9)
    expect(statsOf(c, 'by-definition')[0]! * 101).toBeCloseTo(58, 9)
  })

  test('by definition the order of the files is nothing', () => {
    const c = golden.find(({ name }) => name === 'ties')!
    const wanted = statsOf(c, 'by-definition')
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...c.detections], { minLength: c.detections.length }),
        fc.shuffledSubarray([...c.objects], { minLength: c.objects.length }),
        (detections, objects) => {
          expect(statsOf({ ...c, detections, objects }, 'by-definition')).toEqual(wanted)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('without equal scores the two modes differ by rounding only: AR not at all, AP by at most one recall in 101', () => {
    for (const name of ['one image', 'crowds', 'no detections', 'no objects']) {
      const c = golden.find((g) => g.name === name)!
      const got = statsOf(c, 'by-definition').slice(0, 12).map(minus1)
      expectClose(got.slice(6), c.stats.slice(6), 1e-12)
      expectClose(got.slice(0, 6), c.stats.slice(0, 6), 1 / 101)
    }
  })

  test('weighing an image twice is having it twice', () => {
    const c = golden.find(({ name }) => name === 'crowds')!
    const shift = 1000
    const doubled = {
      ...c,
      images: [...c.images, ...c.images.map((i) => i + shift)],
      objects: [...c.objects, ...c.objects.map((r) => [r[0]! + shift, r[1]! + shift, ...r.slice(2)])],
      detections: [...c.detections, ...c.detections.map((r) => [r[0]! + shift, ...r.slice(1)])],
    }
    const pools = poolsOf(matchesOf(c, 'by-definition'), 'by-definition')
    const twice = { images: new Uint8Array(c.images.length).fill(2) }
    expectClose(
      [...meanOverClasses(pools.map((p) => evaluateClass(p, twice)))],
      statsOf(doubled, 'by-definition'),
      1e-12,
    )
  })
})
