import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { CallsInOrder } from './calls-in-order.ts'
import { Findings } from './findings.ts'
import { quality } from './index.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

type Tables = Readonly<Record<string, string>>

/** Two trips over three stops: 1 agency, 1 route, 3 stops, 1 week, 1 exception, 2 trips, 6 calls, 1 frequency; 16 records. */
const sound: Tables = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,A,http://a,Asia/Shanghai\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_type,route_color\nR1,A,1,1,nocolour\n',
  'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nS1,One,31.1,121.5\nS2,Two,31.2,121.5\nS3,Three,31.3,121.5\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nW,1,1,1,1,1,0,0,20260901,20260930\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nW,20260903,2\n',
  'trips.txt': 'route_id,service_id,trip_id,direction_id\nR1,W,a,0\nR1,W,b,1\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\na,8:02:00,8:03:00,S2,2\na,8:00:00,8:00:00,S1,1\na,24:04:00,24:04:00,S3,3\nb,9:00:00,9:00:00,S3,1\nb,,,S2,5\nb,9:04:00,9:04:00,S1,9\n',
  'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\na,8:00:00,9:00:00,600\n',
}
const RECORDS = 16
const calls =
  'date,trip_id,stop_id,arrival,departure,status\n2026-09-01,a,S1,8:00:10,8:00:40,\n2026-09-01,a,S2,8:02:10,,\n2026-09-01,b,,,,cancelled\n'

function subjectWith(
  tables: Readonly<Record<string, string | Uint8Array>>,
  access: unknown = { feed: 'gtfs' },
): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-quality-'))
  made.push(folder)
  for (const [name, content] of Object.entries(tables)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { quality: access }, folder }
}
const inFolder = (tables: Tables) => Object.fromEntries(Object.entries(tables).map(([n, t]) => [`gtfs/${n}`, t]))

async function checked(subject: Subject, given: object = {}) {
  const params = quality.params.parse(given)
  const results = await measuredOnce(quality, subject, await listed(quality, subject, params))
  const { quantities, ...rest } = quality.reduce(results, params, ['0.95'])
  const notices = (quantities['notices'] ?? []) as readonly Readonly<Record<string, unknown>>[]
  return { ...rest, quantities, notices, quality: Number((quantities['dataQuality'] as Estimate).value) }
}

/** the feed with one row of a table changed, or one more */
const faulty = (file: string, from: string, to: string): Tables => {
  const text = sound[file]!
  if (!text.includes(from)) throw new RangeError(`${file} has no ${from}`)
  return { ...sound, [file]: text.replace(from, to) }
}
const more = (file: string, row: string): Tables => ({ ...sound, [file]: `${sound[file]}${row}\n` })

conformance('rail/quality', async () => ({
  instrument: quality,
  subject: subjectWith(
    { ...inFolder(more('trips.txt', 'R1,W,c,0')), 'calls.csv': calls },
    { feed: 'gtfs', calls: 'calls.csv' },
  ),
  params: { warningWeight: 0.1 },
}))

test('a sound feed is 1, as a folder and as a ZIP file; a colour that is none is no error', async () => {
  const folder = await checked(subjectWith(inFolder(sound)))
  expect(folder.quantities).toMatchObject({
    dataQuality: { value: '1' },
    records: RECORDS,
    errors: 0,
    warnings: 0,
    notices: null,
  })
  const zip = zipSync(Object.fromEntries(Object.entries(sound).map(([n, t]) => [n, new TextEncoder().encode(t)])))
  expect((await checked(subjectWith({ 'g.zip': zip }, { feed: 'g.zip' }))).quantities).toEqual(folder.quantities)
})

/** one fault each: the table, what is changed into what, the rule, the line */
const faults: readonly (readonly [file: string, from: string, to: string, rule: string, line: number])[] = [
  ['agency.txt', 'A,A,http', 'A,,http', 'field-missing', 2],
  ['agency.txt', 'Asia/Shanghai', 'Asia/Pudong', 'zone-unknown', 2],
  ['routes.txt', 'R1,A,1,1', 'R1,A,,1', 'field-missing', 2],
  ['routes.txt', 'R1,A,1,1', 'R1,A,1,99', 'word-unknown', 2],
  ['routes.txt', 'R1,A,1,1', 'R1,B,1,1', 'reference-unknown', 2],
  ['stops.txt', 'S2,Two', 'S2,', 'field-missing', 3],
  ['stops.txt', '31.2,121.5', '91.2,121.5', 'coordinate-out-of-range', 3],
  ['stops.txt', '31.3,121.5', '31.3,-181', 'coordinate-out-of-range', 4],
  ['stops.txt', '31.3,121.5', 'north,121.5', 'number-malformed', 4],
  ['stops.txt', '31.3,121.5', '31.3', 'row-broken', 4],
  ['calendar.txt', '20260901', '20260931', 'date-malformed', 2],
  ['calendar.txt', '20260901,20260930', '20260901,20260830', 'range-reversed', 2],
  ['calendar.txt', 'W,1,1', 'W,yes,1', 'word-unknown', 2],
  ['calendar_dates.txt', ',2\n', ',3\n', 'word-unknown', 2],
  ['trips.txt', 'R1,W,b,1', 'R2,W,b,1', 'reference-unknown', 3],
  ['trips.txt', 'R1,W,b,1', 'R1,X,b,1', 'reference-unknown', 3],
  ['trips.txt', 'R1,W,b,1', 'R1,W,b,2', 'word-unknown', 3],
  ['stop_times.txt', '8:02:00,8:03:00', '8:02:00,8:63:00', 'time-malformed', 2],
  ['stop_times.txt', '8:02:00,8:03:00', '8:02:00,8:01:00', 'time-goes-back', 2],
  ['stop_times.txt', '24:04:00,24:04:00', '8:02:30,8:02:30', 'time-goes-back', 4],
  // the call after it has no time, and is not the first one
  ['stop_times.txt', '9:00:00,9:00:00,S3', '9.00,,S3', 'time-malformed', 5],
  ['stop_times.txt', 'a,24:04:00,24:04:00', 'a,,', 'field-missing', 4],
  ['stop_times.txt', 'b,,,S2,5', 'b,,,S9,5', 'reference-unknown', 6],
  ['stop_times.txt', 'b,,,S2,5', 'z,,,S2,5', 'reference-unknown', 6],
  ['stop_times.txt', 'b,,,S2,5', 'b,,,S2,1', 'key-twice', 6],
  ['stop_times.txt', 'b,,,S2,5', 'b,,,S2,fifth', 'number-malformed', 6],
  ['stop_times.txt', 'b,,,S2,5', 'b,,,,5', 'field-missing', 6],
  ['frequencies.txt', 'a,8', 'z,8', 'reference-unknown', 2],
  ['frequencies.txt', '600', '0', 'number-malformed', 2],
  ['frequencies.txt', '9:00:00', '7:00:00', 'range-reversed', 2],
]

describe('one fault, one notice: its rule, its file, its line', () => {
  test.each(faults)('%s: %s → %s: %s', async (file, from, to, rule, line) => {
    const { notices, quality: value, quantities } = await checked(subjectWith(inFolder(faulty(file, from, to))))
    const errors = notices.filter((n) => n['severity'] === 'error')
    // a stop whose row is gone leaves the calls at it without their stop
    const own = rule === 'row-broken' ? errors.filter((n) => n['file'] === file) : errors
    expect(own).toEqual([{ rule, severity: 'error', file, count: 1, line }])
    if (rule !== 'row-broken') {
      const warned = quantities['warnings'] as number
      expect(quantities).toMatchObject({ errors: 1, records: RECORDS })
      expect(value).toBeCloseTo((RECORDS - 1 - 0.1 * warned) / RECORDS, 12)
    }
  })

  test.each([
    ['agency.txt', 'A,B,http://b,Asia/Shanghai', 'key-twice', 3],
    ['routes.txt', 'R1,A,2,1,', 'key-twice', 3],
    ['stops.txt', 'S1,Again,31,121', 'key-twice', 5],
    ['calendar.txt', 'W,1,1,1,1,1,0,0,20260901,20260930', 'key-twice', 3],
    ['calendar_dates.txt', 'W,20260903,1', 'key-twice', 3],
    ['trips.txt', 'R1,W,a,0', 'key-twice', 4],
    ['frequencies.txt', 'a,8:00:00,9:00:00,600', 'key-twice', 3],
  ])('%s with the key of %s again: %s', async (file, row, rule, line) => {
    const { notices, quality: value } = await checked(subjectWith(inFolder(more(file, row))))
    expect(notices).toEqual([{ rule, severity: 'error', file, count: 1, line }])
    expect(value).toBeCloseTo(RECORDS / (RECORDS + 1), 12)
  })

  test.each([
    ['trips.txt', 'R1,W,c,0', 'trip-without-calls', 4],
    ['stops.txt', 'S4,Four,31,121', 'stop-without-calls', 5],
    ['routes.txt', 'R2,A,2,1,', 'route-without-trips', 3],
  ])('%s with %s is a warning: %s', async (file, row, rule, line) => {
    const subject = subjectWith(inFolder(more(file, row)))
    const { notices, quality: value } = await checked(subject)
    expect(notices).toEqual([{ rule, severity: 'warning', file, count: 1, line }])
    expect(value).toBeCloseTo(1 - 0.1 / (RECORDS + 1), 12)
    expect((await checked(subject, { warningWeight: 0 })).quality).toBe(1)
    expect((await checked(subject, { warningWeight: 1 })).quality).toBeCloseTo(RECORDS / (RECORDS + 1), 12)
  })

  test('a missing table is one wrong record, and what refers to it leads nowhere', async () => {
    const { 'stops.txt': _, ...rest } = sound
    const { notices } = await checked(subjectWith(inFolder(rest)))
    expect(notices).toEqual([
      { rule: 'reference-unknown', severity: 'error', file: 'stop_times.txt', count: 6, line: 2 },
      { rule: 'file-missing', severity: 'error', file: 'stops.txt', count: 1, line: 1 },
    ])
  })

  test('a record that breaks three rules counts once', async () => {
    const { quantities, notices } = await checked(subjectWith(inFolder(faulty('trips.txt', 'R1,W,b,1', 'R9,X,b,7'))))
    expect(notices.filter((n) => n['file'] === 'trips.txt').map((n) => n['count'])).toEqual([2, 1])
    expect(quantities).toMatchObject({ errors: 1 })
  })

  test('a column that is not there is a missing field in every record', async () => {
    const { notices } = await checked(
      subjectWith(
        inFolder({ ...sound, 'stops.txt': 'stop_id,stop_name,stop_lat\nS1,One,31\nS2,Two,31\nS3,Three,31\n' }),
      ),
    )
    expect(notices).toEqual([{ rule: 'field-missing', severity: 'error', file: 'stops.txt', count: 3, line: 2 }])
  })
})

describe('stop events', () => {
  const of = (rows: string) =>
    checked(subjectWith({ ...inFolder(sound), 'calls.csv': rows }, { feed: 'gtfs', calls: ['calls.csv'] }))

  test('sound ones add their records', async () => {
    expect((await of(calls)).quantities).toMatchObject({
      dataQuality: { value: '1' },
      records: RECORDS + 3,
      notices: null,
    })
  })

  test.each([
    ['2026-09-01,a,S9,8:09:00,,', 'reference-unknown', 'error'],
    ['2026-09-01,x,S1,8:09:00,,', 'trip-not-planned', 'warning'],
    ['2026-09-01,a,S3,8:09:00,8:08:00,', 'time-goes-back', 'error'],
    ['2026-09-01,a,S3,soon,,', 'time-malformed', 'error'],
    ['2026-09-01,a,S3,,,', 'field-missing', 'error'],
    ['2026-09-31,a,S3,8:09:00,,', 'date-malformed', 'error'],
    ['2026-09-01,a,S1,8:00:10,8:00:40,', 'key-twice', 'error'],
    [',b,,,,cancelled', 'field-missing', 'error'],
    ['2026-09-01,a,S3,8:09:00,', 'row-broken', 'error'],
  ])('%s: %s', async (row, rule, severity) => {
    const { notices } = await of(`${calls}${row}\n`)
    expect(notices).toEqual([
      {
        rule,
        severity,
        file: 'calls.csv',
        count: 1,
        line: 5,
      },
    ])
  })
})

test('a night train whose clock starts again at midnight goes back in time', async () => {
  const night = 'n,23:20:00,23:20:00,S1,1\nn,00:25:00,00:25:00,S2,2\n'
  const tables = {
    ...sound,
    'trips.txt': `${sound['trips.txt']}R1,W,n,0\n`,
    'stop_times.txt': `${sound['stop_times.txt']}${night}`,
  }
  const { notices } = await checked(subjectWith(inFolder(tables)))
  expect(notices).toEqual([{ rule: 'time-goes-back', severity: 'error', file: 'stop_times.txt', count: 1, line: 9 }])
  const right = { ...tables, 'stop_times.txt': tables['stop_times.txt'].replaceAll('00:25:00', '24:25:00') }
  expect((await checked(subjectWith(inFolder(right)))).notices).toEqual([])
})

test('rows of a trip in any order say the same of it', () => {
  const call = fc.record({
    trip: fc.integer({ min: 0, max: 3 }),
    sequence: fc.integer({ min: 0, max: 9 }),
    at: fc.integer({ min: 0, max: 50 }),
  })
  fc.assert(
    fc.property(
      fc
        .uniqueArray(call, { selector: (c) => `${c.trip} ${c.sequence}`, minLength: 1, maxLength: 30 })
        .chain((own) => fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length }))),
      ([one, other]) => {
        const said = (rows: typeof one) => {
          const [findings, order] = [new Findings('f'), new CallsInOrder()]
          for (const { trip, sequence, at } of rows)
            order.add({
              trip,
              sequence,
              arrival: at,
              departure: at,
              line: 100 * trip + sequence,
              record: findings.record(),
            })
          order.check(4, findings)
          return findings.result()
        }
        expect(said(other)).toEqual(said(one))
        const back = one.filter((c) =>
          one.some((d) => d.trip === c.trip && d.sequence < c.sequence && d.at > c.at),
        ).length
        expect(said(one).errors).toBe(back)
      },
    ),
    { numRuns: 100 },
  )
})

test('a folder without a table of a feed, a file that is none, a section that is none', async () => {
  const of = async (subject: Subject) => (await quality.check(subject, quality.params.parse({}))).map((p) => p.code)
  expect(await of(subjectWith({ 'gtfs/readme.md': 'x' }))).toEqual(['rail-feed-none'])
  expect(await of(subjectWith({ 'gtfs.zip': 'no archive' }, { feed: 'gtfs.zip' }))).toEqual(['rail-feed-unreadable'])
  expect(await of(subjectWith({}, { feed: 'gone' }))).toEqual(['recognition-file-missing'])
  expect(await of(subjectWith({}, {}))).toEqual(['rail-access'])
})

test('two hundred thousand calls are checked in seconds', async () => {
  const rows = ['trip_id,arrival_time,departure_time,stop_id,stop_sequence']
  const trips = ['route_id,service_id,trip_id']
  for (let t = 0; t < 4000; t++) {
    trips.push(`R1,W,t${t}`)
    for (let k = 0; k < 50; k++) {
      const at = `${6 + (t % 12)}:${String(k).padStart(2, '0')}:00`
      rows.push(`t${t},${at},${at},S${(k % 3) + 1},${k}`)
    }
  }
  const tables = {
    ...sound,
    'trips.txt': `${trips.join('\n')}\n`,
    'stop_times.txt': `${rows.join('\n')}\n`,
    'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\n',
  }
  const started = performance.now()
  const { quantities } = await checked(subjectWith(inFolder(tables)))
  expect(quantities).toMatchObject({ dataQuality: { value: '1' }, records: 204_007 })
  expect(performance.now() - started).toBeLessThan(20_000)
}, 60_000)
