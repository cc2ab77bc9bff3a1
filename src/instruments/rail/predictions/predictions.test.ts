import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { startOfService } from '../feed/service-time.ts'
import { predictions } from './index.ts'

const bench = workbench('predictions', predictions)
const ZONE = 'Asia/Shanghai'
const DAY = startOfService('2026-09-01', ZONE)
const EIGHT = DAY + 8 * 3600

/** A train came at a stop, seconds after eight. */
type Call = readonly [trip: string, stop: string, came: number]
/** What was said, and when. */
type Word = readonly [trip: string, stop: string, predicted: number | null, published: number]

let files = 0
function access(calls: readonly Call[], words: readonly Word[], more: object = {}) {
  const n = files++
  const came = calls.map(([trip, stop, at]) => `${trip},${stop},${EIGHT + at},L1,0`)
  const said = words.map(
    ([trip, stop, at, published]) => `${trip},${stop},${at === null ? '' : EIGHT + at},${EIGHT + published},L1,0`,
  )
  return {
    calls: bench.file(`calls${n}.csv`, `trip_id,stop_id,arrival,route_id,direction_id\n${came.join('\n')}\n`),
    updates: bench.file(
      `said${n}.csv`,
      `trip_id,stop_id,arrival,feed_timestamp,route_id,direction_id\n${said.join('\n')}\n`,
    ),
    timezone: ZONE,
    ...more,
  }
}
const of = (calls: readonly Call[], words: readonly Word[], params: object = {}) =>
  bench.reducedOf(access(calls, words), params)
const value = (q: unknown) => (q as Estimate | null)?.value

/** Trains ten minutes apart over three stops; of each arrival said so much too late, five minutes before. */
const regular = (trains: number, error: (k: number) => number) => {
  const calls = Array.from({ length: trains }, (_, k) =>
    ['A', 'B', 'C'].map((stop, s): Call => [`t${k}`, stop, 1000 + 600 * k + 120 * s]),
  ).flat()
  const words = calls.map(([trip, stop, came], i): Word => [trip, stop, came + error(i), came - 300])
  return { calls, words }
}

conformance('rail/predictions', async () => {
  const { calls, words } = regular(6, (k) => 25 * (k % 4))
  const nextDay = (rows: readonly Call[]) => rows.map(([t, s, at]): Call => [`${t}'`, s, at + 86_400])
  const two = words.map(([t, s, at, published]): Word => [`${t}'`, s, at! + 86_400, published + 86_400])
  const subject = bench.subjectOf(access([...calls, ...nextDay(calls)], [...words, ...two]))
  return { instrument: predictions, subject, params: {} }
})

describe('what was said counts', () => {
  const calls: readonly Call[] = [
    ['t', 'A', 0],
    ['t', 'B', 1000],
    ['t', 'C', 1200],
  ]
  const onC: Word = ['t', 'C', 1200, 900]

  test.each<[string, readonly Word[], string | undefined]>([
    ['published exactly at the horizon', [['t', 'B', 1000, 700]], '2/2'],
    ['published a second after it', [['t', 'B', 1000, 701]], '1/1'],
    ['as old as it may be', [['t', 'B', 1000, 580]], '2/2'],
    ['a second too old', [['t', 'B', 1000, 579]], '1/1'],
    ['off by the tolerance, too late', [['t', 'B', 1060, 700]], '2/2'],
    ['off by the tolerance, too early', [['t', 'B', 940, 700]], '2/2'],
    ['a second more', [['t', 'B', 1061, 700]], '1/2'],
    ['a second less', [['t', 'B', 939, 700]], '1/2'],
    [
      'the newest of two words, not the better',
      [
        ['t', 'B', 1000, 690],
        ['t', 'B', 1100, 695],
      ],
      '1/2',
    ],
    [
      'the newest of two words, whatever their order in the file',
      [
        ['t', 'B', 1000, 695],
        ['t', 'B', 1100, 690],
      ],
      '2/2',
    ],
    [
      'a row without a time says nothing, and takes nothing back',
      [
        ['t', 'B', 1000, 690],
        ['t', 'B', null, 695],
      ],
      '2/2',
    ],
    [
      'a word on another train',
      [
        ['u', 'B', 1000, 700],
        ['t', 'B', 1000, 690],
      ],
      '2/2',
    ],
  ])('%s', async (_, words, accurate) => {
    const { quantities } = await of(calls, [...words, onC], { coverage: 0 })
    expect(value(quantities['accurate'])).toBe(accurate)
  })

  test('the first stop of a train is not asked; a gap of the archive counts for nothing; silence counts against coverage', async () => {
    const { quantities, detail } = await of(calls, [onC], { coverage: 0 })
    // nothing at all was published by 700, when B was asked
    expect(quantities).toMatchObject({ arrivals: 1, predicted: 1, unrecorded: 1, coverage: '1/1' })
    expect(detail).not.toHaveProperty('silent')
    const heard = await of(calls, [onC, ['other', 'B', 5000, 650]], { coverage: 0 })
    expect(heard.quantities).toMatchObject({ arrivals: 2, predicted: 1, unrecorded: 0, coverage: '1/2' })
    expect(heard.detail?.['silent']).toEqual([{ line: 'L1', direction: '0', stop: 'B', arrivals: 1 }])
  })

  test('who trusts a word that is later than the train misses it', async () => {
    const { quantities } = await of(calls, [['t', 'B', 1061, 700], onC])
    expect([value(quantities['missed']), value(quantities['accurate']), value(quantities['bias'])]).toEqual([
      '1/2',
      '1/2',
      '30.5',
    ])
    const early = await of(calls, [['t', 'B', 900, 700], onC])
    expect([value(early.quantities['missed']), value(early.quantities['bias'])]).toEqual(['0/2', '-50'])
  })
})

describe('how much was said', () => {
  const { calls, words } = regular(10, () => 0)
  // of twenty arrivals that are asked so many keep their word; others speak, so that the archive has no gap
  const others = words.map(([, , at, published]): Word => ['other', 'X', at, published])
  const kept = (n: number) => [...words.filter(([, stop]) => stop !== 'A').slice(0, n), ...others]

  test('at the coverage that the standard asks accuracy is told, below it stays open between its two ends', async () => {
    const at = await of(calls, kept(18), { coverage: '0.9' })
    expect([value(at.quantities['accurate']), at.quantities['coverage'], at.n]).toEqual(['18/18', '18/20', 18])
    const below = await of(calls, kept(17), { coverage: '0.9' })
    expect(below.quantities).toMatchObject({ accurate: null, missed: null, bias: null, coverage: '17/20' })
    expect(below.detail).toMatchObject({ possible: ['17/20', '20/20'] })
  })

  test('lines are told apart', async () => {
    const { calls: c, words: w } = regular(8, (k) => (k < 12 ? 0 : 100))
    const given = access(c, w)
    const { quantities } = await bench.reducedOf(given)
    expect(quantities['lines']).toMatchObject([{ line: 'L1', arrivals: 16, coverage: '16/16' }])
    expect(value((quantities['lines'] as { accurate: unknown }[])[0]!.accurate)).toBe(value(quantities['accurate']))
  })

  test('what was asked at another horizon is never mixed in', async () => {
    const { results } = await of(calls, words)
    const other = predictions.reduce(results, predictions.params.parse({ horizon: 600 }), ['0.95'])
    expect(other.quantities).toMatchObject({ accurate: null, arrivals: null })
  })
})

test('the one pass says what asking of every arrival says', async () => {
  const trip = fc.constantFrom('t', 'u')
  const stop = fc.constantFrom('A', 'B', 'C')
  const word = fc.tuple(trip, stop, fc.integer({ min: 300, max: 1300 }), fc.integer({ min: 0, max: 1000 }))
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(word, { selector: ([t, s, , at]) => `${t}${s}${at}`, maxLength: 60 }),
      async (words) => {
        const calls: readonly Call[] = ['t', 'u'].flatMap((t, k) =>
          ['A', 'B', 'C'].map((s, i): Call => [t, s, 400 + 130 * k + 250 * i]),
        )
        let [known, said, accurate, silent] = [0, 0, 0, 0]
        for (const [t, s, came] of calls.filter(([, s]) => s !== 'A')) {
          const asked = came - 200
          const stands = (at: number) => at <= asked && asked - at <= 150
          if (!words.some(([, , , at]) => stands(at))) {
            silent++
            continue
          }
          known++
          const own = words.filter(([wt, ws, , at]) => wt === t && ws === s && stands(at)).sort((a, b) => b[3] - a[3])
          if (own.length === 0) continue
          said++
          if (Math.abs(own[0]![2] - came) <= 90) accurate++
        }
        const { quantities } = await of(calls, words, { horizon: 200, stale: 150, tolerance: 90, coverage: 0 })
        expect(quantities).toMatchObject({ arrivals: known, predicted: said, unrecorded: silent })
        expect(value(quantities['accurate'])).toBe(said === 0 ? undefined : `${accurate}/${said}`)
      },
    ),
    { numRuns: 40 },
  )
})

test('messages say what a table says; a delay stands on the plan', async () => {
  const { calls, words } = regular(6, (k) => 20 * (k % 5))
  const table = await of(calls, words)
  const planned = new Map(calls.map(([trip, stop, came]) => [`${trip} ${stop}`, came]))
  const message = (delays: boolean) =>
    JSON.stringify(
      words.map(([trip, stop, at, published]) => ({
        header: { timestamp: EIGHT + published },
        entity: [
          {
            id: trip,
            tripUpdate: {
              trip: { tripId: trip, startDate: '20260901', routeId: 'L1', directionId: 0 },
              stopTimeUpdate: [
                {
                  stopId: stop,
                  arrival: delays ? { delay: at! - planned.get(`${trip} ${stop}`)! } : { time: EIGHT + at! },
                },
              ],
            },
          },
        ],
      })),
    )
      .slice(1, -1)
      .split(/,(?=\{"header")/)
  const folder = (delays: boolean, name: string) =>
    message(delays).map((m, k) => bench.file(`${name}-${String(k).padStart(2, '0')}.json`, m))
  const clock = (s: number) =>
    [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((x) => String(x).padStart(2, '0')).join(':')
  const { zipSync } = await import('fflate')
  const text = (s: string) => new TextEncoder().encode(s)
  const timetable = bench.file(
    'plan.zip',
    zipSync({
      'agency.txt': text(`agency_id,agency_name,agency_url,agency_timezone\nA,A,http://a,${ZONE}\n`),
      'routes.txt': text('route_id,route_short_name,route_type\nL1,L1,1\n'),
      'calendar.txt': text(
        'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nW,1,1,1,1,1,1,1,20260901,20260930\n',
      ),
      'trips.txt': text(
        `route_id,service_id,trip_id,direction_id\n${[0, 1, 2, 3, 4, 5].map((k) => `L1,W,t${k},0`).join('\n')}\n`,
      ),
      'stop_times.txt': text(
        `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${calls
          .map(([trip, stop, at]) => {
            const time = clock(8 * 3600 + at)
            return `${trip},${time},${time},${stop},${'ABC'.indexOf(stop) + 1}`
          })
          .join('\n')}\n`,
      ),
    }),
  )
  const dates = ['2026-09-01']
  const came = access(calls, []).calls
  const times = await bench.reducedOf({ calls: came, updates: folder(false, 'time'), timezone: ZONE })
  const delays = await bench.reducedOf({ calls: came, updates: folder(true, 'delay'), timetable, dates })
  expect(times.quantities).toEqual(table.quantities)
  expect(delays.quantities).toEqual(table.quantities)
})

describe('what is wrong is said once', () => {
  const { calls, words } = regular(2, () => 0)
  const good = access(calls, words)
  const check = async (given: unknown) =>
    (await predictions.check(bench.subjectOf(given), predictions.params.parse({}))).map((p) => p.code)

  test('access', async () => {
    expect(await check(good)).toEqual([])
    const { timezone: _, ...noZone } = good
    for (const bad of [
      undefined,
      {},
      noZone,
      { ...good, timezone: 'Mars' },
      { ...good, positions: 'p.csv' },
      { updates: good.updates, timezone: ZONE },
    ])
      expect(await check(bad)).toEqual(['rail-access'])
    expect(await check({ ...good, updates: 'none.csv' })).toEqual(['recognition-file-missing'])
    expect(await check({ ...good, updates: '../..' })).toEqual(['recognition-file-outside'])
    expect(await check({ ...good, dates: ['2026-09-02'] })).toEqual(['rail-nothing'])
  })

  test('a row that says no time is refused and named', async () => {
    const bad = bench.file(
      'bad.csv',
      `trip_id,stop_id,arrival,feed_timestamp,route_id\nt0,B,${EIGHT},soon,L1\nt0,B,${EIGHT},${EIGHT},L1\n`,
    )
    const problems = await predictions.check(bench.subjectOf({ ...good, updates: bad }), predictions.params.parse({}))
    expect(problems.map((p) => [p.severity])).toEqual([['warning']])
    expect(JSON.stringify(problems)).toContain('soon')
    const { quantities } = await bench.reducedOf({ ...good, updates: bad })
    expect(quantities['refusedLines']).toBe(1)
  })
})
