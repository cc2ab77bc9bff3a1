import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@foxglove/rosmsg'
import { MessageWriter as Ros1Writer } from '@foxglove/rosmsg-serialization'
import { MessageWriter as Ros2Writer } from '@foxglove/rosmsg2-serialization'
import { parquetWriteBuffer } from 'hyparquet-writer'
import protobuf from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor/index.js'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { SetupError } from '../../contract.ts'
import { type BagMessage, bagBytes, writeBag } from './fixtures/bag.ts'
import { json, mcapBytes } from './fixtures/mcap.ts'
import { log } from './index.ts'
import type { LogResult } from './params.ts'

const bench = workbench('log', log)
const check = (access: unknown) => log.check(bench.subjectOf(access), log.params.parse({}))
const value = (q: unknown) => (q as Estimate | null)?.value ?? null
const bound = (q: unknown) => (({ lower, upper }) => [Number(lower), Number(upper)])((q as Estimate).bounds![0]!)

/** An hour and ten minutes by hand: service for ten minutes, a person for 600 s, one unplanned intervention, one planned, three faults. */
const hour = `t,type,taskId,ok,mode,actor,cause,severity,optimalLen,actualLen,latencyMs
2026-03-02T08:00:00Z,mode,,,auto,,,,,,
2026-03-02T08:00:10Z,command,a,,,,,,,,
2026-03-02T08:00:10.400Z,response,a,,,,,,,,
2026-03-02T08:05:00Z,task.end,a,yes,,,,,40,50,
2026-03-02T08:06:00Z,decision,,,,robot,,,,,200
2026-03-02T08:07:00Z,decision,,,,human,,,,,900
2026-03-02T08:10:00Z,fault,,,,,lidar,error,,,
2026-03-02T08:11:00Z,recovery,,,,,lidar,,,,
2026-03-02T08:15:00Z,task.end,b,no,,,,,40,10,
2026-03-02T08:20:00Z,fault,,,,,wheel,error,,,
2026-03-02T08:20:30Z,mode,,,teleop,,,,,,
2026-03-02T08:20:31Z,intervention,,,,,stuck,,,,
2026-03-02T08:25:30Z,recovery,,,,,wheel,,,,
2026-03-02T08:25:30Z,mode,,,auto,,,,,,
2026-03-02T08:30:00Z,mode,,,manual,,scheduled,,,,
2026-03-02T08:35:00Z,mode,,,auto,,,,,,
2026-03-02T08:40:00Z,fault,,,,,battery low,warning,,,
2026-03-02T08:45:00Z,command,c,,,,,,,,
2026-03-02T08:46:00Z,task.end,c,,,,,,40,10,
2026-03-02T08:50:00Z,mode,,,service,,,,,,
2026-03-02T09:00:00Z,mode,,,auto,,,,,,
2026-03-02T09:10:00Z,task.end,d,yes,,,,,40,40,
`

conformance('robot/log', async () => ({
  instrument: log,
  subject: bench.subjectOf({
    files: [
      bench.file('one.csv', hour),
      bench.file(
        'two.jsonl',
        '{"t":1772440000,"type":"mode","mode":"auto"}\n{"t":1772443600,"type":"task.end","ok":true}\n',
      ),
      bench.file('three.csv', 't,type,mode\n1772450000000,mode,auto\n1772450000000000000,intervention,\n'),
    ],
  }),
  params: { join: 2, repair: 8 },
  broken: {
    subject: bench.subjectOf({ files: [bench.file('no.mcap', 'nothing')] }),
    items: [
      {
        id: 'x',
        file: 'no.mcap',
        section: 'log',
        access: { files: ['no.mcap'], rules: [{ topic: '/e', gives: 'events' }] },
      },
      { id: 'y', file: 'gone.csv', section: 'log', access: { files: ['gone.csv'], rules: [] } },
    ],
  },
}))

describe('an hour by hand', () => {
  test('tasks, interventions, faults, times and latencies', async () => {
    const { quantities, detail } = await bench.reducedOf(bench.file('hour.csv', hour))
    expect(
      Object.fromEntries(Object.entries(quantities).map(([k, q]) => [k, Array.isArray(q) ? q : (value(q) ?? q)])),
    ).toEqual({
      success: '2/3',
      autonomous: '1/2',
      // lidar by itself, wheel with a person, battery never
      selfRecovery: '1/3',
      // 60 minutes of mission less 10 with a person
      betweenInterventions: '0.833333333333',
      interventionRate: '1.2',
      // down 60 s and 330 s of 3600 s; a warning does not stop it
      availability: '0.891666666667',
      betweenFaults: '0.333333333333',
      latencyP95: '0.9',
      responseP95: '0.4',
      spl: expect.stringMatching(/^0\.6/),
      autonomousTime: '0.833333333333',
      humanShare: '0.166666666667',
      trials: 3,
      interventions: 1,
      faults: 3,
      estops: 0,
      unanswered: 1,
      missionHours: '1',
      operatingHours: '0.833333333333',
      distance: '110',
      logs: 1,
      refusedLines: 0,
      modes: [
        { mode: 'auto', hours: '0.833333333333' },
        { mode: 'teleop', hours: '0.0833333333333' },
        { mode: 'manual', hours: '0.0833333333333' },
        { mode: 'service', hours: '0.166666666667' },
      ],
    })
    expect(Number(value(quantities['spl']))).toBeCloseTo((40 / 50 + 0 + 1) / 3, 10)
    expect(detail).toMatchObject({ recovered: { robot: 1, human: 1, not: 1 } })
  })

  test('cut into two logs, it comes to the same', async () => {
    const lines = hour.trimEnd().split('\n')
    const cut = lines.findIndex((l) => l.includes('09:00:00Z'))
    const first = bench.file(
      'h1.csv',
      `${[...lines.slice(0, cut), '2026-03-02T09:00:00Z,mode,,,service,,,,,,'].join('\n')}\n`,
    )
    const second = bench.file('h2.csv', `${[lines[0], ...lines.slice(cut)].join('\n')}\n`)
    const [whole, parts] = [await bench.reducedOf('hour.csv'), await bench.reducedOf([first, second])]
    // a fault that is open at the cut is closed by the end of its log, and a minute of warning is no outage
    for (const name of ['success', 'interventionRate', 'availability', 'missionHours', 'selfRecovery', 'spl'] as const)
      expect(value(parts.quantities[name]), name).toBe(value(whole.quantities[name]))
  })
})

const run = (seconds: number, events: number, type: string) =>
  `t,type,mode\n0,mode,auto\n${Array.from({ length: events }, (_, i) => `${((i + 1) * seconds) / (events + 1)},${type},\n`).join('')}${seconds},mode,auto\n`

describe('rates and times between', () => {
  /** chi-square, computed with SciPy: one-sided lower bounds at 90 % and 95 % of the time between events in 1000 h */
  test.each([
    [1000, 0, 434.2945, 333.8082],
    [1000, 1, 257.0879, 210.7986],
    [1000, 2, 187.888, 158.8362],
    [1000, 5, 107.8205, 95.12],
    [10_000, 3, 1496.8305, 1289.7141],
  ])('%d h with %d', async (hours, r, at90, at95) => {
    const { results, parsed } = await bench.reducedOf(bench.file('mtbf.csv', run(hours * 3600, r, 'fault')))
    const { quantities } = log.reduce(results, parsed, ['0.9', '0.95'])
    const bounds = (quantities['betweenFaults'] as Estimate).bounds!
    expect(Number(bounds[0]!.lower)).toBeCloseTo(at90, 3)
    expect(Number(bounds[1]!.lower)).toBeCloseTo(at95, 3)
    if (r > 0) expect(value(quantities['betweenFaults'])).toBe(String(Number((hours / r).toPrecision(12))))
  })

  test('no intervention in 100 h: at most 36.889 in 1000 h', async () => {
    const { results, parsed } = await bench.reducedOf(bench.file('none.csv', run(360_000, 0, 'x')))
    // two-sided 95 % is one-sided 97.5 %
    const { quantities } = log.reduce(results, parsed, ['0.975'])
    expect(bound(quantities['interventionRate'])[0]).toBe(0)
    expect(bound(quantities['interventionRate'])[1]! * 1000).toBeCloseTo(36.889, 3)
  })

  test('2 in 41 hours look good and say little: the bounds are thirty times apart', async () => {
    const { results, parsed } = await bench.reducedOf(bench.file('two.csv', run(41 * 3600, 2, 'intervention')))
    const [lower, upper] = bound(log.reduce(results, parsed, ['0.975']).quantities['interventionRate'])
    expect([lower!.toFixed(6), upper!.toFixed(6)]).toEqual(['0.005908', '0.176212'])
  })
})

const STRING = { topic: '/events', type: 'std_msgs/String', definition: 'string data' }
const ODOM = { topic: '/odom', type: 'geometry_msgs/Point', definition: 'float64 x\nfloat64 y\nfloat64 z' }
const BOOL = { topic: '/e_stop', type: 'std_msgs/Bool', definition: 'bool data' }
const topics = [STRING, ODOM, BOOL]
const ros1 = (i: number, message: unknown) => new Ros1Writer(parse(topics[i]!.definition)).writeMessage(message)
const ns = (s: number) => 1_772_440_000_000_000_000n + BigInt(Math.round(s * 1e9))
const rules = [
  { topic: '/events', gives: 'events' },
  { topic: '/odom', gives: 'distance', at: 'data' },
  { topic: '/e_stop', gives: 'estop' },
]
const bagRules = [rules[0], { topic: '/odom', gives: 'distance', at: 'at' }, rules[2]]
const POSE = {
  ...ODOM,
  type: 'test/Pose',
  definition: 'geometry_msgs/Point at\n===\nMSG: geometry_msgs/Point\nfloat64 x\nfloat64 y\nfloat64 z',
}
const poseWriter = new Ros1Writer(parse(POSE.definition))

/** Ten seconds: automatic, driven along a square of 3 m and 4 m, stopped once, a task done. */
const messages: readonly BagMessage[] = [
  { topic: 0, at: ns(0), data: ros1(0, { data: JSON.stringify({ type: 'mode', mode: 'auto' }) }) },
  ...[
    [0, 0],
    [3, 0],
    [3, 4],
    [0, 4],
    [0, 0],
  ].map(([x, y], i) => ({ topic: 1, at: ns(1 + i), data: poseWriter.writeMessage({ at: { x, y, z: 0 } }) })),
  ...[false, true, true, false].map((data, i) => ({ topic: 2, at: ns(6 + i * 0.5), data: ros1(2, { data }) })),
  { topic: 0, at: ns(9), data: ros1(0, { data: JSON.stringify({ type: 'task.end', ok: true, taskId: 'x' }) }) },
  { topic: 0, at: ns(10), data: ros1(0, { data: 'no record' }) },
]
const bagTopics = [STRING, POSE, BOOL]
const found = ({ results }: { readonly results: readonly { result: LogResult }[] }) => results[0]!.result

/** Magic, version 1 with independent blocks of at most 4 MiB, header checksum (xxh32 of its two bytes), one block as it is, end mark. */
function lz4Frame(bytes: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4)
  size.writeUInt32LE((bytes.length | 0x80000000) >>> 0)
  return Buffer.concat([Buffer.from('04224d1860707300'.slice(0, 14), 'hex'), size, bytes, Buffer.alloc(4)])
}

/** Magic, one segment with its size in two bytes (less 256), one raw block. */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from('28b52ffd600000000000', 'hex').subarray(0, 7)
  head.writeUInt16LE(bytes.length - 256, 5)
  const block = Buffer.alloc(4)
  block.writeUInt32LE((bytes.length << 3) | 1)
  return Buffer.concat([head, block.subarray(0, 3), bytes])
}

describe('ROS 1 bags', () => {
  test('events, distance and the rising edge of an emergency stop; what is no record is refused with its place', async () => {
    const file = bench.file('run.bag', bagBytes(bagTopics, [messages.slice(0, 5), messages.slice(5)]))
    const access = { files: [file], rules: bagRules }
    expect(await check(access)).toEqual([])
    const got = await bench.reducedOf(access)
    expect(found(got)).toMatchObject({
      format: 'bag',
      start: '2026-03-02T08:26:40.000Z',
      seconds: 10,
      metres: 14,
      messages: messages.length,
      events: [
        { t: 0, type: 'mode', mode: 'auto' },
        { t: 6.5, type: 'estop' },
        { t: 9, type: 'task.end', ok: true, task: 'x' },
      ],
      intake: { refused: 1, refusals: [{ file: 'run.bag /events', line: messages.length }] },
    })
    expect(found(got).intake.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(got.quantities).toMatchObject({ estops: 1, distance: '14', refusedLines: 1 })
    // stopped from 6.5 s to the end: nobody said that it went on
    expect(value(got.quantities['availability'])).toBe('0.65')
  })

  test('chunks packed with lz4, and with bzip2 by another program', async () => {
    const packed = bench.file('packed.bag', bagBytes(bagTopics, [messages], { name: 'lz4', run: lz4Frame }))
    const bzip2 = bench.file('bzip2.bag', readFileSync(new URL('fixtures/bzip2.bag', import.meta.url)))
    for (const file of [packed, bzip2])
      expect(found(await bench.reducedOf({ files: [file], rules: bagRules }))).toMatchObject({
        metres: 14,
        seconds: 10,
      })
  })

  test('only chunks with the topics asked for are read', async () => {
    // an unreadable chunk that holds another topic only
    const bytes = bagBytes(
      [...bagTopics, { topic: '/camera', type: 'std_msgs/String', definition: 'string data' }],
      [messages, [{ topic: 3, at: ns(3), data: ros1(0, { data: 'picture' }) }]],
    )
    const text = Buffer.from(bytes)
    const at = text.lastIndexOf('compression=none')
    text.write('compression=evil', at)
    const got = await bench.reducedOf({ files: [bench.file('camera.bag', text)], rules: bagRules })
    expect(found(got).events).toHaveLength(3)
    await expect(
      bench.reducedOf({ files: ['camera.bag'], rules: [{ topic: '/camera', gives: 'events' }] }),
    ).rejects.toBeInstanceOf(SetupError)
  })

  test('a large bag: its index is read, and not the pictures in it', async () => {
    const path = join(bench.folder, 'large.bag')
    const file = openSync(path, 'w')
    // 64 chunks with a hole of 16 MiB of pictures in each, and every 16th has an event
    const gap = 1 << 24
    const camera = { topic: '/camera', type: 'std_msgs/String', definition: 'string data' }
    const chunks = Array.from({ length: 64 }, (_, i): BagMessage[] => [
      { topic: 0, at: ns(i), data: new Uint8Array(4) },
      ...(i % 16 === 0
        ? [{ topic: 1, at: ns(i), data: ros1(0, { data: JSON.stringify({ type: 'task.end', ok: i > 0 }) }) }]
        : []),
    ])
    try {
      const size = writeBag(
        [camera, STRING],
        chunks,
        (at, bytes) => void writeSync(file, bytes, 0, bytes.length, at),
        undefined,
        gap,
      )
      ftruncateSync(file, size)
      closeSync(file)
      expect(statSync(path).size).toBeGreaterThan(1e9)
      const before = process.memoryUsage().rss
      const got = await bench.reducedOf({ files: ['large.bag'], rules: [rules[0]] })
      expect(found(got).events.map((e) => e.ok)).toEqual([false, true, true, true])
      expect(process.memoryUsage().rss - before).toBeLessThan(400e6)
    } finally {
      rmSync(path)
    }
  }, 120_000)
})

describe('MCAP', () => {
  const text = (value: unknown) => ({ data: JSON.stringify(value) })
  const cdr = new Ros2Writer(parse('string data', { ros2: true }))
  const bytes = async (options = {}) =>
    mcapBytes(
      [
        { topic: '/events', encoding: 'json' },
        {
          topic: '/text',
          encoding: 'cdr',
          schema: { name: 'std_msgs/msg/String', encoding: 'ros2msg', text: 'string data' },
        },
        {
          topic: '/e_stop',
          encoding: 'ros1',
          schema: { name: 'std_msgs/Bool', encoding: 'ros1msg', text: 'bool data' },
        },
        { topic: '/joy', encoding: 'protobuf' },
      ],
      [
        [0, ns(0), json({ type: 'mode', mode: 'auto' })],
        [3, ns(1), new Uint8Array(3)],
        [3, ns(1.4), new Uint8Array(3)],
        [3, ns(3), new Uint8Array(3)],
        [2, ns(4), ros1(2, { data: true })],
        [1, ns(5), cdr.writeMessage(text({ type: 'task.end', ok: false }))],
        [0, ns(6), json({ type: 'task.end', ok: true })],
      ],
      options,
    )
  const all = [
    { topic: '/events', gives: 'events' },
    { topic: '/text', gives: 'events' },
    { topic: '/e_stop', gives: 'estop' },
    { topic: '/joy', gives: 'teleop', gap: 0.5 },
  ]

  test('JSON, ROS 1 and ROS 2 messages; commands by hand make a person’s mode, with a silence that ends it', async () => {
    const got = await bench.reducedOf({ files: [bench.file('a.mcap', await bytes())], rules: all })
    expect(found(got).events.map((e) => [e.t, e.type, e.mode ?? e.ok ?? null])).toEqual([
      [0, 'mode', 'auto'],
      [1, 'mode', 'teleop'],
      [1.4, 'mode', 'auto'],
      [3, 'mode', 'teleop'],
      [3, 'mode', 'auto'],
      [4, 'estop', null],
      [5, 'task.end', false],
      [6, 'task.end', true],
    ])
    expect(got.quantities).toMatchObject({ interventions: 2, success: { value: '1/2' } })
  })

  test('Protobuf messages: words of an enumeration, records in snake_case, positions; a schema that is none is told with its topic', async () => {
    const { root } = protobuf.parse(
      `syntax = "proto3"; package r;
       enum Mode { UNKNOWN = 0; AUTOMATIC = 1; MANUAL = 2; }
       message State { Mode operating_mode = 1; bool stopped = 2; }
       message Point { double x = 1; double y = 2; }
       message Event { string type = 1; string task_id = 2; bool ok = 3; double latency_ms = 4; string actor = 5; }`,
      { keepCase: true },
    )
    root.resolveAll()
    const set = descriptor.FileDescriptorSet.encode(
      (root as unknown as { toDescriptor(edition: string): protobuf.Message }).toDescriptor('proto3'),
    ).finish()
    const schema = (name: string, text: string | Uint8Array = set) => ({ name, encoding: 'protobuf', text })
    const of = (name: string, value: object) =>
      root
        .lookupType(`r.${name}`)
        .encode(value as protobuf.Message)
        .finish()
    const log = await mcapBytes(
      [
        { topic: '/state', encoding: 'protobuf', schema: schema('r.State') },
        { topic: '/events', encoding: 'protobuf', schema: schema('r.Event') },
        { topic: '/at', encoding: 'protobuf', schema: schema('r.Point') },
        { topic: '/none', encoding: 'protobuf', schema: schema('r.None', new Uint8Array([10, 200])) },
      ],
      [
        [0, ns(0), of('State', { operating_mode: 1 })],
        [2, ns(0), of('Point', {})],
        [1, ns(1), of('Event', { type: 'task.start', task_id: 'a' })],
        [1, ns(2), of('Event', { type: 'decision', actor: 'robot' })],
        [1, ns(3), of('Event', { type: 'decision', actor: 'human', latency_ms: 250 })],
        [2, ns(3), of('Point', { x: 3, y: 4 })],
        [0, ns(4), of('State', { operating_mode: 2, stopped: true })],
        [1, ns(5), of('Event', { type: 'task.end', task_id: 'a', ok: true })],
      ],
    )
    const rules = [
      { topic: '/state', gives: 'mode', field: 'operating_mode' },
      { topic: '/state', gives: 'estop', field: 'stopped' },
      { topic: '/events', gives: 'events' },
      { topic: '/at', gives: 'distance', at: '.' },
    ]
    const got = await bench.reducedOf({ files: [bench.file('p.mcap', log)], rules })
    expect(
      found(got).events.map((e) => [e.t, e.type, e.mode ?? e.actor ?? e.task ?? null, e.latencyMs ?? null]),
    ).toEqual([
      [0, 'mode', 'auto', null],
      [1, 'task.start', 'a', null],
      [2, 'decision', 'robot', null],
      [3, 'decision', 'human', 250],
      [4, 'mode', 'manual', null],
      [4, 'estop', null, null],
      [5, 'task.end', 'a', null],
    ])
    expect(found(got).metres).toBe(5)
    expect(got.quantities).toMatchObject({ success: { value: '1/1' }, autonomous: { value: '1/2' } })
    const [wrong] = await check({ files: ['p.mcap'], rules: [...rules, { topic: '/none', gives: 'estop' }] })
    expect(wrong).toMatchObject({ code: 'robot-log-encoding', place: { path: '/none' } })
    expect(wrong!.got).toMatch(/^protobuf \(r\.None: /)
  })

  test('chunks packed with Zstandard', async () => {
    const file = bench.file(
      'z.mcap',
      await bytes({
        compressChunk: (plain: Uint8Array) => ({ compression: 'zstd', compressedData: zstdFrame(plain) }),
      }),
    )
    expect(found(await bench.reducedOf({ files: [file], rules: all })).events).toHaveLength(8)
  })

  test('an encoding that is not read, topics that are not there, a file without summary: each is one error with what to do', async () => {
    bench.file('b.mcap', await bytes())
    const codes = async (access: unknown) => (await check(access)).map((p) => [p.code, p.next !== undefined])
    expect(await codes({ files: ['b.mcap'], rules: [{ topic: '/joy', gives: 'events' }] })).toEqual([
      ['robot-log-encoding', true],
    ])
    expect(await codes({ files: ['b.mcap'], rules: [{ topic: '/nowhere', gives: 'events' }] })).toEqual([
      ['robot-log-topics', true],
    ])
    expect(await codes({ files: ['b.mcap'] })).toEqual([['robot-log-topics', true]])
    const whole = await bytes()
    bench.file('cut.mcap', whole.subarray(0, whole.length - 60))
    expect(await codes({ files: ['cut.mcap'], rules: all })).toEqual([['robot-log-unreadable', true]])
    bench.file('cut.bag', bagBytes(bagTopics, [messages]).subarray(0, 5000))
    expect(await codes({ files: ['cut.bag'], rules: all })).toEqual([['robot-log-unreadable', true]])
    expect(await codes({ files: ['gone.mcap'], rules: all })).toEqual([['recognition-file-missing', true]])
  })

  test('a rule whose topic no log has is a mistake, and a rule that is none is told with its place', async () => {
    bench.file('c.mcap', await bytes())
    const [first, ...more] = await check({ files: ['c.mcap'], rules: [...all, { topic: '/eventz', gives: 'mode' }] })
    expect(more).toEqual([])
    expect(first).toMatchObject({ code: 'robot-log-topics', place: { path: 'access.log.rules.4' }, got: '/eventz' })
    const [wrong] = await check({ files: ['c.mcap'], rules: [{ topic: '/events', gives: 'dance' }] })
    expect(wrong).toMatchObject({ code: 'robot-access', place: { path: 'access.log.rules.0.gives' } })
  })

  test('broken at any byte, a log is an error or a result, and never a crash', async () => {
    const whole = await bytes()
    for (let at = 0; at < whole.length; at += 29) {
      const bent = whole.slice()
      bent[at]! ^= 0xff
      bench.file('bent.mcap', bent)
      await bench
        .reducedOf({ files: ['bent.mcap'], rules: all })
        .catch((error: unknown) => expect(error).toBeInstanceOf(SetupError))
    }
  })
})

describe('what topics of ROS say', () => {
  const logged = async (rule: object, values: readonly (readonly [number, unknown])[]) => {
    const bytes = await mcapBytes(
      [{ topic: '/x', encoding: 'json' }],
      values.map(([s, v]) => [0, ns(s), json(v)] as const),
    )
    return found(await bench.reducedOf({ files: [bench.file('x.mcap', bytes)], rules: [{ topic: '/x', ...rule }] }))
  }

  test('goals of ROS 2 actions: done, failed, called off; a status that is repeated counts once', async () => {
    const goal = (id: number, status: number) => ({ goal_info: { goal_id: { uuid: [id] } }, status })
    const { events } = await logged({ gives: 'tasks' }, [
      [0, { status_list: [goal(1, 2)] }],
      [1, { status_list: [goal(1, 4), goal(2, 2)] }],
      [2, { status_list: [goal(1, 4), goal(2, 6), goal(3, 5)] }],
    ])
    expect(events.map((e) => [e.t, e.type, e.ok])).toEqual([
      [0, 'task.start', undefined],
      [1, 'task.end', true],
      [1, 'task.start', undefined],
      [2, 'task.end', false],
      [2, 'task.end', undefined],
    ])
  })

  test('goals of ROS 1 actions have other numbers', async () => {
    const goal = (id: string, status: number) => ({ goal_id: { id }, status })
    const { events } = await logged({ gives: 'tasks' }, [
      [0, { status_list: [goal('a', 1), goal('b', 1)] }],
      [1, { status_list: [goal('a', 3), goal('b', 4), goal('c', 2)] }],
    ])
    expect(events.filter((e) => e.type === 'task.end').map((e) => e.ok)).toEqual([true, false, undefined])
  })

  test('diagnostics: a fault when a status turns to ERROR, recovered when it turns back', async () => {
    const at = (level: number) => ({ status: [{ name: 'lidar', level }] })
    const { events } = await logged({ gives: 'diagnostics' }, [
      [0, at(0)],
      [1, at(2)],
      [2, at(2)],
      [3, at(3)],
      [4, at(1)],
    ])
    expect(events).toEqual([
      { t: 1, type: 'fault', cause: 'lidar' },
      { t: 4, type: 'recovery', cause: 'lidar' },
    ])
  })

  test('modes by the words of the maker; a word that nobody explained is refused', async () => {
    const { events, intake } = await logged({ gives: 'mode', field: 'operatingMode', words: { 自动: 'auto' } }, [
      [0, { operatingMode: '自动' }],
      [1, { operatingMode: 'MANUAL' }],
      [2, { operatingMode: 'MANUAL' }],
      [3, { operatingMode: 'constructor' }],
    ])
    expect(events.map((e) => e.mode)).toEqual(['auto', 'manual'])
    expect(intake.refused).toBe(1)
  })
})

test('positions at the root of a message, as turtlesim/Pose has them, under a dot', async () => {
  const bytes = await mcapBytes(
    [{ topic: '/pose', encoding: 'json' }],
    [
      [0, ns(0), json({ x: 1, y: 1, theta: 0 })],
      [0, ns(1), json({ x: 4, y: 5, theta: 1 })],
      [0, ns(2), json({ theta: 1 })],
      [0, ns(3), json({ x: 4, y: 7, theta: 1 })],
    ],
  )
  const files = [bench.file('pose.mcap', bytes)]
  const at = async (rule: object) =>
    (await bench.reducedOf({ files, rules: [{ topic: '/pose', gives: 'distance', ...rule }] })).quantities
  // 3-4-5 and 2; the message without a place is refused
  expect(await at({ at: '.' })).toMatchObject({ distance: '7', refusedLines: 1 })
  // without `at` a position is looked for where odometry has it, and none is guessed
  expect(await at({})).toMatchObject({ distance: null, refusedLines: 4 })
})

test('a log of ROS 2 in SQLite is one problem, and it says how it is converted', async () => {
  const problems = await check({
    files: [bench.file('run.db3', 'SQLite format 3')],
    rules: [{ topic: '/e', gives: 'events' }],
  })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code: 'robot-log-unreadable', got: '.db3' })
  expect(problems[0]!.next?.en).toContain('ros2 bag convert')
})

test('a Parquet table of records with timestamps', async () => {
  const t = [0, 60, 120].map((s) => new Date(Date.UTC(2026, 2, 2, 8, 0, s)))
  const columnData = [
    { name: 't', data: t, type: 'TIMESTAMP' as const },
    { name: 'type', data: ['mode', 'intervention', 'task.end'], type: 'STRING' as const },
    { name: 'mode', data: ['auto', null, null], type: 'STRING' as const },
    { name: 'ok', data: [null, null, true], type: 'BOOLEAN' as const },
  ]
  const got = await bench.reducedOf(bench.file('run.parquet', new Uint8Array(parquetWriteBuffer({ columnData }))))
  expect(found(got)).toMatchObject({ seconds: 120, start: '2026-03-02T08:00:00.000Z' })
  expect(got.quantities).toMatchObject({ interventions: 1, trials: 1, interventionRate: { value: '30' } })
})

describe('records that are none', () => {
  test.each([
    ['t,type\nyesterday,mode\n', 't: ISO 8601'],
    ['t,type\n2026-03-02T08:00:00,estop\n', 't: ISO 8601'],
    ['t,type\n1,dance\n', 'type:'],
    ['t,type,mode\n1,mode,asleep\n', 'mode:'],
    ['t,type,actor\n1,decision,\n', 'actor:'],
    ['t,type,ok\n1,task.end,perhaps\n', 'ok:'],
    ['t,type,latencyMs\n1,response,-5\n', 'latencyMs:'],
  ])('%j', async (text, expected) => {
    const [first] = await check(bench.file('bad.csv', text))
    expect(first).toMatchObject({ code: 'recognition-line', place: { file: 'bad.csv', line: 2 } })
    expect(first!.expected).toContain(expected)
  })
})
