import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { THRESHOLDS } from '../detection/convention.ts'
import { type Alarm, type AlarmRule, matchAlarms, type TimedEvent } from './alarms.ts'
import { averagePrecisions, rankingOf } from './average-precision.ts'
import { matchSegments, type SegmentMode, temporalOverlap } from './segments.ts'

interface World {
  readonly ties: boolean
  readonly references: readonly (readonly [string, string, number, number])[]
  readonly predictions: readonly (readonly [string, string, number, number, number])[]
  readonly ap: Readonly<Record<string, readonly number[]>>
  readonly map: number
}
const peer = JSON.parse(readFileSync(new URL('fixtures/activitynet.json', import.meta.url), 'utf8')) as {
  readonly worlds: readonly World[]
}

function aps({ references, predictions }: Pick<World, 'references' | 'predictions'>, label: string, mode: SegmentMode) {
  const videos = [...new Set([...predictions.map((p) => p[0]), ...references.map((r) => r[0])])]
  const of = (video: string) => {
    const own = references.filter((r) => r[0] === video && r[1] === label).map(([, , start, end]) => ({ start, end }))
    const found = predictions
      .filter((p) => p[0] === video && p[1] === label)
      .map(([, , start, end, score]) => ({ start, end, score }))
    return { segments: own.length, ranked: matchSegments(own, found, mode) }
  }
  return averagePrecisions(rankingOf(videos.map(of), mode), new Float64Array(videos.length).fill(1))
}

describe('segments, against eval_detection.py of ActivityNet on seeded worlds', () => {
  test.each(peer.worlds.map((world, k) => [k, world] as const))('world %i', (_, world) => {
    for (const [label, expected] of Object.entries(world.ap)) {
      const got = aps(world, label, 'compatible')
      for (let t = 0; t < THRESHOLDS; t++) expect(got[t]).toBeCloseTo(expected[t]!, 12)
      // where nothing is tied the two readings are one, but for thresholds that a double misses
      if (!world.ties) expect(Array.from(aps(world, label, 'by-definition'))).toEqual(Array.from(got))
    }
  })

  test('by definition no order of lines changes a digit, ties and all', () => {
    const tied = peer.worlds.filter((w) => w.ties)
    expect(tied.length).toBeGreaterThan(5)
    fc.assert(
      fc.property(
        fc.constantFrom(...tied),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (w, keys) => {
          const shuffled = <T>(list: readonly T[]) =>
            list
              .map((x) => [keys.next().value as number, x] as const)
              .sort((a, b) => a[0] - b[0])
              .map(([, x]) => x)
          const mixed = { references: shuffled(w.references), predictions: shuffled(w.predictions) }
          for (const label of Object.keys(w.ap))
            expect(aps(mixed, label, 'by-definition')).toEqual(aps(w, label, 'by-definition'))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('two of equal score, one right: compatible by the line, by definition a half', () => {
    const references = [['v', 'a', 0, 10]] as const
    const right = ['v', 'a', 0, 10, 0.5] as const
    const wrong = ['v', 'a', 50, 60, 0.5] as const
    expect(aps({ references, predictions: [wrong, right] }, 'a', 'compatible')[0]).toBe(1)
    expect(aps({ references, predictions: [right, wrong] }, 'a', 'compatible')[0]).toBe(0.5)
    expect(aps({ references, predictions: [right, wrong] }, 'a', 'by-definition')[0]).toBe(0.5)
  })

  test('one segment is found once; an unreadable score ranks last and finds nothing', () => {
    const references = [['v', 'a', 0, 10]] as const
    const twice = [
      ['v', 'a', 0, 10, 0.9],
      ['v', 'a', 0, 10, 0.8],
    ] as const
    expect(aps({ references, predictions: twice }, 'a', 'by-definition')[9]).toBe(1)
    const [first] = matchSegments([{ start: 0, end: 10 }], [{ start: 0, end: 10, score: null }], 'by-definition')
    expect(first).toEqual({ score: Number.NEGATIVE_INFINITY, found: 0 })
  })

  test('an overlap of exactly 0.5 reaches the first threshold', () => {
    expect(temporalOverlap({ start: 0, end: 10 }, { start: 0, end: 5 })).toBe(0.5)
    expect(matchSegments([{ start: 0, end: 10 }], [{ start: 0, end: 5, score: 1 }], 'by-definition')[0]!.found).toBe(1)
    expect(temporalOverlap({ start: 3, end: 3 }, { start: 3, end: 3 })).toBe(0)
  })

  test('no segment of the class: no AP; a video taken twice counts twice', () => {
    expect(Array.from(averagePrecisions(rankingOf([{ segments: 0, ranked: [] }], 'by-definition'), [1]))).toEqual(
      new Array(THRESHOLDS).fill(Number.NaN),
    )
    const good = { segments: 1, ranked: [{ score: 0.9, found: 1023 }] }
    const bad = { segments: 1, ranked: [{ score: 0.95, found: 0 }] }
    const once = rankingOf([good, good, bad], 'by-definition')
    const weighed = rankingOf([good, bad], 'by-definition')
    expect(averagePrecisions(weighed, [2, 1])).toEqual(averagePrecisions(once, [1, 1, 1]))
    expect(averagePrecisions(weighed, [1, 1], { weight: 2, right: false })[0]).toBeLessThan(0.5)
    expect(averagePrecisions(weighed, [1, 0], { weight: 1, right: true })[0]).toBe(1)
  })
})

const rule: AlarmRule = { before: 0, after: 10, merge: 30, assignment: 'earliest' }
const event = (start: number, end: number, type = 'fall'): TimedEvent => ({ type, start, end })
const alarm = (time: number, type = 'fall', score?: number | null): Alarm => ({ type, time, score })

describe('alarms', () => {
  test.each([
    ['at the start', 100, 1],
    ['ten seconds after the end', 130, 1],
    ['just before', 99.999, 0],
    ['just too late', 130.001, 0],
  ])('%s', (_, time, found) => {
    const [got] = matchAlarms([event(100, 120)], [alarm(time)], rule)
    expect([got!.delays.length, got!.falseAlarms]).toEqual([found, 1 - found])
  })

  test('one alarm for an event; repeats within 30 s of one that counts are merged, later ones are false and said to be in the window', () => {
    const [got] = matchAlarms([event(0, 100)], [alarm(2), alarm(20), alarm(32), alarm(33), alarm(60)], rule)
    expect(got).toEqual({ type: 'fall', events: 1, delays: [2], falseAlarms: 1, inWindow: 1, repeats: 3 })
    expect(matchAlarms([event(0, 100)], [alarm(2), alarm(20)], { ...rule, merge: 0 })[0]!.falseAlarms).toBe(1)
  })

  test('a repeat may still be the alarm of the next event', () => {
    const [got] = matchAlarms([event(0, 5), event(20, 25)], [alarm(1), alarm(21)], rule)
    expect(got!.delays).toEqual([1, 1])
  })

  test('another type is another matter; a score that cannot be read meets nothing', () => {
    const got = matchAlarms([event(0, 5)], [alarm(1, 'fire'), alarm(2, 'fall', null)], rule)
    expect(got.map((m) => [m.type, m.delays.length, m.falseAlarms])).toEqual([
      ['fall', 0, 1],
      ['fire', 0, 1],
    ])
  })

  test('earliest alarms are not always the most events: the maximum is', () => {
    const events = [event(0, 100), event(1, 2)]
    const alarms = [alarm(5), alarm(50)]
    expect(matchAlarms(events, alarms, rule)[0]!.delays).toEqual([5])
    expect(matchAlarms(events, alarms, { ...rule, assignment: 'maximum' })[0]!.delays).toEqual([50, 4])
  })

  const times = fc.integer({ min: 0, max: 60 })
  const events = fc.array(fc.tuple(times, fc.integer({ min: 0, max: 20 })), { maxLength: 6 })
  const alarms = fc.array(fc.tuple(times, fc.constantFrom(undefined, null)), { maxLength: 6 })

  test('as many events as any assignment finds, by trying all', () => {
    const best = (open: readonly TimedEvent[], left: readonly Alarm[]): number => {
      const [first, ...rest] = open
      if (first === undefined) return 0
      const here = left.flatMap((a, k) =>
        a.score !== null && a.time >= first.start && a.time <= first.end + 10
          ? [
              1 +
                best(
                  rest,
                  left.filter((_, j) => j !== k),
                ),
            ]
          : [],
      )
      return Math.max(best(rest, left), ...here)
    }
    fc.assert(
      fc.property(events, alarms, (e, a) => {
        const [E, A] = [e.map(([s, d]) => event(s, s + d)), a.map(([t, score]) => alarm(t, 'fall', score))]
        const got = matchAlarms(E, A, { ...rule, assignment: 'maximum' })[0]?.delays.length ?? 0
        expect(got).toBe(best(E, A))
      }),
      { numRuns: 300 },
    )
  })

  test('no order of lines changes anything, and every alarm is counted once', () => {
    fc.assert(
      fc.property(events, alarms, fc.constantFrom('earliest', 'maximum'), (e, a, assignment) => {
        const [E, A] = [e.map(([s, d]) => event(s, s + d)), a.map(([t, score]) => alarm(t, 'fall', score))]
        const got = matchAlarms(E, A, { ...rule, assignment: assignment as 'earliest' })
        expect(
          matchAlarms([...E].reverse(), [...A].reverse(), { ...rule, assignment: assignment as 'earliest' }),
        ).toEqual(got)
        const [one] = got
        if (one) expect(one.delays.length + one.falseAlarms + one.repeats).toBe(A.length)
      }),
      { numRuns: 300 },
    )
  })
})
