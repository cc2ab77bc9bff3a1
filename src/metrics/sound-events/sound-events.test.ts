import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventCounts } from './event-based.ts'
import { intersectionCounts, type PsdsConvention } from './intersections.ts'
import { labelledMatching, layeredMatching } from './matching.ts'
import { PSDS_SETTINGS, type PsdsSetting, psdsOf } from './psds.ts'
import { segmentCounts } from './segment-based.ts'
import type { SoundCounts, SoundEvent, SoundMode } from './sound.ts'

type Row = readonly [onset: number, offset: number, label: string]
type File = readonly [seconds: number, reference: readonly Row[], output: readonly Row[]]
const eventsOf = (rows: readonly Row[]): SoundEvent[] =>
  rows.map(([onset, offset, label]) => ({ onset, offset, label }))

/** Added up over files: F1, error rate, parts, F1 by class. */
function added(files: readonly SoundCounts[]) {
  const sum = (of: (c: SoundCounts) => number) => files.reduce((n, c) => n + of(c), 0)
  const inAll = (of: (k: SoundCounts['classes'][number]) => number) =>
    sum((c) => c.classes.reduce((n, k) => n + of(k), 0))
  const [reference, right] = [inAll((k) => k.reference), inAll((k) => k.right)]
  const output = inAll((k) => k.output) + sum((c) => c.other)
  const [S, D, I] = [sum((c) => c.substitutions), sum((c) => c.deletions), sum((c) => c.insertions)]
  const byClass = files[0]!.classes.map((_, k) => {
    const own = (of: (x: SoundCounts['classes'][number]) => number) => sum((c) => of(c.classes[k]!))
    return [own((x) => x.right), own((x) => x.reference), own((x) => x.output)] as const
  })
  return {
    f: (2 * right) / (reference + output),
    er: (S + D + I) / reference,
    S,
    D,
    I,
    reference,
    output,
    right,
    byClass,
  }
}

interface World {
  readonly labels: readonly string[]
  readonly collar: number
  readonly share: number
  readonly files: readonly File[]
  readonly expected: Record<
    'segment' | 'event',
    Record<string, number | null> & { readonly classes: Record<string, number | null> }
  >
}
const peer = JSON.parse(readFileSync(new URL('fixtures/sed_eval.json', import.meta.url), 'utf8')) as {
  readonly worlds: readonly World[]
}
const segments = (w: Pick<World, 'labels' | 'files'>) =>
  added(w.files.map(([seconds, a, b]) => segmentCounts(eventsOf(a), eventsOf(b), w.labels, { seconds, resolution: 1 })))
const events = (w: Omit<World, 'expected'>, mode: SoundMode) =>
  added(
    w.files.map(([, a, b]) =>
      eventCounts(eventsOf(a), eventsOf(b), w.labels, { collar: w.collar, share: w.share, mode }),
    ),
  )

describe('against sed_eval 0.2.1 on seeded worlds', () => {
  test.each(peer.worlds.map((w, k) => [k, w] as const))('world %i', (_, world) => {
    const { segment, event } = world.expected
    const s = segments(world)
    expect([s.right, s.reference, s.output, s.S, s.D, s.I]).toEqual(
      ['Ntp', 'Nref', 'Nsys', 'S', 'D', 'I'].map((k) => segment[k]),
    )
    expect(s.f).toBeCloseTo(segment['f']!, 12)
    expect(s.er).toBeCloseTo(segment['er']!, 12)
    const e = events(world, 'compatible')
    expect([e.right, e.reference, e.output, e.S, e.D, e.I]).toEqual(
      ['Ntp', 'Nref', 'Nsys', 'Nsubs', 'Nfn', 'Nfp'].map((k) => event[k]),
    )
    for (const [got, of] of [
      [s, segment],
      [e, event],
    ] as const)
      for (const [k, label] of world.labels.entries()) {
        const [right, reference, output] = got.byClass[k]!
        // sed_eval has no F1 for a class that either side lacks
        if (of.classes[label] === null) expect(reference === 0 || output === 0).toBe(true)
        else expect((2 * right) / (reference + output)).toBeCloseTo(of.classes[label]!, 12)
      }
    const best = events(world, 'by-definition')
    expect(best.right).toBe(e.right)
    expect(best.S).toBeGreaterThanOrEqual(e.S)
  })

  test('the worlds hold one whose substitutions hang on the order of lines', () => {
    expect(peer.worlds.some((w) => events(w, 'by-definition').S > events(w, 'compatible').S)).toBe(true)
  })
})

const a: readonly Row[] = [
  [1, 3, 'dog'],
  [5, 6, 'speech'],
  [7, 9.5, 'dog'],
]
const b: readonly Row[] = [
  [0, 4, 'speech'],
  [6, 8, 'alarm'],
]
const op1: readonly (readonly Row[])[] = [
  [
    [1.1, 2.9, 'dog'],
    [5, 6.2, 'speech'],
    [7.2, 8, 'dog'],
    [8.2, 9.4, 'dog'],
  ],
  [
    [0.5, 3.5, 'speech'],
    [6.1, 7.9, 'dog'],
    [9, 9.8, 'alarm'],
  ],
]
const op2: readonly (readonly Row[])[] = [
  [
    [1.1, 2.9, 'dog'],
    [5, 6.2, 'speech'],
  ],
  [
    [0.5, 3.5, 'speech'],
    [6, 8.2, 'alarm'],
  ],
]
const op3: readonly (readonly Row[])[] = [[[1.2, 2.4, 'dog']], []]
const labels = ['alarm', 'dog', 'speech']

/** Two files of the golden vectors, or any others, as sums over files. */
function psds(
  references: readonly (readonly Row[])[],
  outputs: readonly (readonly (readonly Row[])[])[],
  seconds: readonly number[],
  setting: PsdsSetting,
  convention: PsdsConvention = 'psds-2020',
) {
  const classes = [...new Set(references.flat().map((r) => r[2]))].sort()
  const n = classes.length
  const points = outputs.map((files) => {
    const sum = { right: new Float64Array(n), wrong: new Float64Array(n), crossed: new Float64Array(n * n) }
    for (const [k, reference] of references.entries()) {
      const got = intersectionCounts(
        eventsOf(reference),
        eventsOf(files[k] ?? []),
        classes,
        seconds[k]!,
        setting,
        convention,
      )
      for (const key of ['right', 'wrong', 'crossed'] as const)
        for (const [i, x] of got[key].entries()) sum[key][i]! += x
    }
    return sum
  })
  const of = (label: string) => references.flat().filter((r) => r[2] === label)
  const sums = {
    events: classes.map((c) => of(c).length),
    eventSeconds: classes.map((c) => of(c).reduce((t, r) => t + r[1] - r[0], 0)),
    seconds: seconds.reduce((x, y) => x + y, 0),
    points,
  }
  return { points, sums, value: psdsOf(sums, setting, convention)!.value }
}

describe('golden vectors, computed with sed_eval and psds_eval', () => {
  const files = [
    [10, a, op1[0]!],
    [10, b, op1[1]!],
  ] as readonly File[]

  test('segment-based: F .769231, ER .333333 (S 2, D 0, I 2; 10 right, 4 false, 2 missed)', () => {
    const got = segments({ labels, files })
    expect(got.f).toBeCloseTo(0.769231, 6)
    expect(got.er).toBeCloseTo(0.333333, 6)
    expect([got.S, got.D, got.I, got.right, got.output - got.right, got.reference - got.right]).toEqual([
      2, 0, 2, 10, 4, 2,
    ])
  })

  test.each(['compatible', 'by-definition'] as const)(
    'event-based, %s: F .333333, ER 1.4 (2 right, S 1, 4 inserted, 2 deleted)',
    (mode) => {
      const got = events({ labels, files, collar: 0.2, share: 0.5 }, mode)
      expect(got.f).toBeCloseTo(0.333333, 6)
      expect(got.er).toBeCloseTo(1.4, 12)
      expect([got.right, got.S, got.I, got.D]).toEqual([2, 1, 4, 2])
      expect(got.byClass.reduce((s, [r, n, m]) => s + (2 * r) / (n + m), 0) / 3).toBeCloseTo(0.277778, 6)
    },
  )

  test.each([
    ['default', 0.833333],
    ['psds1', 0.597631],
    ['psds2', 0.597631],
  ] as const)('PSDS %s of three operating points: %f', (name, value) => {
    for (const convention of ['psds-2020', 'psds-ebbers'] as const)
      expect(psds([a, b], [op1, op2, op3], [10, 10], PSDS_SETTINGS[name], convention).value).toBeCloseTo(value, 6)
  })

  test('macro F1 by intersection of the second operating point: .888889', () => {
    const { points, sums } = psds([a, b], [op2], [10, 10], PSDS_SETTINGS.default)
    const f = labels.map(
      (_, c) => (2 * points[0]!.right[c]!) / (points[0]!.right[c]! + points[0]!.wrong[c]! + sums.events[c]!),
    )
    expect(f.reduce((x, y) => x + y, 0) / 3).toBeCloseTo(0.888889, 6)
  })
})

/** Files of tests/data of psds_eval (MIT licence); the metadata there lists all five files, 280 s in all. */
const examples: readonly {
  gt: readonly Row[]
  det: readonly Row[]
  right: number[]
  wrong: number[]
  crossed: [number, number][]
  value: number
}[] = [
  {
    gt: [
      [2, 20, 'c1'],
      [12, 35, 'c2'],
      [42, 47, 'c3'],
    ],
    det: [
      [0, 19, 'c1'],
      [40, 45, 'c1'],
      [11, 25, 'c2'],
      [27, 30, 'c2'],
      [32, 41.5, 'c2'],
      [38, 48, 'c3'],
    ],
    ...{ right: [1, 1, 1], wrong: [1, 1, 0], crossed: [[2, 1]], value: 0.9142857142857143 },
  },
  {
    gt: [
      [5, 20, 'c1'],
      [5, 30, 'c2'],
      [42, 47, 'c3'],
    ],
    det: [
      [2, 43, 'c1'],
      [15, 20, 'c2'],
      [10, 30, 'c3'],
      [40, 49, 'c3'],
    ],
    ...{
      right: [0, 0, 1],
      wrong: [1, 0, 1],
      crossed: [
        [1, 1],
        [6, 1],
        [7, 1],
      ],
      value: 0.29047619047619044,
    },
  },
  {
    gt: [
      [5, 18, 'c1'],
      [10, 30, 'c2'],
      [42, 48, 'c3'],
    ],
    det: [
      [2, 18.5, 'c1'],
      [29, 48, 'c1'],
      [10, 30, 'c2'],
      [32, 38, 'c3'],
    ],
    ...{ right: [1, 1, 0], wrong: [1, 0, 1], crossed: [[2, 1]], value: 0.6238095238095237 },
  },
  {
    gt: [
      [2, 22, 'c1'],
      [43, 64, 'c1'],
      [18, 20, 'c2'],
      [21, 23, 'c2'],
      [25, 27, 'c2'],
      [29, 32, 'c2'],
      [85, 88, 'c2'],
      [35, 58, 'c3'],
      [47, 66, 'z4'],
      [97, 100, 'z4'],
    ],
    det: [
      [9, 25, 'c1'],
      [41, 66, 'c1'],
      [25, 49, 'c2'],
      [74, 82, 'c2'],
      [86, 105, 'c2'],
      [33, 45, 'c3'],
      [46.5, 59, 'c3'],
      [4, 11, 'z4'],
      [30, 36, 'z4'],
      [62, 67, 'z4'],
    ],
    ...{
      right: [2, 0, 1, 0],
      wrong: [0, 3, 0, 2],
      crossed: [
        [6, 1],
        [12, 1],
        [13, 1],
      ],
      value: 0.5,
    },
  },
]

describe('examples of psds_eval', () => {
  test.each(examples.map((e, k) => [k + 1, e] as const))(
    'example %i',
    (_, { gt, det, right, wrong, crossed, value }) => {
      const got = psds([gt], [[det]], [280], PSDS_SETTINGS.default)
      expect([Array.from(got.points[0]!.right), Array.from(got.points[0]!.wrong)]).toEqual([right, wrong])
      expect([...got.points[0]!.crossed.entries()].filter(([, n]) => n > 0)).toEqual(crossed)
      expect(got.value).toBeCloseTo(value, 12)
    },
  )

  test('cross triggers: averaged over all classes in 2020, over the others by Ebbers', () => {
    const costly = { ...PSDS_SETTINGS.default, crossTriggerCost: 1 }
    const { gt, det } = examples[0]!
    // c1 12.857143 an hour and one cross trigger in 5 s of c3: 720 an hour, over 3 or 2 classes
    const at = (convention: PsdsConvention, most: number) =>
      psds([gt], [[det]], [280], { ...costly, mostFalse: most }, convention).value
    const area = (rate: number) => 1 - (rate + 12.857142857142858) / 3000
    expect(at('psds-2020', 1000)).toBeCloseTo(area(12.857142857142858 + 240), 9)
    expect(at('psds-ebbers', 1000)).toBeCloseTo(area(12.857142857142858 + 360), 9)
  })
})

interface Dcase {
  readonly classes: readonly string[]
  readonly step: readonly [number, number]
  readonly seconds: readonly number[]
  readonly reference: readonly (readonly (readonly [number, number, number])[])[]
  readonly points: readonly (readonly string[])[]
}

test('the example of psds_eval, DCASE 2019 task 4 with its baseline at ten thresholds: .408129, .291485, .240733', () => {
  const given = JSON.parse(readFileSync(new URL('fixtures/dcase2019.json', import.meta.url), 'utf8')) as Dcase
  const time = (digits: string) => (Number.parseInt(digits, 36) * given.step[0]) / given.step[1]
  const rowOf = (d: string): Row => [time(d.slice(1, 3)), time(d.slice(3)), given.classes[Number(d[0])]!]
  const references = given.reference.map((rows) =>
    rows.map(([k, on, off]): Row => [on / 1000, off / 1000, given.classes[k]!]),
  )
  const outputs = given.points.map((files) => files.map((text) => (text.match(/.{5}/g) ?? []).map(rowOf)))
  const at = (crossTriggerCost: number, instabilityCost: number) =>
    psds(references, outputs, given.seconds, { ...PSDS_SETTINGS.default, crossTriggerCost, instabilityCost }).value
  expect(at(0, 0)).toBeCloseTo(0.408129, 6)
  expect(at(1, 0)).toBeCloseTo(0.291485, 6)
  expect(at(0, 1)).toBeCloseTo(0.240733, 6)
})

interface EbbersWorld {
  readonly files: readonly {
    readonly seconds: number
    readonly reference: readonly Row[]
    readonly outputs: readonly (readonly Row[])[]
  }[]
  readonly expected: Readonly<Record<'default' | 'psds1' | 'psds2' | 'costly', number>>
}
const ebbers = JSON.parse(readFileSync(new URL('fixtures/sed_scores.json', import.meta.url), 'utf8')) as {
  readonly worlds: readonly EbbersWorld[]
}

test.each(ebbers.worlds.map((w, k) => [k, w] as const))(
  'psds-ebbers against sed_scores_eval on seeded world %i',
  (_, { files, expected }) => {
    const settings = { ...PSDS_SETTINGS, costly: { ...PSDS_SETTINGS.default, crossTriggerCost: 1, instabilityCost: 1 } }
    const outputs = files[0]!.outputs.map((_, p) => files.map((f) => f.outputs[p]!))
    for (const name of ['default', 'psds1', 'psds2', 'costly'] as const) {
      const references = files.map((f) => f.reference)
      const seconds = files.map((f) => f.seconds)
      expect(psds(references, outputs, seconds, settings[name], 'psds-ebbers').value).toBeCloseTo(expected[name], 10)
    }
  },
)

describe('edges', () => {
  test('a detection of no length is wrong; one wholly behind the end of its file is, but for psds_eval', () => {
    const at = (row: Row, convention: PsdsConvention) =>
      intersectionCounts(eventsOf(a), eventsOf([row]), labels, 10, PSDS_SETTINGS.default, convention).wrong[1]
    expect([at([2, 2, 'dog'], 'psds-2020'), at([2, 2, 'dog'], 'psds-ebbers')]).toEqual([1, 1])
    expect([at([10.5, 11, 'dog'], 'psds-2020'), at([10.5, 11, 'dog'], 'psds-ebbers')]).toEqual([0, 1])
  })

  test('a share that doubles miss: 0.2 of 0.4 seconds from 0.1 to 0.3 is less than a half, but not to six decimals', () => {
    const half = { ...PSDS_SETTINGS.default, groundTruth: 0.1 }
    const count = (convention: PsdsConvention) =>
      intersectionCounts(eventsOf([[0.1, 0.3, 'x']]), eventsOf([[0, 0.4, 'x']]), ['x'], 1, half, convention).right[0]
    expect([count('psds-2020'), count('psds-ebbers')]).toEqual([0, 1])
  })

  test('no events: no score; detections of another class count as insertions and not for PSDS', () => {
    expect(
      psdsOf({ events: [0], eventSeconds: [0], seconds: 10, points: [] }, PSDS_SETTINGS.default, 'psds-2020'),
    ).toBeUndefined()
    const strange = eventsOf([[1, 2, 'cat']])
    expect(eventCounts([], strange, labels, { collar: 0.2, share: 0.5, mode: 'by-definition' })).toMatchObject({
      other: 1,
      insertions: 1,
    })
    expect(segmentCounts([], strange, labels, { seconds: 10, resolution: 1 })).toMatchObject({
      other: 1,
      insertions: 1,
    })
    expect(intersectionCounts([], strange, labels, 10, PSDS_SETTINGS.default, 'psds-2020').wrong).toEqual(
      new Int32Array(3),
    )
  })

  test('what lies behind the end of a file has no segment', () => {
    expect(
      segmentCounts([], eventsOf([[9.5, 20, 'dog']]), labels, { seconds: 10, resolution: 1 }).classes[1]!.output,
    ).toBe(1)
    expect(
      segmentCounts([], eventsOf([[12, 20, 'dog']]), labels, { seconds: 10, resolution: 1 }).classes[1]!.output,
    ).toBe(0)
  })
})

describe('matching', () => {
  const graph = fc.array(fc.array(fc.constantFrom(0, 1, 2), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  })

  test('as many pairs as any matching has; of those with most same labels the most pairs, by trying all', () => {
    const best = (g: readonly (readonly number[])[], r: number, taken: number): readonly [number, number] => {
      if (r === g.length) return [0, 0]
      let top = best(g, r + 1, taken)
      for (const [c, kind] of g[r]!.entries()) {
        if (kind === 0 || (taken >> c) & 1) continue
        const [same, other] = best(g, r + 1, taken | (1 << c))
        const here = [same + Number(kind === 1), other + Number(kind === 2)] as const
        if (here[0] > top[0] || (here[0] === top[0] && here[1] > top[1])) top = here
      }
      return top
    }
    fc.assert(
      fc.property(graph, (g) => {
        const fits = (r: number, c: number) => g[r]![c]! > 0
        const same = (r: number, c: number) => g[r]![c] === 1
        const got = [...labelledMatching(g.length, 5, fits, same).entries()].filter(([, c]) => c >= 0)
        expect(got.every(([r, c]) => fits(r, c)) && new Set(got.map(([, c]) => c)).size === got.length).toBe(true)
        const right = got.filter(([r, c]) => same(r, c)).length
        expect([right, got.length - right]).toEqual(best(g, 0, 0))
        const layered = layeredMatching(g.length, 5, same).filter((c) => c >= 0)
        expect([layered.length, new Set(layered).size]).toEqual([right, layered.length])
      }),
      { numRuns: 400 },
    )
  })
})
