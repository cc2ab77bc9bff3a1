import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { events } from './index.ts'
import { jsonFault } from './read/json-fault.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function subjectWith(files: Readonly<Record<string, string>>, access: unknown): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-events-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { events: access }, folder }
}

const tables = { streams: 'streams.csv', references: 'events.csv', alarms: 'alarms.csv' }

async function scored(subject: Subject, given: Record<string, unknown> = {}, confidences = ['0.95']) {
  const params = events.params.parse(given)
  const results = await measuredOnce(events, subject, await listed(events, subject, params))
  const reduction = events.reduce(results, params, confidences)
  const value = (name: string) => (reduction.quantities[name] as Estimate | null)?.value
  const bound = (name: string) => {
    const found = (reduction.quantities[name] as Estimate).bounds!.at(-1)!
    return [Number(found.lower), Number(found.upper)] as const
  }
  return { ...reduction, value, bound, detail: reduction.detail as Record<string, unknown> }
}
const problems = (subject: Subject, given: Record<string, unknown> = {}) =>
  events.check(subject, events.params.parse(given))

const alarms = {
  'streams.csv': '摄像机,时长,分层\ngate,3600,day\nyard,7200,night\nempty,3600,night\n',
  'events.csv': 'camera,start,end,type\ngate,100,120,fall\ngate,600,640,fall\nyard,50,55,fire\nyard,900,960,fall\n',
  'alarms.csv':
    'stream,time,type,score\ngate,104,fall,0.9\ngate,110,fall,0.8\ngate,300,fall,0.4\nyard,53,fire,0.7\nyard,905,fall,\n',
}

conformance('recognition/events, alarms', async () => ({
  instrument: events,
  subject: subjectWith(alarms, tables),
  params: { kind: 'alarms', before: 0, after: 10, merge: 30 },
}))

const gt = {
  version: '1',
  taxonomy: [],
  database: {
    v1: {
      subset: 'validation',
      duration: 60,
      annotations: [
        { label: 'run', segment: [0, 10] },
        { label: 'jump', segment: [20, 30] },
      ],
    },
    v2: { subset: 'validation', duration: 60, annotations: [{ label: 'run', segment: [5, 15] }] },
    v3: { subset: 'training', duration: 60, annotations: [{ label: 'run', segment: [5, 15] }] },
  },
}
const out = {
  version: '1',
  external_data: {},
  results: {
    v1: [
      { label: 'run', segment: [0, 10], score: 0.9 },
      { label: 'run', segment: [1, 10], score: 0.8 },
      { label: 'jump', segment: [21, 31], score: 0.4 },
      { label: 'swim', segment: [21, 31], score: 0.4 },
    ],
    elsewhere: [{ label: 'run', segment: [0, 10], score: 0.95 }],
  },
}
const activitynet = { format: 'activitynet', references: 'gt.json', predictions: 'out.json', subset: 'validation' }
const json = { 'gt.json': JSON.stringify(gt), 'out.json': JSON.stringify(out) }

conformance('recognition/events, segments', async () => ({
  instrument: events,
  subject: subjectWith(json, activitynet),
  params: { kind: 'segments', mode: 'compatible' },
}))

describe('alarms', () => {
  test('by hand: two of four events, one false alarm in four hours, one alarm without a score that can be read', async () => {
    const got = await scored(subjectWith(alarms, tables))
    expect(got.value('recall')).toBe('2/4')
    // 104 and 53 found; 300 false; 905 has no score and meets nothing
    expect(got.value('precision')).toBe('2/4')
    expect(got.value('falseAlarmsPerHour')).toBe('0.5')
    expect([got.value('timeToAlertMedian'), got.value('timeToAlertP95')]).toEqual(['3', '4'])
    expect(got.quantities).toMatchObject({
      events: 4,
      alarms: 4,
      failures: 0,
      scoreFailures: 1,
      refusedLines: 0,
      cameraHours: '4',
      map: null,
      types: [
        { type: 'fall', recall: { value: '1/3' }, events: 3 },
        { type: 'fire', recall: { value: '1/1' }, timeToAlertP95: { value: '3' }, events: 1 },
      ],
      strata: [
        { stratum: 'day', recall: { value: '1/2' }, events: 2 },
        { stratum: 'night', recall: { value: '1/2' }, events: 2 },
      ],
    })
    expect(got.detail['repeats']).toBe(1)
    expect(got.n).toBe(4)
  })

  test('a stream without alarms counts its hours; exact Poisson bounds of no false alarm in one stream of three hours', async () => {
    const subject = subjectWith(
      {
        'streams.csv': 'stream,duration\na,10800\n',
        'events.csv': 'stream,start,end,type\n',
        'alarms.csv': 'stream,time,type\n',
      },
      tables,
    )
    const got = await scored(subject)
    expect(got.value('falseAlarmsPerHour')).toBe('0')
    expect(got.bound('falseAlarmsPerHour')[1]).toBeCloseTo(-Math.log(0.05) / 3, 9)
    expect(got.quantities).toMatchObject({
      recall: null,
      precision: null,
      timeToAlertP95: null,
      events: 0,
      strata: null,
    })
  })

  test('a stream without output is a failure: its events are missed, its hours are nobody’s merit', async () => {
    const subject = subjectWith(
      {
        'streams.csv': 'stream,duration,output\na,3600,out/a.csv\nb,3600,out/b.csv\nc,3600,\n',
        'events.csv': 'stream,start,end,type\na,10,20,x\nb,10,20,x\n',
        'out/a.csv': 'time,type\n12,x\n',
      },
      { streams: 'streams.csv', references: 'events.csv' },
    )
    const got = await scored(subject)
    expect([got.value('recall'), got.quantities['failures'], got.quantities['cameraHours']]).toEqual(['1/2', 2, '1'])
    expect(got.detail['failures']).toEqual([
      { stream: 'b', code: 'no-output' },
      { stream: 'c', code: 'no-output' },
    ])
  })

  test('bounds by stream: never narrower than Clopper-Pearson, wider where streams differ, honest without a miss', async () => {
    const world = (hit: (s: number, e: number) => boolean, streams: number, each: number) => {
      const of = <T>(make: (s: number, e: number) => T) =>
        Array.from({ length: streams * each }, (_, k) => make(Math.floor(k / each), k % each))
      return subjectWith(
        {
          'streams.csv': `stream,duration\n${Array.from({ length: streams }, (_, s) => `s${s},36000`).join('\n')}\n`,
          'events.csv': `stream,start,end,type\n${of((s, e) => `s${s},${e * 300},${e * 300 + 5},x`).join('\n')}\n`,
          'alarms.csv': `stream,time,type\n${of((s, e) => (hit(s, e) ? `s${s},${e * 300 + 1},x` : '')).join('\n')}\n`,
        },
        tables,
      )
    }
    const even = await scored(world((_, e) => e % 2 === 0, 10, 20))
    const split = await scored(world((s) => s % 2 === 0, 10, 20))
    expect([even.value('recall'), split.value('recall')]).toEqual(['100/200', '100/200'])
    expect(even.bound('recall')[0]).toBeLessThanOrEqual(0.4396)
    expect(split.bound('recall')[0]).toBeLessThan(0.3)
    const perfect = await scored(world(() => true, 10, 20))
    expect(perfect.bound('recall')).toEqual([expect.any(Number), 1])
    expect(perfect.bound('recall')[0]).toBeCloseTo(0.05 ** (1 / 10), 9)
    const one = await scored(world(() => true, 1, 20))
    expect(one.bound('recall')[0]).toBeCloseTo(0.05 ** (1 / 20), 9)
  })

  test('pictures: time to alert, recall over false alarms, bars by type and by stratum', async () => {
    const { pictures } = await scored(subjectWith(alarms, tables))
    expect(pictures!.map((p) => p.title.en)).toEqual([
      'Time to alert, cumulative',
      'Recall over false alarms',
      'Recall by type of event',
      'Recall by stratum',
    ])
    const [delay, curve] = pictures!
    expect(delay).toMatchObject({
      lines: [
        {
          points: [
            [3, 0],
            [3, 0.25],
            [4, 0.5],
          ],
        },
      ],
    })
    // 905 has no readable score and is there at every threshold
    expect(curve).toMatchObject({
      lines: [
        {
          points: [
            [0.25, 0.25],
            [0.25, 0.25],
            [0.25, 0.5],
            [0.5, 0.5],
          ],
        },
      ],
    })
  })

  test('no order of lines changes a digit', async () => {
    const random = pcg32(5n)
    const shuffled = (text: string) => {
      const [head, ...rows] = text.trim().split('\n')
      return `${[
        head,
        ...rows
          .map((r) => [random.uniform(), r] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, r]) => r),
      ].join('\n')}\n`
    }
    const plain = await scored(subjectWith(alarms, tables))
    for (let k = 0; k < 5; k++) {
      const mixed = Object.fromEntries(Object.entries(alarms).map(([name, text]) => [name, shuffled(text)]))
      expect((await scored(subjectWith(mixed, tables))).quantities).toEqual(plain.quantities)
    }
  })
})

describe('what is malformed', () => {
  test('alarms: file, line, what was expected; they are counted, those of unlisted streams too', async () => {
    const files = {
      ...alarms,
      'alarms.csv':
        'stream,time,type,score\ngate,soon,fall,0.9\nnowhere,104,fall,0.8\ngate,1,fall,high\ngate,104,fall,1\n',
    }
    const subject = subjectWith(files, tables)
    expect((await problems(subject)).map((p) => [p.code, p.severity, p.place?.line, p.got])).toEqual([
      ['recognition-line', 'warning', 2, 'soon'],
      ['recognition-line', 'warning', 3, 'nowhere'],
      ['recognition-line', 'warning', 4, 'high'],
    ])
    const got = await scored(subject)
    expect([got.quantities['refusedLines'], got.value('recall')]).toEqual([3, '1/4'])
  })

  test.each([
    ['an unlisted stream', 'nowhere,1,2,x'],
    ['an end before the start', 'gate,5,2,x'],
    ['an end behind the recording', 'gate,5,4000,x'],
    ['no type', 'gate,5,6,'],
  ])('the reference: %s stops the measure', async (_, row) => {
    const files = { ...alarms, 'events.csv': `stream,start,end,type\ngate,1,2,x\n${row}\n` }
    const found = await problems(subjectWith(files, tables))
    expect(found.map((p) => [p.code, p.severity, p.place?.line])).toEqual([['events-reference-invalid', 'error', 3]])
  })

  test('a stream listed twice, a missing column, a path that leads out, an access section that is wrong', async () => {
    const twice = { ...alarms, 'streams.csv': 'stream,duration\ngate,1\ngate,2\n' }
    expect((await problems(subjectWith(twice, tables)))[0]!.code).toBe('events-reference-invalid')
    const short = { ...alarms, 'alarms.csv': 'stream,type\ngate,fall\n' }
    expect((await problems(subjectWith(short, tables)))[0]!.code).toBe('recognition-columns')
    expect((await problems(subjectWith(alarms, { ...tables, alarms: '../alarms.csv' })))[0]!.code).toMatch(
      /recognition-file-(missing|outside)/,
    )
    const outside = {
      ...alarms,
      'streams.csv': 'stream,duration,output\ngate,3600,/etc/hostname\n',
      'events.csv': 'stream,start,end,type\n',
    }
    expect((await problems(subjectWith(outside, { streams: 'streams.csv', references: 'events.csv' })))[0]!.code).toBe(
      'recognition-file-outside',
    )
    expect((await problems(subjectWith(alarms, { streams: 3 })))[0]!.code).toBe('events-access')
  })

  test('JSON that is none says line and column; a wrong prediction says its path', async () => {
    const torn = subjectWith({ ...json, 'out.json': '{"results": {\n  "v1": [}' }, activitynet)
    expect((await problems(torn, { kind: 'segments' }))[0]).toMatchObject({
      code: 'events-json',
      place: { line: 2, column: 10 },
    })
    const bad = {
      results: {
        v1: [
          { label: 'run', segment: [9, 3], score: 1 },
          { label: 'run', segment: [3, 9], score: 'x' },
        ],
      },
    }
    const subject = subjectWith({ ...json, 'out.json': JSON.stringify(bad) }, activitynet)
    const found = await problems(subject, { kind: 'segments' })
    expect(found.map((p) => p.expected?.slice(0, 16))).toEqual(['results["v1"][0]', 'results["v1"][1]'])
    expect((await scored(subject, { kind: 'segments' })).quantities).toMatchObject({
      refusedLines: 2,
      map: { value: '0' },
    })
    const hostile = subjectWith(
      { ...json, 'out.json': '{"results": {"__proto__": [], "constructor": 3}}' },
      activitynet,
    )
    expect((await problems(hostile, { kind: 'segments' })).map((p) => p.expected)).toEqual([
      'results["constructor"]: a list',
    ])
  })
})

interface World {
  readonly references: readonly (readonly [string, string, number, number])[]
  readonly predictions: readonly (readonly [string, string, number, number, number])[]
  readonly map: number
}
const peer = JSON.parse(
  readFileSync(new URL('../../../metrics/events/fixtures/activitynet.json', import.meta.url), 'utf8'),
) as { readonly worlds: readonly World[] }

test.each([
  ['{"a": [1, 2}', 1, 12],
  ['{"a": 1,}', 1, 9],
  ['[1\n 2]', 2, 2],
  ['', 1, 1],
  ['{"a" 1}', 1, 2],
  ['[01]', 1, 3],
  ['{}x', 1, 3],
  ['["a\tb"]', 1, 2],
])('%j stops being JSON at %i:%i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(jsonFault(text)).toEqual({ line, column })
})

describe('segments', () => {
  test('by hand: the best of run is found behind a false one elsewhere, jump at overlaps up to 0.8', async () => {
    const got = await scored(subjectWith(json, activitynet), { kind: 'segments' })
    // run: ranked false, right, repeated, with 2 segments: half of a half; jump: 9/11 = 0.818
    expect(got.value('map')).toBe('0.475')
    expect(got.quantities).toMatchObject({
      recall: { value: '2/3' },
      precision: { value: '2/5' },
      events: 3,
      alarms: 5,
      falseAlarmsPerHour: null,
      types: [
        { type: 'jump', ap: { value: '0.7' }, recall: { value: '1/1' }, events: 1 },
        { type: 'run', ap: { value: '0.25' }, recall: { value: '1/2' }, events: 2 },
      ],
    })
    expect(got.detail).toMatchObject({
      predictionsOfUnknownTypes: 1,
      predictionsInUnlistedVideos: 1,
      videosWithoutPredictions: 1,
    })
  })

  test.each(peer.worlds.map((w, k) => [k, w] as const))('tables: mAP of ActivityNet on world %i', async (_, world) => {
    const csv = (rows: readonly (readonly (string | number)[])[]) => rows.map((r) => `${r.join(',')}\n`).join('')
    const videos = [...new Set(world.references.map((r) => r[0]))]
    const subject = subjectWith(
      {
        'e.csv': `video,label,start,end\n${csv(world.references)}`,
        'p.csv': `video,label,start,end,score\n${csv(world.predictions)}`,
        's.csv': `video,duration\n${videos.map((v) => `${v},100\n`).join('')}`,
      },
      { format: 'tables', references: 'e.csv', predictions: 'p.csv', streams: 's.csv' },
    )
    const got = await scored(subject, { kind: 'segments', mode: 'compatible' }, [])
    expect(Number(got.value('map'))).toBeCloseTo(world.map, 10)
  })

  test('one video without a mistake bounds next to nothing', async () => {
    const files = {
      'e.csv': 'video,type,start,end\nv,x,0,10\n',
      'p.csv': 'video,type,start,end,score\nv,x,0,10,1\n',
    }
    const got = await scored(subjectWith(files, { format: 'tables', references: 'e.csv', predictions: 'p.csv' }), {
      kind: 'segments',
    })
    expect(got.value('map')).toBe('1')
    expect(got.bound('map')[0]).toBeCloseTo(0.05, 9)
    expect(got.quantities['cameraHours']).toBeNull()
  })
})
