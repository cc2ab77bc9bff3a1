import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import protobuf from 'protobufjs/light.js'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../judge/evidence.ts'
import { conformance } from '../conformance/conformance.ts'
import { listed, measuredOnce } from '../conformance/session.ts'
import type { Instrument, Item, Subject } from '../contract.ts'
import { railEvents } from './events/index.ts'
import { startOfService } from './feed/service-time.ts'
import { gtfs } from './gtfs/index.ts'
import { gtfsRt } from './gtfs-rt/index.ts'
import { figuresOf } from './running/headways.ts'
import { scenarios } from './scenarios/index.ts'
import { targets } from './targets/index.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function subjectWith(files: Readonly<Record<string, string | Uint8Array>>, access: Record<string, unknown>): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-rail-'))
  made.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access, folder }
}

async function reduced<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  subject: Subject,
  given: Record<string, unknown> = {},
) {
  const params = instrument.params.parse(given)
  const results = await measuredOnce(instrument, subject, await listed(instrument, subject, params))
  const reduction = instrument.reduce(results, params, ['0.95'])
  const value = (name: string) => {
    const q = reduction.quantities[name] as Estimate | string | number | null | undefined
    return typeof q === 'object' && q !== null ? q.value : q
  }
  const stops = (reduction.detail?.['stops'] ?? []) as readonly Readonly<Record<string, string | number | null>>[]
  return { ...reduction, value, stop: (id: string) => stops.find((s) => s['stop'] === id), results, params }
}

const problems = <P, I extends Item, R>(
  i: Instrument<P, I, R>,
  subject: Subject,
  given: Record<string, unknown> = {},
) => i.check(subject, i.params.parse(given))

/** Three trains out and three back, ten minutes apart; the last runs past midnight. */
const feed: Readonly<Record<string, string>> = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,A,http://a,Asia/Shanghai\n',
  'routes.txt': 'route_id,route_short_name,route_type\nR1,1,1\nR2,2,1\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nW,1,1,1,1,1,0,0,20260901,20260930\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nW,20260903,2\nH,20260903,1\nW,20260905,1\n',
  'trips.txt':
    'route_id,service_id,trip_id,direction_id\nR1,W,a,0\nR1,W,b,0\nR1,W,c,0\nR1,W,d,0\nR1,H,h,0\nR1,W,x,1\nR2,W,other,0\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    ...['a,8:00:00', 'b,8:10:00', 'c,8:20:00', 'd,23:58:00', 'h,9:00:00', 'x,8:30:00', 'other,8:05:00'].flatMap(
      (row) => {
        const [trip, start] = row.split(',') as [string, string]
        const [h, m] = start.split(':').map(Number) as [number, number]
        const at = (more: number) => {
          const minutes = h * 60 + m + more
          return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:00`
        }
        // written out of order on purpose: stop_sequence decides
        return [`${trip},${at(4)},${at(4)},S3,3`, `${trip},${at(0)},${at(0)},S1,1`, `${trip},${at(2)},${at(2)},S2,2`]
      },
    ),
  ].join('\n'),
}
const inFolder = Object.fromEntries(Object.entries(feed).map(([n, t]) => [`gtfs/${n}`, t]))
const zipped = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([n, t]) => [n, new TextEncoder().encode(t)])))
const timetable = { timetable: { feed: 'gtfs', dates: ['2026-09-01'], routes: ['1'] } }

conformance('rail/gtfs', async () => ({
  instrument: gtfs,
  subject: subjectWith(inFolder, { timetable: { feed: 'gtfs', dates: ['2026-09-01', '2026-09-02'] } }),
  params: { by: 'departure', least: 2 },
}))

describe('a timetable', () => {
  test('by hand: trips, headways, past midnight; the folder and the ZIP file say the same', async () => {
    const folder = await reduced(gtfs, subjectWith(inFolder, timetable))
    expect(folder.quantities).toMatchObject({ trips: 5, days: 1, calls: 15, pastMidnight: 2 })
    expect(folder.stop('S2')).toMatchObject({ headways: 3, max: '56280', min: '600' })
    const packed = await reduced(
      gtfs,
      subjectWith({ 'g.zip': zipped(feed) }, { timetable: { ...timetable.timetable, feed: 'g.zip' } }),
    )
    expect(packed.quantities).toEqual(folder.quantities)
    const inside = Object.fromEntries(Object.entries(feed).map(([n, t]) => [`feed/${n}`, t]))
    const nested = await reduced(
      gtfs,
      subjectWith({ 'g.zip': zipped(inside) }, { timetable: { ...timetable.timetable, feed: 'g.zip' } }),
    )
    expect(nested.quantities).toEqual(folder.quantities)
  })

  test.each([
    ['2026-09-01', ['a', 'b', 'c', 'd', 'x']],
    ['2026-09-03', ['h']],
    ['2026-09-05', ['a', 'b', 'c', 'd', 'x']],
  ])('the calendar and its exceptions: %s', async (date, trips) => {
    const { results } = await reduced(
      gtfs,
      subjectWith(inFolder, { timetable: { feed: 'gtfs', dates: [date], routes: ['1'] } }),
    )
    const found = results.flatMap((r) => (r.result.kind === 'day' ? r.result.trains.map((t) => t.trip) : []))
    expect(found.sort()).toEqual(trips)
  })

  test('a day without service, an unknown line, a folder that is none: one clear problem each', async () => {
    const of = async (access: Record<string, unknown>) =>
      (await problems(gtfs, subjectWith(inFolder, { timetable: access }))).map((p) => p.code)
    expect(await of({ feed: 'gtfs', dates: ['2026-09-06'] })).toEqual(['rail-feed-empty'])
    expect(await of({ feed: 'gtfs', routes: ['9'] })).toEqual(['rail-feed-empty'])
    expect(await of({ feed: 'none' })).toEqual(['recognition-file-missing'])
    expect(await of({ feed: '../..' })).toEqual(['recognition-file-outside'])
    expect(await of({ feed: 'gtfs', dates: ['2026-02-30'] })).toEqual(['rail-access'])
    expect(await of({ feed: 'gtfs', window: { from: '7', to: '9:00' } })).toEqual(['rail-access'])
  })

  test.each([
    ['stop_times.txt', 'a,8:61:00,8:61:00,S1,1', /H:MM:SS/],
    ['stop_times.txt', 'a,8:00:00,7:00:00,S1,1', /not before/],
    ['stop_times.txt', 'a,8:00:00,8:00:00,S1,first', /stop_sequence/],
    ['calendar_dates.txt', 'W,20261301,1', /YYYYMMDD/],
    ['calendar_dates.txt', 'W,20260901,3', /exception_type/],
  ])('a wrong row of %s says its line: %s', async (file, row, expected) => {
    const files = { ...inFolder, [`gtfs/${file}`]: `${feed[file]!.trim()}\n${row}\n` }
    const [problem] = await problems(gtfs, subjectWith(files, timetable))
    expect(problem).toMatchObject({
      code: 'rail-feed-invalid',
      place: { file: `gtfs/${file}`, line: feed[file]!.trim().split('\n').length + 1 },
    })
    expect(problem!.expected).toMatch(expected)
  })

  test('a ZIP file that is cut or none', async () => {
    const whole = zipped(feed)
    for (const bytes of [whole.slice(0, whole.length - 30), new TextEncoder().encode('no zip')]) {
      const subject = subjectWith({ 'g.zip': bytes }, { timetable: { feed: 'g.zip' } })
      expect((await problems(gtfs, subject)).map((p) => p.code)).toEqual(['rail-feed-unreadable'])
    }
  })

  test('frequencies: a trip as often as they say', async () => {
    const files = {
      ...inFolder,
      'gtfs/frequencies.txt': 'trip_id,start_time,end_time,headway_secs,exact_times\na,6:00:00,7:00:00,300,1\n',
    }
    const { quantities } = await reduced(gtfs, subjectWith(files, timetable))
    expect(quantities['trips']).toBe(5 - 1 + 12)
  })

  test('lines that share stops are taken together where the standard says so', async () => {
    const both = { timetable: { feed: 'gtfs', dates: ['2026-09-01'] } }
    const apart = await reduced(gtfs, subjectWith(inFolder, both))
    const as = await reduced(gtfs, subjectWith(inFolder, both), { lines: 'together' })
    expect([apart.stop('S1')!['headways'], as.stop('S1')!['headways']]).toEqual([3, 4])
  })
})

test('a service day begins at noon less twelve hours, also when clocks change', () => {
  const start = (day: string, zone: string) => new Date(startOfService(day, zone) * 1000).toISOString()
  expect(start('2026-09-01', 'Asia/Shanghai')).toBe('2026-08-31T16:00:00.000Z')
  expect(start('2023-05-08', 'America/New_York')).toBe('2023-05-08T04:00:00.000Z')
  expect(start('2026-03-08', 'America/New_York')).toBe('2026-03-08T04:00:00.000Z')
  expect(start('2026-11-01', 'America/New_York')).toBe('2026-11-01T05:00:00.000Z')
})

describe('headways', () => {
  const irregular = [
    ...[1683547678, 1683548441, 1683548666, 1683549100, 1683549398, 1683550496, 1683550697, 1683551287],
    ...[1683551814, 1683552786, 1683553021, 1683553361, 1683553714],
  ]

  test('Red line at Park Street, 2023-05-08 (feed of the MBTA, by way of mbta/lamp, MIT)', async () => {
    const rows = irregular.map((t, k) => `trip${k},70076,${t},Red,1`)
    const subject = subjectWith(
      { 'calls.csv': `trip_id,stop_id,arrival,route_id,direction_id\n${rows.join('\n')}\n` },
      { running: { calls: 'calls.csv', timezone: 'America/New_York', window: { from: '8:00', to: '10:00' } } },
    )
    const got = await reduced(gtfsRt, subject, { per: 'period' })
    expect(got.stop('70076')).toMatchObject({
      headways: 12,
      mean: '503',
      sd: '299.378',
      cv: '0.595185',
      min: '201',
      max: '1098',
      wait: '333.168',
    })
    expect(got.quantities).toMatchObject({ punctuality: null, coverage: null, excessWait: null, headways: 12 })
    expect(Number(got.value('headwayCv'))).toBeCloseTo(0.595185, 6)
  })

  test('a wait is half the headway where all are alike, and never shorter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 50 }), (headways) => {
        const { mean, wait, cv } = figuresOf(headways)
        expect(wait!).toBeGreaterThanOrEqual(mean / 2 - 1e-9)
        // Osuna and Newell: wait = mean / 2 (1 + population variance / mean²)
        const n = headways.length
        expect(wait!).toBeCloseTo((mean / 2) * (1 + (cv! ** 2 * (n - 1)) / n), 6)
      }),
    )
  })
})

const callRows = (delay: (trip: string) => number | null) =>
  ['a,8:00', 'b,8:10', 'c,8:20', 'x,8:30'].flatMap((row) => {
    const [trip, start] = row.split(',') as [string, string]
    const late = delay(trip)
    if (late === null) return []
    const [h, m] = start.split(':').map(Number) as [number, number]
    return ['S1', 'S2', 'S3'].map((stop, k) => {
      const at = h * 3600 + (m + 2 * k) * 60 + late
      const clock = [Math.floor(at / 3600), Math.floor(at / 60) % 60, at % 60]
        .map((n) => String(n).padStart(2, '0'))
        .join(':')
      return `2026-09-01,${trip},${stop},${clock},${clock}`
    })
  })
const morning = { dates: ['2026-09-01'], routes: ['1'], window: { from: '7:00', to: '12:00' } }
const ran = (delay: (trip: string) => number | null, more: readonly string[] = []) =>
  subjectWith(
    {
      ...inFolder,
      'calls.csv': `date,trip_id,stop_id,arrival,departure,status\n${[...callRows(delay).map((r) => `${r},`), ...more].join('\n')}\n`,
    },
    { running: { timetable: 'gtfs', calls: 'calls.csv', ...morning } },
  )

conformance('rail/gtfs-rt', async () => ({
  instrument: gtfsRt,
  subject: ran((t) => (t === 'b' ? 130 : 20)),
  params: { tolerance: 120, least: 2 },
}))

describe('running against the timetable', () => {
  test('exactly at the tolerance is on time, a second more is late', async () => {
    const at = await reduced(
      gtfsRt,
      ran((t) => (t === 'b' ? 120 : 0)),
      { tolerance: 120 },
    )
    expect([at.value('punctuality'), at.value('coverage')]).toEqual(['4/4', '4/4'])
    const past = await reduced(
      gtfsRt,
      ran((t) => (t === 'b' ? 121 : 0)),
      { tolerance: 120 },
    )
    expect([past.value('punctuality'), past.value('tolerance')]).toEqual(['3/4', '120'])
    const early = await reduced(
      gtfsRt,
      ran((t) => (t === 'b' ? -61 : 0)),
      { tolerance: 120, early: 60 },
    )
    expect(early.value('punctuality')).toBe('3/4')
  })

  test('without a tolerance: no punctuality, and nothing to compare', async () => {
    const subject = ran(() => 0)
    expect((await problems(gtfsRt, subject)).map((p) => [p.code, p.severity])).toEqual([['rail-tolerance', 'warning']])
    const { quantities, results, params } = await reduced(gtfsRt, subject)
    expect([quantities['punctuality'], quantities['tolerance']]).toEqual([null, null])
    expect(gtfsRt.paired!(results, params)).toEqual([])
  })

  test('two tolerances are never a pair', async () => {
    const asked = async (tolerance: number) => {
      const { results } = await reduced(
        gtfsRt,
        ran(() => 0),
      )
      return gtfsRt.paired!(results, gtfsRt.params.parse({ tolerance }))[0]!.items.map((i) => i.asked)
    }
    const [two, five] = [await asked(120), await asked(300)]
    expect(two).toHaveLength(4)
    expect(two.filter((a) => five.includes(a))).toEqual([])
  })

  test('too little seen leaves it open, with what is possible; a lower share asked gives it', async () => {
    const subject = ran((t) => (t === 'x' ? null : 0))
    const open = await reduced(gtfsRt, subject, { tolerance: 120 })
    expect(open.quantities).toMatchObject({ punctuality: null, headwayCv: null, excessWait: null, coverage: '3/4' })
    expect(open.detail).toMatchObject({ observedShare: '3/3', possible: ['3/4', '4/4'] })
    expect((await reduced(gtfsRt, subject, { tolerance: 120, coverage: 0.75 })).value('punctuality')).toBe('3/3')
  })

  test('a cancelled trip is no late one: it counts against fulfilment', async () => {
    const subject = ran((t) => (t === 'c' ? null : 0), ['2026-09-01,c,,,,cancelled'])
    const got = await reduced(gtfsRt, subject, { tolerance: 120 })
    expect([got.value('punctuality'), got.value('fulfilment'), got.value('cancelledTrips')]).toEqual(['3/3', '3/4', 1])
  })

  test('excess wait and wait assessment by hand: 10, 10 planned; 15, 5 run', async () => {
    const got = await reduced(
      gtfsRt,
      ran((t) => (t === 'b' ? 300 : 0)),
      { tolerance: 600, per: 'period' },
    )
    // (900² + 300²) / 2 / 1200 = 375 against 300; one headway of two is no longer than 750
    expect([Number(got.value('excessWait')), Number(got.value('averageWait')), got.value('scheduledWait')]).toEqual([
      75,
      375,
      '300',
    ])
    expect(got.value('waitAssessment')).toBe('3/6')
  })

  test('positions and updates as protobuf and as JSON, and a table of positions, say what the stop events say', async () => {
    const start = startOfService('2026-09-01', 'Asia/Shanghai')
    const seen = callRows((t) => (t === 'b' ? 121 : 0)).map((row) => {
      const [, trip, stop, time] = row.split(',') as [string, string, string, string]
      const [h, m, s] = time.split(':').map(Number) as [number, number, number]
      return { trip, stop, time: start + h * 3600 + m * 60 + s }
    })
    const header = { gtfs_realtime_version: '2.0', timestamp: start + 86_400 }
    const trip = (id: string) => ({ trip_id: id, start_date: '20260901' })
    const positions = {
      header,
      entity: seen.map((c, k) => ({
        id: `${k}`,
        vehicle: { trip: trip(c.trip), current_status: 1, stop_id: c.stop, timestamp: c.time },
      })),
    }
    const ids = [...new Set(seen.map((c) => c.trip))]
    const updates = {
      header,
      entity: ids.map((id) => ({
        id,
        trip_update: {
          trip: trip(id),
          stop_time_update: seen
            .filter((c) => c.trip === id)
            .map((c) => ({ stop_id: c.stop, arrival: { time: c.time } })),
        },
      })),
    }
    const words = JSON.stringify(positions).replaceAll('"current_status":1', '"current_status":"STOPPED_AT"')
    const rows = seen.map((c) => `${c.trip},${c.stop},STOPPED_AT,${c.time}`).join('\n')
    const files = {
      ...inFolder,
      'rt/1.pb': encoded(positions),
      'rt/2.pb': new Uint8Array([1, 2, 3]),
      'updates.pb': encoded(updates),
      'positions.json': words,
      'positions.csv': `trip_id,stop_id,current_status,timestamp\n${rows}\n`,
    }
    const of = async (access: Record<string, unknown>) => {
      const subject = subjectWith(files, { running: { timetable: 'gtfs', ...morning, ...access } })
      return reduced(gtfsRt, subject, { tolerance: 120 })
    }
    const plain = await reduced(
      gtfsRt,
      ran((t) => (t === 'b' ? 121 : 0)),
      { tolerance: 120 },
    )
    for (const access of [
      { positions: 'rt' },
      { updates: 'updates.pb' },
      { positions: 'positions.json' },
      { positions: ['positions.csv'] },
    ]) {
      const got = await of(access)
      expect(got.quantities).toEqual({
        ...plain.quantities,
        refusedLines: 'positions' in access && access.positions === 'rt' ? 1 : 0,
      })
    }
  })

  test('an update that is still ahead at the last message is a forecast and no record', async () => {
    const start = startOfService('2026-09-01', 'Asia/Shanghai')
    const call = (stop: string, time: number) => ({ stopId: stop, arrival: { time: String(start + time) } })
    const message = {
      header: { timestamp: start + 8 * 3600 + 180 },
      entity: [
        {
          id: '1',
          tripUpdate: {
            trip: { tripId: 'a', startDate: '20260901' },
            stopTimeUpdate: [call('S2', 28_920), call('S3', 29_040)],
          },
        },
      ],
    }
    const subject = subjectWith(
      { ...inFolder, 'u.json': JSON.stringify(message) },
      { running: { timetable: 'gtfs', updates: 'u.json', ...morning } },
    )
    const { results } = await reduced(gtfsRt, subject, { tolerance: 120 })
    const trains = results.flatMap((r) => (r.result.kind === 'day' ? r.result.actual : []))
    expect(trains.map((t) => t.arrivals)).toEqual([[28_920]])
  })

  test('the Marey diagram has dashed strokes as planned and solid ones as run', async () => {
    const { pictures } = await reduced(
      gtfsRt,
      ran(() => 0),
      { tolerance: 120 },
    )
    const marey = pictures!.find((p) => p.title.en?.startsWith('Time-distance'))
    expect(marey).toMatchObject({
      kind: 'curve',
      x: { clock: true },
      y: {
        named: [
          [0, 'S1'],
          [1, 'S2'],
          [2, 'S3'],
        ],
      },
    })
    const lines = marey!.kind === 'curve' ? marey!.lines : []
    expect([lines.filter((l) => l.dashed).length, lines.filter((l) => !l.dashed).length]).toEqual([3, 3])
    expect(pictures!.some((p) => p.title.en === 'Headways')).toBe(true)
  })
})

/** A message as a producer encodes it: the schema written out once more, not the reader's own. */
function encoded(message: object): Uint8Array {
  const root = protobuf.Root.fromJSON({
    nested: {
      Trip: { fields: { trip_id: { id: 1, type: 'string' }, start_date: { id: 3, type: 'string' } } },
      Event: { fields: { time: { id: 2, type: 'int64' } } },
      Call: { fields: { arrival: { id: 2, type: 'Event' }, stop_id: { id: 4, type: 'string' } } },
      Update: {
        fields: { trip: { id: 1, type: 'Trip' }, stop_time_update: { id: 2, type: 'Call', rule: 'repeated' } },
      },
      Vehicle: {
        fields: {
          trip: { id: 1, type: 'Trip' },
          current_status: { id: 4, type: 'uint32' },
          timestamp: { id: 5, type: 'uint64' },
          stop_id: { id: 7, type: 'string' },
        },
      },
      Entity: {
        fields: {
          id: { id: 1, type: 'string' },
          trip_update: { id: 3, type: 'Update' },
          vehicle: { id: 4, type: 'Vehicle' },
        },
      },
      Header: { fields: { gtfs_realtime_version: { id: 1, type: 'string' }, timestamp: { id: 3, type: 'uint64' } } },
      Feed: { fields: { header: { id: 1, type: 'Header' }, entity: { id: 2, type: 'Entity', rule: 'repeated' } } },
    },
  })
  return root.lookupType('Feed').encode(message).finish()
}

describe('published counts (LA Metro, 2019-03-13, and MTA terminals, January 2020)', () => {
  const lines: Readonly<Record<string, readonly number[]>> = {
    801: [895, 1970, 312, 545, 675, 801, 849],
    802: [1228, 2800, 551, 836, 1029, 1136, 1200],
    803: [1651, 3527, 759, 1219, 1441, 1517, 1569],
    804: [2701, 7148, 1404, 2115, 2430, 2565, 2599],
    805: [640, 1436, 349, 513, 585, 627, 638],
    806: [2251, 5208, 973, 1604, 2028, 2119, 2203],
  }
  const csv = Object.entries(lines).flatMap(([line, [observed, scheduled, ...onTime]]) =>
    onTime.map((k, i) => `${line},${60 * (i + 1)},${k},${observed},${scheduled}`),
  )
  const counts = subjectWith(
    { 'counts.csv': `line,tolerance,on_time,observed,scheduled\n${csv.join('\n')}\n` },
    { running: { counts: 'counts.csv' } },
  )
  const shares = [0.4642, 0.7294, 0.8742, 0.9358, 0.9671]

  test.each(shares.map((s, i) => [60 * (i + 1), s] as const))('network within %i s', async (tolerance, share) => {
    const got = await reduced(gtfsRt, counts, { tolerance, coverage: 0.3 })
    const [k, n] = String(got.value('punctuality')).split('/').map(Number) as [number, number]
    expect(n).toBe(9366)
    expect(k / n).toBeCloseTo(share, 4)
  })

  test('the same line passes or fails 98.5 % by its tolerance, and 45 % of the trains leave it open', async () => {
    const line805 = async (tolerance: number, coverage: number) => {
      const { quantities } = await reduced(gtfsRt, counts, { tolerance, coverage })
      return (quantities['lines'] as readonly Record<string, unknown>[]).find((l) => l['line'] === '805')!
    }
    expect(await line805(300, 0.3)).toMatchObject({ punctuality: { value: '638/640' }, coverage: '640/1436' })
    expect(await line805(120, 0.3)).toMatchObject({ punctuality: { value: '513/640' } })
    expect(await line805(300, 0.95)).toMatchObject({ punctuality: null })
    const open = await reduced(gtfsRt, counts, { tolerance: 300 })
    expect([open.quantities['punctuality'], open.value('coverage')]).toEqual([null, '9366/22089'])
  })

  test('no tolerance, or one that nobody counted at: no number', async () => {
    expect((await reduced(gtfsRt, counts, {})).quantities['punctuality']).toBeNull()
    const other = await reduced(gtfsRt, counts, { tolerance: 90, coverage: 0 })
    expect(other.quantities).toMatchObject({ punctuality: null, lines: null })
    expect(other.detail).toMatchObject({ tolerances: [60, 120, 180, 240, 300] })
  })

  test('a row without a tolerance is refused with its line', async () => {
    const subject = subjectWith(
      { 'c.csv': 'line,tolerance,on_time,observed,scheduled\n1,,9035,10554,10554\n2,300,6058,7330,7330\n' },
      { running: { counts: 'c.csv' } },
    )
    const found = await problems(gtfsRt, subject, { tolerance: 300 })
    expect(found.map((p) => [p.code, p.place?.line])).toEqual([['recognition-line', 2]])
    expect((await reduced(gtfsRt, subject, { tolerance: 300 })).value('punctuality')).toBe('6058/7330')
  })
})

const operation =
  'line,planned,cancelled,late,train_km,door_cycles,door_faults,ridership,satisfaction,support,key_indicators\n'
const eventHead = 'line,subsystem,delay_min,withdrawn,interrupted,sections,severity,force_majeure\n'
const many = (n: number, row: string) => `${row}\n`.repeat(n)
const vector = {
  'operation.csv': `${operation}1,6200,40,95,131500,2960000,210,600000,285,290,392\n`,
  'events.csv':
    eventHead +
    many(4, '1,other,6,no,,,,') +
    many(5, '1,other,0,yes,,,,') +
    many(38, '1,vehicle,2,no,,,,') +
    many(9, '1,signal,1,no,,,,') +
    many(1, '1,power,0,no,,,,') +
    many(7, '1,车辆,1,否,,,,'),
}
const ledger = { ledger: { operation: 'operation.csv', events: 'events.csv', tolerance: 120 } }

conformance('rail/events', async () => ({
  instrument: railEvents,
  subject: subjectWith(vector, ledger),
  params: { tolerance: 120 },
}))

describe('the ledger', () => {
  test('the eight indicators of GB/T 30012 by hand', async () => {
    const got = await reduced(railEvents, subjectWith(vector, ledger), { tolerance: 120 })
    expect([got.value('fulfilment'), got.value('punctuality'), got.value('trainKm')]).toEqual([
      '6160/6200',
      '6065/6160',
      '13.15',
    ])
    const near = (name: string) => Number(got.value(name)).toFixed(6)
    expect(
      ['reliability', 'withdrawalRate', 'vehicleFaultRate', 'signalFaultRate', 'powerFaultRate', 'doorFaultRate'].map(
        near,
      ),
    ).toEqual(['3.287500', '0.380228', '2.889734', '0.684411', '0.076046', '0.709459'])
  })

  test('car-kilometres are divided by the cars of a train, and refused without them', async () => {
    const head = 'line,planned,cancelled,late,car_km,cars\n'
    const events = { 'events.csv': eventHead }
    const with6 = await reduced(
      railEvents,
      subjectWith({ ...events, 'operation.csv': `${head}1,10,0,0,789000,6\n` }, ledger),
      { tolerance: 120 },
    )
    expect(with6.value('trainKm')).toBe('13.15')
    const without = subjectWith({ ...events, 'operation.csv': `${head}1,10,0,0,789000,\n` }, ledger)
    expect((await problems(railEvents, without, { tolerance: 120 }))[0]).toMatchObject({
      code: 'recognition-line',
      place: { line: 2 },
      expected: /not train-kilometres/,
    })
    const both = subjectWith(
      { ...events, 'operation.csv': 'line,planned,cancelled,train_km,万列公里\n1,10,0,131500,13.15\n' },
      ledger,
    )
    expect((await problems(railEvents, both))[0]).toMatchObject({ got: 'trainKm, trainKm10k' })
  })

  test('a tolerance that is not the ledger’s gives no punctuality', async () => {
    const subject = subjectWith(vector, ledger)
    for (const given of [{}, { tolerance: 90 }])
      expect((await reduced(railEvents, subject, given)).quantities['punctuality']).toBeNull()
    const silent = subjectWith(vector, { ledger: { operation: 'operation.csv', events: 'events.csv' } })
    const got = await reduced(railEvents, silent, { tolerance: 120 })
    expect([got.quantities['punctuality'], got.detail?.['punctualityOpen']]).toEqual([
      null,
      'the ledger states no tolerance',
    ])
  })

  test('no delay at all: no reliability, but a rate of 0 with its upper bound', async () => {
    const got = await reduced(railEvents, subjectWith({ ...vector, 'events.csv': eventHead }, ledger))
    expect([got.quantities['reliability'], got.value('delayRate')]).toEqual([null, '0'])
    expect(Number((got.quantities['delayRate'] as Estimate).bounds![0]!.upper)).toBeCloseTo(-Math.log(0.05) / 13.15, 9)
  })

  test.each([
    ['4.9,no,,,', {}],
    ['5,no,,,', { small: 1 }],
    ['14.9,no,,,', { small: 1 }],
    ['15,no,,,', { medium: 1 }],
    ['29.9,yes,2,,', { medium: 1 }],
    ['30,yes,2,,', { interruptions: 1 }],
    ['120,yes,2,,', { interruptions: 1 }],
    ['121,yes,2,,', { unclassed: 1 }],
    ['30,yes,1,,', { unclassed: 1 }],
    ['30,no,,,', { unclassed: 1 }],
    ['8,no,,general,', { general: 1 }],
    ['8,no,,重大,', { major: 1 }],
    ['40,yes,3,major,yes', {}],
  ])('an event has one class, its heaviest: %s', async (rest, counts) => {
    const events = `line,delay_min,interrupted,sections,severity,force_majeure\n1,${rest}\n`
    const got = await reduced(railEvents, subjectWith({ ...vector, 'events.csv': events }, ledger))
    const none = { small: 0, medium: 0, interruptions: 0, general: 0, major: 0, unclassed: 0 }
    expect(got.quantities['lines']).toMatchObject([{ line: '1', ...none, ...counts }])
  })

  test('an event on a line that ran nothing, a line that is not there, a wrong word', async () => {
    const codes = async (files: object, access: object = {}) =>
      (
        await problems(railEvents, subjectWith({ ...vector, ...files }, { ledger: { ...ledger.ledger, ...access } }))
      ).map((p) => p.code)
    expect(await codes({ 'events.csv': `${eventHead}9,signal,5,no,,,,\n` })).toEqual(['rail-line'])
    expect(await codes({}, { line: '9' })).toEqual(['rail-line'])
    expect(await codes({ 'events.csv': `${eventHead}1,constructor,5,no,,,,\n` })).toEqual(['recognition-line'])
  })
})

const ids = ['A01', 'A02', 'B01']
const said = (rows: string) =>
  subjectWith({ 's.csv': `scenario,detect,decide,act,verify,trigger\n${rows}` }, { scenarios: { table: 's.csv' } })

conformance('rail/scenarios', async () => ({
  instrument: scenarios,
  subject: said('A01,C,C,C,H,plan\nA02,系统,人机,系统,人,计划\nB01,C,B,H,H,\n'),
  params: { scenarios: ids, share: 1 },
}))

describe('scenarios', () => {
  test('every scenario has a row; what nobody recorded is null', async () => {
    const { quantities } = await reduced(scenarios, said('A01,C,C,C,H,plan\nA02,系统,人机,系统,人,\n'), {
      scenarios: ids,
    })
    expect(quantities['rows']).toEqual([
      { scenario: 'A01', detect: 'C', decide: 'C', act: 'C', verify: 'H', triggered: true, occurrences: 1 },
      { scenario: 'A02', detect: 'C', decide: 'B', act: 'C', verify: 'H', triggered: false, occurrences: 1 },
      { scenario: 'B01', detect: null, decide: null, act: null, verify: null, triggered: null, occurrences: 0 },
    ])
  })

  test('of many occurrences the actor that reaches the share, exactly', async () => {
    const subject = said(`${'A01,C,C,C,,x\n'.repeat(19)}A01,C,H,C,,x\n`)
    const decide = async (share: number) =>
      (
        (await reduced(scenarios, subject, { scenarios: ids, share })).quantities['rows'] as readonly Record<
          string,
          unknown
        >[]
      )[0]!['decide']
    expect([await decide(0.95), await decide(0.96), await decide(1)]).toEqual(['C', 'H', 'H'])
  })

  test('an unknown scenario or actor is refused with its line', async () => {
    const found = await problems(scenarios, said('A01,C,C,C,H,x\nZ99,C,C,C,H,x\nA02,C,robot,C,H,x\n'), {
      scenarios: ids,
    })
    expect(found.map((p) => [p.code, p.place?.line, p.got])).toEqual([
      ['recognition-line', 3, 'Z99'],
      ['recognition-line', 4, 'robot'],
    ])
  })
})

const byYear = (rows: string) =>
  subjectWith({ 't.csv': `year,indicator,target,actual,better\n${rows}` }, { targets: { table: 't.csv' } })
const series = (indicator: string, from: number, better: string, ...pairs: string[]) =>
  pairs.map((p, i) => `${from + i},${indicator},${p.replace('/', ',')},${better}\n`).join('')

conformance('rail/targets', async () => ({
  instrument: targets,
  subject: byYear(series('OTP', 2008, '', '97.6/98.058', '/97.558', '97.7/')),
  params: {},
}))

describe('targets by year', () => {
  // published indicators of Metro-North, 2008 to 2017
  const east = [
    '97.6/98.058',
    '97.6/97.558',
    '97.7/97.958',
    '97.8/96.083',
    '97.8/98.15',
    '97.8/96.358',
    '93/90.725',
    '93/92.275',
    '93/94.217',
    '93/95.022',
  ]
  const west = [
    '95/96.267',
    '96.2/95.717',
    '96.3/96.708',
    '96.4/95.35',
    '96.4/97.4',
    '96.85/96.917',
    '97/94.3',
    '95.5/93.875',
    '95.5/96.517',
    '95.5/94.633',
  ]
  const hudson = [
    '98/98.117',
    '97.9/97.825',
    '98.1/98.258',
    '98.2/97.925',
    '98.2/98.467',
    '98.2/97.7',
    '94/91.483',
    '93/93.733',
    '93/95.258',
    '93/95.822',
  ]
  const failures = [
    '100000/126518',
    '105000/93862',
    '115000/142897',
    '125000/90372',
    '135000/174513',
    '155000/159815',
    '160000/124214',
    '185000/163640',
    '200000/218203',
    '200000/208706',
  ]
  const injuries = [
    '3.2/3.683',
    '3.2/2.723',
    '2.8/2.785',
    '2.8/3.579',
    '2.783/3.184',
    '2.7/4.216',
    '2.7/3.295',
    '2.8/5.043',
    '3.24/2.713',
    '3.14/1.842',
  ]
  const escalators = [
    '0/95',
    '97/98.393',
    '97/95.449',
    '90/94.728',
    '90/85.792',
    '93/96.945',
    '97/98.411',
    '97/96.968',
    '97/96.821',
  ]
  const rowsOf = async (rows: string) =>
    (await reduced(targets, byYear(rows))).quantities['rows'] as readonly Record<string, unknown>[]

  test.each([
    ['punctuality east of the Hudson', 2008, '', east, [2008, 2010, 2012, 2016, 2017]],
    ['punctuality west of it', 2008, '', west, [2008, 2010, 2012, 2013, 2016]],
    ['the Hudson line', 2008, '', hudson, [2008, 2010, 2012, 2015, 2016, 2017]],
    ['miles between failures', 2008, 'higher', failures, [2008, 2010, 2012, 2013, 2016, 2017]],
    ['injuries of customers', 2008, 'lower', injuries, [2009, 2010, 2016, 2017]],
    ['escalators', 2009, '', escalators, [2010, 2012, 2014, 2015]],
  ] as const)('%s', async (name, from, better, pairs, met) => {
    const rows = await rowsOf(series(name, from, better, ...pairs))
    expect(rows.filter((r) => r['verdict'] === 'met').map((r) => r['year'])).toEqual(met)
  })

  test('a target of 0 is none; one that was lowered is said to be, and what met only that is counted apart', async () => {
    const { quantities } = await reduced(
      targets,
      byYear(series('OTP', 2008, '', ...east) + series('lifts', 2009, '', ...escalators)),
    )
    expect(quantities).toMatchObject({ met: 9, missed: 9, withoutTarget: 1, eased: 2, metOnlyEased: 4 })
    const rows = quantities['rows'] as readonly Record<string, unknown>[]
    expect(rows.find((r) => r['indicator'] === 'lifts')).toMatchObject({
      year: 2009,
      target: null,
      verdict: 'noTarget',
      move: 'none',
    })
    expect(rows.filter((r) => r['move'] === 'eased').map((r) => r['year'])).toEqual([2014, 2012])
  })

  test('rows may come in any order; what cannot be read is refused and named', async () => {
    const lines = series('OTP', 2008, '', ...east)
      .trim()
      .split('\n')
    expect(await rowsOf(`${[...lines].reverse().join('\n')}\n`)).toEqual(await rowsOf(`${lines.join('\n')}\n`))
    const bad = '2008,OTP,97,98,\n2008,OTP,97,99,\n2009,OTP,97,98,lower\n20x,OTP,1,1,\n2010,OTP,high,1,\n'
    const { quantities } = await reduced(targets, byYear(bad))
    expect(quantities).toMatchObject({ met: 1, refusedLines: 4 })
  })
})
