import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BoxRows, COUNTS, DISTRACTOR, LEFT_OUT } from './boxes.ts'
import type { TrackingMode } from './convention.ts'
import { countsOf, type TrackingCounts } from './counts.ts'
import { sceneOf } from './scene.ts'
import { byAlpha, type SCORES, scoresOf } from './scores.ts'
import { added, sumsOf, type TrackingSums } from './sums.ts'

/** [frame from 1, id, left, top, width, height, conf, class] */
type Row = readonly number[]
interface World {
  readonly name: string
  readonly frames: number
  readonly preprocess: 'none' | 'motchallenge' | 'mot20'
  readonly objects: readonly Row[]
  readonly found: readonly Row[]
  readonly tied: boolean
  readonly result: Readonly<Record<string, number | null>> | null
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'))
const { worlds, together } = read('worlds.json') as {
  worlds: readonly World[]
  together: { readonly of: readonly number[]; readonly result: Readonly<Record<string, number>> }
}
const peer = read('trackeval.json') as Record<string, Record<string, Readonly<Record<string, number>>>>

const DISTRACTORS = { none: [], motchallenge: [2, 7, 8, 12], mot20: [2, 6, 7, 8, 12] } as const

function rowsOf(rows: readonly Row[], mark: (row: Row) => number): BoxRows {
  return {
    frame: Int32Array.from(rows, (r) => r[0]! - 1),
    id: Float64Array.from(rows, (r) => r[1]!),
    box: Float64Array.from(rows.flatMap((r) => r.slice(2, 6))),
    mark: Uint8Array.from(rows, mark),
  }
}

type Given = Pick<World, 'frames' | 'preprocess' | 'objects' | 'found'>

function counted({ frames, preprocess, objects, found }: Given, mode: TrackingMode): TrackingCounts {
  const distractors: readonly number[] = DISTRACTORS[preprocess]
  const mark = (r: Row) => {
    if (preprocess !== 'none' && distractors.includes(r[7]!)) return DISTRACTOR
    return r[6] === 0 || (preprocess !== 'none' && r[7] !== 1) ? LEFT_OUT : COUNTS
  }
  return countsOf(
    sceneOf(
      rowsOf(objects, mark),
      rowsOf(found, () => COUNTS),
      frames,
      mode,
    ),
  )
}

const numbers = (sums: TrackingSums, mode: TrackingMode): Readonly<Record<string, number>> => ({
  ...scoresOf(sums, mode),
  hota0: byAlpha(sums, mode).hota[0]!,
  switches: sums.switches,
  fragments: sums.fragments,
  matches: sums.matches,
  identity: sums.identity,
})
const numbersOf = (world: Given, mode: TrackingMode) => numbers(sumsOf(counted(world, mode)), mode)

function expectClose(
  got: Readonly<Record<string, number>>,
  wanted: Readonly<Record<string, number | null>>,
  within: number,
) {
  for (const [name, value] of Object.entries(wanted)) {
    if (!(name in got)) continue
    if (value === null) expect(got[name], name).toBeNaN()
    else expect(Math.abs(got[name]! - value), `${name}: ${got[name]}`).toBeLessThanOrEqual(within)
  }
}

describe('worlds with known results', () => {
  test('there are worlds of every kind', () => {
    expect(worlds.length).toBeGreaterThanOrEqual(20)
    expect(worlds.filter((w) => w.tied).length).toBeGreaterThanOrEqual(5)
    expect(worlds.filter((w) => !w.tied && w.objects.length > 0 && w.found.length > 0).length).toBeGreaterThanOrEqual(
      12,
    )
  })

  const open = worlds.filter((w) => !w.tied)
  test.each(open.map((w) => [w.name, w] as const))('%s: as the slow oracle says', (_, world) => {
    expectClose(numbersOf(world, 'compatible'), world.result!, 1e-12)
    // the modes differ only where something is tied or a threshold has no match
    const { loca: _l, assa: _a, ...same } = world.result!
    expectClose(numbersOf(world, 'by-definition'), same, 1e-12)
  })

  test.each(worlds.map((w) => [w.name, w] as const))('%s: as TrackEval says, ties included', (_, world) => {
    const got = numbersOf(world, 'compatible')
    const wanted = peer[world.preprocess]![world.name]!
    // what is not defined is a number there
    const defined = Object.fromEntries(Object.entries(wanted).filter(([name]) => !Number.isNaN(got[name]!)))
    expect(Object.keys(defined).length).toBeGreaterThanOrEqual(4)
    expectClose(got, defined, 1e-12)
  })

  test('sequences together are their sums', () => {
    const parts = together.of.map((k) => sumsOf(counted(worlds[k]!, 'compatible')))
    expectClose(numbers(added(parts), 'compatible'), together.result, 1e-12)
  })

  test.each(['none', 'motchallenge'] as const)('all sequences together, as TrackEval says: %s', (preprocess) => {
    const parts = worlds.filter((w) => w.preprocess === preprocess).map((w) => sumsOf(counted(w, 'compatible')))
    expectClose(numbers(added(parts), 'compatible'), peer[preprocess]!['COMBINED_SEQ']!, 1e-12)
  })
})

const five = [1, 2, 3, 4, 5]
const walking: readonly Row[] = five.flatMap((t) => [
  [t, 1, 10 + 5 * t, 10, 40, 80, 1, 1],
  [t, 2, 200 - 5 * t, 20, 40, 80, 1, 1],
])

describe('figures of TrackEval to six places', () => {
  test('ids that swap, a gap and a false box', () => {
    const found = [
      ...five.map((t) => [t, t < 4 ? 1 : 2, 12 + 5 * t, 10, 40, 80]),
      ...five.filter((t) => t !== 3).map((t) => [t, t < 4 ? 2 : 1, 200 - 5 * t, 24, 40, 80]),
      [2, 9, 400, 300, 30, 60],
    ]
    const sums = sumsOf(counted({ frames: 5, preprocess: 'none', objects: walking, found }, 'compatible'))
    expect(sums).toMatchObject({ switches: 2, fragments: 1, mostlyTracked: 1, partlyTracked: 1, mostlyLost: 0 })
    expect(sums).toMatchObject({ identity: 5, objects: 10, found: 10 })
    const wanted = {
      mota: 0.6,
      motp: 0.904762,
      idf1: 0.5,
      hota: 0.488822,
      deta: 0.77512,
      assa: 0.308271,
      loca: 0.909774,
    }
    expectClose(numbers(sums, 'compatible'), { ...wanted, hota0: 0.515978 }, 5e-7)
    // by definition the threshold that nothing reaches has no localisation accuracy
    expect(scoresOf(sums, 'by-definition').loca).toBeCloseTo(38 / 42, 12)
  })

  test('the right boxes, one thing under two ids', () => {
    const found = walking.map((r) => [r[0]!, r[1] === 2 ? 2 : r[0]! < 3 ? 1 : 3, ...r.slice(2)])
    const got = numbersOf({ frames: 5, preprocess: 'none', objects: walking, found }, 'compatible')
    expectClose(got, { mota: 0.9, idf1: 0.8, hota: 0.87178, assa: 0.76 }, 5e-7)
  })
})

describe('rules at the edges', () => {
  const still = (frames: readonly number[], id: number): Row[] => frames.map((t) => [t, id, 0, 0, 10, 10, 1, 1])
  const given = (objects: readonly Row[], found: readonly Row[]): Given => ({
    frames: 9,
    preprocess: 'none',
    objects,
    found,
  })

  test('a frame with an empty side breaks nothing; one in which the object alone is missed does', () => {
    const far: Row[] = [[3, 7, 500, 500, 10, 10, 1, 1]]
    const objects = still([1, 2, 3, 4], 1)
    const gap = counted(given(objects, still([1, 2, 4], 5)), 'compatible')
    expect(gap.tracks).toEqual([[4, 3, 1, 0]])
    const seen = counted(given(objects, [...still([1, 2, 4], 5), ...far]), 'compatible')
    expect(seen.tracks).toEqual([[4, 3, 2, 0]])
  })

  test('an identity switch is counted against the last id known, however long ago', () => {
    const other: Row[] = [3, 4, 5].map((t) => [t, 7, 500, 500, 10, 10, 1, 1])
    const objects = still([1, 2, 3, 4, 5, 6], 1)
    expect(counted(given(objects, [...still([1, 2], 5), ...other, ...still([6], 6)]), 'compatible').tracks).toEqual([
      [6, 3, 2, 1],
    ])
  })

  test('an overlap of exactly one half matches; a box without area matches nothing', () => {
    const half = sumsOf(counted(given([[1, 1, 0, 0, 10, 10, 1, 1]], [[1, 1, 0, 0, 5, 10]]), 'compatible'))
    expect([half.matches, half.identity, half.hota[9], half.hota[10]]).toEqual([1, 1, 1, 0])
    const flat = sumsOf(counted(given([[1, 1, 0, 0, 0, 10, 1, 1]], [[1, 1, 0, 0, 0, 10]]), 'compatible'))
    expect([flat.matches, flat.identity, flat.hota[0]]).toEqual([0, 0, 0])
  })

  test('mostly tracked begins above 80 %, mostly lost ends below 20 %', () => {
    const of = (k: number) => sumsOf(counted(given(still(five, 1), still(five.slice(0, k), 1)), 'compatible'))
    expect(of(5).mostlyTracked).toBe(1)
    expect([of(4).mostlyTracked, of(4).partlyTracked]).toEqual([0, 1])
    expect([of(1).partlyTracked, of(1).mostlyLost]).toEqual([1, 0])
    expect(of(0).mostlyLost).toBe(1)
  })
})

const coordinate = fc.integer({ min: 0, max: 6 }).map((x) => 10 * x)
const side = fc.integer({ min: 1, max: 4 }).map((x) => 10 * x)
const boxes = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), coordinate, coordinate, side, side),
  { maxLength: 24, selector: ([frame, id]) => `${frame} ${id}` },
)
const marked = boxes.map((rows) => rows.map((r): Row => [...r, r[2] === 60 ? 0 : 1, r[3] === 60 ? 7 : 1]))
const anyWorld = fc
  .tuple(marked, boxes, fc.constantFrom('none' as const, 'motchallenge' as const))
  .map(([objects, found, preprocess]): Given => ({ frames: 6, preprocess, objects, found }))

describe('laws', () => {
  test('by definition neither the order of lines nor the names of ids matter, byte for byte', () => {
    fc.assert(
      fc.property(
        anyWorld.chain((w) =>
          fc.tuple(
            fc.constant(w),
            fc.shuffledSubarray([...w.objects], { minLength: w.objects.length }),
            fc.shuffledSubarray([...w.found], { minLength: w.found.length }),
            fc.shuffledSubarray([11, 22, 33, 44], { minLength: 4 }),
          ),
        ),
        ([world, objects, found, names]) => {
          const renamed = (rows: readonly Row[]) => rows.map((r) => [r[0]!, names[r[1]! - 1]!, ...r.slice(2)])
          const other = { ...world, objects: renamed(objects), found: renamed(found) }
          expect(counted(other, 'by-definition')).toEqual(counted(world, 'by-definition'))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('in the compatible mode the names of ids do not matter', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const renamed = (rows: readonly Row[]) => rows.map((r) => [r[0]!, 90 - r[1]!, ...r.slice(2)])
        const other = { ...world, objects: renamed(world.objects), found: renamed(world.found) }
        expect(counted(other, 'compatible')).toEqual(counted(world, 'compatible'))
      }),
    )
  })

  test('a tracker that says what the reference says has 1 everywhere', () => {
    fc.assert(
      fc.property(boxes, (rows) => {
        fc.pre(rows.length > 0)
        // apart from each other, so that nothing else overlaps as well
        const apart = rows.map(([f, id, x, y, w, h]): Row => [f, id, x + 1000 * id, y, w, h, 1, 1])
        const got = numbersOf({ frames: 6, preprocess: 'none', objects: apart, found: apart }, 'by-definition')
        const ones: (typeof SCORES)[number][] = [
          'hota',
          'deta',
          'assa',
          'loca',
          'idf1',
          'idp',
          'idr',
          'mota',
          'moda',
          'motp',
        ]
        expectClose(got, Object.fromEntries(ones.map((name) => [name, 1])), 1e-12)
        expect([got['switches'], got['mostlyTracked'], got['mostlyLost']]).toEqual([0, 1, 0])
      }),
    )
  })

  test('scores stay within their ranges, and what was counted adds up', () => {
    fc.assert(
      fc.property(anyWorld, fc.constantFrom<TrackingMode>('compatible', 'by-definition'), (world, mode) => {
        const counts = counted(world, mode)
        const sums = sumsOf(counts)
        for (const [name, value] of Object.entries(scoresOf(sums, mode))) {
          expect(value, name).not.toBeGreaterThan(1 + 1e-12)
          if (name !== 'mota' && name !== 'moda') expect(value, name).not.toBeLessThan(0)
        }
        expect(counts.tracks.reduce((n, t) => n + t[0], 0)).toBe(counts.objects)
        expect(counts.trackers.reduce((n, t) => n + t, 0)).toBe(counts.found)
        expect(sums.identity).toBeLessThanOrEqual(Math.min(counts.objects, counts.found))
      }),
    )
  })

  test('parts of a set added in any grouping give the same counts', () => {
    const parts = worlds.map((w) => sumsOf(counted(w, 'by-definition')))
    const whole = added(parts)
    const halves = added([added(parts.slice(0, 7)), added(parts.slice(7))])
    expect([halves.matches, halves.switches, halves.identity, ...halves.hota]).toEqual([
      ...[whole.matches, whole.switches, whole.identity],
      ...whole.hota,
    ])
    expectClose(numbers(halves, 'compatible'), numbers(whole, 'compatible'), 1e-12)
    expectClose(
      numbers(
        added(
          parts,
          parts.map(() => 2),
        ),
        'compatible',
      ),
      { hota: numbers(whole, 'compatible')['hota']! },
      1e-12,
    )
  })
})
