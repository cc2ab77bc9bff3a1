import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { ProblemError } from '../language/problem.ts'
import { lookAt } from './look.ts'
import type { Looked } from './looked.ts'
import { gtfs } from './rail/gtfs/index.ts'
import { bagBytes } from './robot/log/fixtures/bag.ts'
import { json, mcapBytes } from './robot/log/fixtures/mcap.ts'
import { log } from './robot/log/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-look-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
const facts = (found: Looked) =>
  Object.fromEntries(found.facts.map(([label, value]) => [(label as { en: string }).en, value]))
/** What is offered for a subject has to pass the check of the instrument that reads it. */
const offered = async (found: Looked, instrument: typeof log | typeof gtfs) => {
  const { access } = parse(found.access!) as { access: Record<string, unknown> }
  const subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access, folder }
  return instrument.check(subject, instrument.params.parse({}) as never)
}

test('an MCAP log: topics with types and messages; the rules that are offered pass the check', async () => {
  const ros = (name: string, text: string) => ({ name, encoding: 'ros1msg', text })
  put(
    'a.mcap',
    await mcapBytes(
      [
        {
          topic: '/odom',
          encoding: 'json',
          schema: { name: 'nav_msgs/msg/Odometry', encoding: 'jsonschema', text: '{}' },
        },
        { topic: '/e_stop', encoding: 'ros1', schema: ros('std_msgs/Bool', 'bool data') },
        { topic: '/picture', encoding: 'flatbuffer' },
      ],
      [
        [0, 1_000_000_000n, json({ pose: { pose: { position: { x: 0, y: 0 } } } })],
        [0, 2_000_000_000n, json({ pose: { pose: { position: { x: 1, y: 0 } } } })],
        [2, 3_500_000_000n, new Uint8Array(3)],
      ],
    ),
  )
  const found = await lookAt(folder, 'a.mcap')
  expect(facts(found)).toMatchObject({ begins: '1970-01-01T00:00:01.000Z', seconds: '2.5', topics: '3', messages: '3' })
  expect(found.table!.rows).toEqual([
    ['/e_stop', 'std_msgs/Bool', 'ros1 (ros1msg)', '0'],
    ['/odom', 'nav_msgs/msg/Odometry', 'json (jsonschema)', '2'],
    ['/picture', '', 'flatbuffer ✗', '1'],
  ])
  expect(found.access).toContain('{ topic: "/odom", gives: distance, at: pose.pose.position }')
  expect(await offered(found, log)).toEqual([])
})

test('a ROS 1 bag', async () => {
  put(
    'b.bag',
    bagBytes(
      [{ topic: '/joy', type: 'std_msgs/Bool', definition: 'bool data' }],
      [[{ topic: 0, at: 5n, data: new Uint8Array([1]) }]],
    ),
  )
  const found = await lookAt(folder, 'b.bag')
  expect(found.form).toMatchObject({ en: 'ROS 1 bag' })
  expect(found.table!.rows.map((r) => r[3])).toEqual(['1'])
})

test('a timetable, in a folder and packed: lines with their trips on the day that is offered', async () => {
  execFileSync('node', ['examples/metro-line/make.mjs', folder])
  const found = await lookAt(folder, 'gtfs')
  expect(facts(found)).toMatchObject({
    'time zone': 'Asia/Shanghai',
    'in force': '2026-07-01 – 2026-12-31',
    trips: '504',
  })
  expect(found.table!.rows).toEqual([['M1', '1', '504', '504']])
  expect(await offered(found, gtfs)).toEqual([])
  const tables = readdirSync(join(folder, 'gtfs')).map((n) => [n, readFileSync(join(folder, 'gtfs', n))] as const)
  put('g.zip', zipSync(Object.fromEntries(tables)))
  expect((await lookAt(folder, 'g.zip')).table).toEqual(found.table)
})

test('an archive of messages, and a table', async () => {
  mkdirSync(join(folder, 'rt'))
  const trip = { tripId: 't', routeId: 'R' }
  for (const k of [1, 2])
    put(
      `rt/${k}.json`,
      JSON.stringify({
        header: { timestamp: 1000 * k },
        entity: [
          { id: 'v', vehicle: { trip, stopId: 'A', timestamp: 1000 } },
          { id: 'u', tripUpdate: { trip, stopTimeUpdate: [{ stopId: 'B', arrival: { time: 5000 } }] } },
        ],
      }),
    )
  put('rt/3.pb', new Uint8Array([1, 2, 3]))
  const found = await lookAt(folder, 'rt')
  expect(facts(found)).toEqual({
    ...{ messages: '2', 'files that are none': '1' },
    ...{ earliest: '1970-01-01T00:16:40.000Z', latest: '1970-01-01T00:33:20.000Z' },
  })
  expect(found.table!.rows).toEqual([['R', '1', '2', '2']])
  put('t.csv', '车站,到达\n,8:00\nA,8:02\nshort\n')
  const table = await lookAt(folder, 't.csv')
  expect(facts(table)).toMatchObject({ rows: '2', columns: '2', 'lines that are no rows': '1' })
  expect(table.table!.rows).toEqual([
    ['车站', 'A', '1'],
    ['到达', '8:00', '0'],
  ])
})

test('what is none, or nothing, is one clear problem', async () => {
  const code = (name: string) =>
    lookAt(folder, name).then(
      () => 'none',
      (error: unknown) => (error as ProblemError).problems.map((p) => [p.code, p.next !== undefined]),
    )
  put('x.exe', 'x')
  put('broken.mcap', 'x')
  put('broken.zip', 'x')
  mkdirSync(join(folder, 'empty'))
  expect(await code('gone')).toEqual([['look-missing', true]])
  expect(await code('../..')).toEqual([['look-missing', true]])
  expect(await code('x.exe')).toEqual([['look-form', true]])
  expect(await code('empty')).toEqual([['look-nothing', true]])
  expect(await code('broken.mcap')).toEqual([['robot-log-unreadable', true]])
  expect((await code('broken.zip')) as unknown[]).toHaveLength(1)
})
