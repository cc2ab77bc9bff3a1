import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { soundEvents } from './index.ts'
import { Names } from './read/names.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function subjectWith(files: Readonly<Record<string, string>>, access: Readonly<Record<string, unknown>>): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-sounds-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { soundEvents: access }, folder }
}

async function scored(subject: Subject, given: Record<string, unknown> = {}) {
  const params = soundEvents.params.parse(given)
  const results = await measuredOnce(soundEvents, subject, await listed(soundEvents, subject, params))
  const reduction = soundEvents.reduce(results, params, ['0.95'])
  const estimate = (name: string) => reduction.quantities[name] as Estimate | null
  const value = (name: string) => estimate(name)?.value
  const number = (name: string) => {
    const [top, bottom] = String(value(name)).split('/').map(Number)
    return top! / (bottom ?? 1)
  }
  const bound = (name: string) => {
    const found = estimate(name)!.bounds![0]!
    return [Number(found.lower), Number(found.upper)] as const
  }
  return { ...reduction, value, number, bound, detail: reduction.detail as Record<string, unknown> }
}
const problems = (subject: Subject) => soundEvents.check(subject, soundEvents.params.parse({}))

const head = 'filename\tonset\toffset\tevent_label\n'
const tsv = (rows: string) => head + rows.trim().replaceAll(/ +/g, '\t').replaceAll(/\n\t*/g, '\n').concat('\n')
const durations = 'filename\tduration\na.wav\t10\nb.wav\t10\n'
const gold = {
  'durations.tsv': durations,
  'truth.tsv': tsv('a.wav 1 3 dog\n a.wav 5 6 speech\n a.wav 7 9.5 dog\n b.wav 0 4 speech\n b.wav 6 8 alarm'),
  'op1.tsv': tsv(
    'a.wav 1.1 2.9 dog\n a.wav 5 6.2 speech\n a.wav 7.2 8 dog\n a.wav 8.2 9.4 dog\n b.wav .5 3.5 speech\n b.wav 6.1 7.9 dog\n b.wav 9 9.8 alarm',
  ),
  'op2.tsv': tsv('a.wav 1.1 2.9 dog\n a.wav 5 6.2 speech\n b.wav .5 3.5 speech\n b.wav 6 8.2 alarm'),
  'op3.tsv': tsv('a.wav 1.2 2.4 dog'),
}
const three = {
  durations: 'durations.tsv',
  references: 'truth.tsv',
  predictions: 'op1.tsv',
  operatingPoints: ['op2.tsv', 'op3.tsv'],
}

conformance('recognition/sound-events', async () => ({
  instrument: soundEvents,
  subject: subjectWith(gold, three),
  params: { mode: 'compatible', convention: 'psds-ebbers', dtc: '0.6' },
}))

describe('golden vectors, computed with sed_eval and psds_eval', () => {
  test.each(['by-definition', 'compatible'])('%s: every value of them', async (mode) => {
    const got = await scored(subjectWith(gold, three), { mode })
    expect([got.value('segmentF1'), got.value('segmentErrorRate')]).toEqual(['20/26', '4/12'])
    expect([got.value('eventF1'), got.value('eventErrorRate')]).toEqual(['4/12', '7/5'])
    expect(got.number('eventF1Macro')).toBeCloseTo(0.277778, 6)
    expect(got.number('psds')).toBeCloseTo(0.833333, 6)
    expect(got.number('psds1')).toBeCloseTo(0.597631, 6)
    expect(got.number('psds2')).toBeCloseTo(0.597631, 6)
    expect(got.quantities).toMatchObject({
      events: 5,
      files: 2,
      duration: '20',
      otherDetections: 0,
      refusedLines: 0,
      classes: [
        { class: 'alarm', eventF1: { value: '0/2' }, events: 1 },
        { class: 'dog', eventF1: { value: '2/6' }, events: 2 },
        { class: 'speech', eventF1: { value: '2/4' }, events: 2 },
      ],
    })
    const second = await scored(subjectWith(gold, { ...three, predictions: 'op2.tsv', operatingPoints: [] }), { mode })
    expect(second.number('intersectionF1')).toBeCloseTo(0.888889, 6)
  })

  test('one operating point: no PSDS', async () => {
    const got = await scored(subjectWith(gold, { ...three, operatingPoints: [] }))
    expect(got.quantities).toMatchObject({ psds: null, psds1: null, psds2: null })
    expect(got.pictures!.map((p) => p.title.en)).toEqual(['Event-based F1 by class'])
  })

  test('a class that is never detected: 0 by definition, left out of the mean as sed_eval does; both are said', async () => {
    const access = { ...three, predictions: 'op3.tsv', operatingPoints: [] }
    const defined = await scored(subjectWith(gold, access))
    const compatible = await scored(subjectWith(gold, access), { mode: 'compatible' })
    // one of two dogs touched by one detection that is too short: no class right
    expect([defined.number('segmentF1Macro'), compatible.number('segmentF1Macro')]).toEqual([
      expect.closeTo((2 * 2) / 7 / 3, 9),
      expect.closeTo((2 * 2) / 7, 9),
    ])
    expect(defined.detail['otherMeans']).toMatchObject({ segmentF1Macro: compatible.value('segmentF1Macro') })
  })
})

interface Dcase {
  readonly classes: readonly string[]
  readonly step: readonly [number, number]
  readonly seconds: readonly number[]
  readonly reference: readonly (readonly (readonly [number, number, number])[])[]
  readonly points: readonly (readonly string[])[]
}

test('DCASE 2019 task 4 through files: the scores of psds_eval, with bounds around them', async () => {
  const path = new URL('../../../metrics/sound-events/fixtures/dcase2019.json', import.meta.url)
  const given = JSON.parse(readFileSync(path, 'utf8')) as Dcase
  const time = (digits: string) => (Number.parseInt(digits, 36) * given.step[0]) / given.step[1]
  const lines = given.points.map((files) =>
    files.flatMap((text, k) =>
      (text.match(/.{5}/g) ?? []).map(
        (d) => `${k}.wav\t${time(d.slice(1, 3))}\t${time(d.slice(3))}\t${given.classes[Number(d[0])]}\n`,
      ),
    ),
  )
  const truth = given.reference.flatMap((rows, k) =>
    rows.length === 0
      ? [`${k}.wav\t\t\t\n`]
      : rows.map(([c, on, off]) => `${k}.wav\t${on / 1000}\t${off / 1000}\t${given.classes[c]}\n`),
  )
  const files = {
    'durations.tsv': `filename\tduration\n${given.seconds.map((s, k) => `${k}.wav\t${s}\n`).join('')}0.wav\t${given.seconds[0]}\n`,
    'truth.tsv': head + truth.join(''),
    ...Object.fromEntries(lines.map((l, k) => [`op${k}.tsv`, head + l.join('')])),
  }
  const points = lines.map((_, k) => `op${k}.tsv`)
  const subject = subjectWith(files, {
    ...three,
    predictions: points[4],
    operatingPoints: points.filter((_, k) => k !== 4),
  })
  const plain = await scored(subject)
  expect(plain.number('psds')).toBeCloseTo(0.408129, 6)
  expect(plain.bound('psds')[0]).toBeGreaterThan(0.36)
  expect(plain.bound('psds')[1]).toBeLessThan(0.46)
  expect(plain.quantities).toMatchObject({ files: 1168, events: 4236, refusedLines: 0 })
  expect(plain.pictures![0]!.kind).toBe('curve')
  expect((await scored(subject, { alphaCt: 1 })).number('psds')).toBeCloseTo(0.291485, 6)
  expect((await scored(subject, { alphaSt: 1 })).number('psds')).toBeCloseTo(0.240733, 6)
}, 120_000)

describe('bounds', () => {
  test('one file without a mistake bounds next to nothing, thirty bound what thirty of thirty say', async () => {
    const world = (n: number) => {
      const names = Array.from({ length: n }, (_, k) => `f${String(k).padStart(2, '0')}.wav`)
      return subjectWith(
        {
          'durations.tsv': `filename\tduration\n${names.map((f) => `${f}\t10\n`).join('')}`,
          'truth.tsv': head + names.map((f) => `${f}\t1\t3\tdog\n`).join(''),
        },
        {
          durations: 'durations.tsv',
          references: 'truth.tsv',
          predictions: 'truth.tsv',
          operatingPoints: ['truth.tsv'],
        },
      )
    }
    const one = await scored(world(1))
    expect(one.value('eventF1')).toBe('2/2')
    expect(one.bound('eventF1')[0]).toBeCloseTo(0.05, 9)
    expect(one.bound('eventErrorRate')).toEqual([0, expect.closeTo(1.9, 9)])
    expect(one.bound('psds1')[0]).toBeLessThan(0.06)
    const thirty = await scored(world(30))
    expect(thirty.bound('eventF1')[0]).toBeCloseTo(0.05 ** (1 / 30), 9)
    expect(thirty.bound('eventF1')[1]).toBe(1)
  })
})

describe('files', () => {
  test('RTTM: speakers as classes, or joined to speech; names without ending', async () => {
    const rttm = (rows: readonly (readonly [string, number, number, string])[]) =>
      rows.map(([f, on, d, who]) => `SPEAKER ${f} 1 ${on} ${d} <NA> <NA> ${who} <NA> <NA>\n`).join('')
    const files = {
      'durations.tsv': durations,
      'truth.rttm': `;; two people\nSPKR-INFO a 1 <NA> <NA> <NA> unknown A <NA>\n${rttm([
        ['a', 0, 3, 'A'],
        ['a', 2, 4, 'B'],
        ['b', 1, 1, 'A'],
      ])}`,
      'out.rttm': rttm([
        ['a', 0, 6, 'x'],
        ['b', 1, 1, 'y'],
      ]),
    }
    const access = { durations: 'durations.tsv', references: 'truth.rttm', predictions: 'out.rttm' }
    const speech = await scored(subjectWith(files, { ...access, labels: 'speech' }))
    expect([speech.value('eventF1'), speech.value('segmentF1'), speech.quantities['events']]).toEqual([
      '4/4',
      '14/14',
      2,
    ])
    const own = await scored(subjectWith(files, access))
    expect([own.value('eventF1'), own.quantities['otherDetections'], own.quantities['events']]).toEqual(['0/5', 2, 3])
  })

  test('Audacity labels, one file a recording; without one there are no detections, and it is said', async () => {
    const files = {
      'durations.tsv': durations,
      'truth/a.txt': '1.0\t3.0\tdog\n\\\t100\t2000\n',
      'truth/b.txt': '',
      'out/a.txt': '1.1\t2.9\tdog\n',
    }
    const access = { durations: 'durations.tsv', references: 'truth/{file}.txt', predictions: 'out/{file}.txt' }
    const got = await scored(subjectWith(files, access))
    expect(got.value('eventF1')).toBe('2/2')
    expect(got.detail['intake']).toMatchObject({ withoutOutput: 1 })
    const { 'truth/b.txt': _, ...short } = files
    expect((await problems(subjectWith(short, access))).map((p) => [p.code, p.place?.file])).toEqual([
      ['sound-events-reference-invalid', 'truth/b.txt'],
    ])
    const out = { ...files, 'durations.tsv': 'filename\tduration\n../../etc/hostname\t10\n' }
    expect((await problems(subjectWith(out, { ...access, references: '{file}' })))[0]!.code).toMatch(/outside|invalid/)
  })

  test('malformed lines of the output are counted, those of unlisted recordings too; the reference stops the measure', async () => {
    const bad = { ...gold, 'op1.tsv': tsv('a.wav 3 1 dog\n c.wav 1 2 dog\n a.wav x 2 dog\n a.wav 1 3 dog') }
    const found = await problems(subjectWith(bad, three))
    expect(found.map((p) => [p.code, p.severity, p.place?.line, p.got])).toEqual([
      ['recognition-line', 'warning', 2, '3 1'],
      ['recognition-line', 'warning', 3, 'c.wav'],
      ['recognition-line', 'warning', 4, 'x 2'],
    ])
    expect((await scored(subjectWith(bad, three))).quantities['refusedLines']).toBe(3)
    const wrong = { ...gold, 'truth.tsv': tsv('a.wav 1 1 dog\n z.wav 1 2 dog') }
    expect((await problems(subjectWith(wrong, three))).map((p) => [p.code, p.place?.line])).toEqual([
      ['sound-events-reference-invalid', 2],
      ['sound-events-reference-invalid', 3],
    ])
    const twice = { ...gold, 'durations.tsv': `${durations}a.wav\t11\n` }
    expect((await problems(subjectWith(twice, three)))[0]).toMatchObject({
      expected: 'duration: 10 as before',
      got: '11',
    })
    expect((await problems(subjectWith(gold, { durations: 'durations.tsv' })))[0]!.code).toBe('sound-events-access')
    const many = { ...gold, 'op1.tsv': head + 'a.wav\t1\t2\tdog\n'.repeat(5001) }
    expect((await problems(subjectWith(many, three)))[0]!.code).toBe('sound-events-too-many')
  })

  test('a short name that could be two recordings is none', () => {
    const names = new Names(['x/a.wav', 'y/a.wav', 'b.wav', 'b'])
    expect([names.find('x/a'), names.find('a.wav'), names.find('a'), names.find('b'), names.find('b.wav')]).toEqual([
      'x/a.wav',
      undefined,
      undefined,
      'b',
      'b.wav',
    ])
  })

  test('no order of lines changes a digit', async () => {
    const turned = Object.fromEntries(
      Object.entries(gold).map(([name, text]) => {
        const [first, ...rows] = text.trim().split('\n')
        return [name, `${[first, ...rows.reverse()].join('\n')}\n`]
      }),
    )
    expect((await scored(subjectWith(turned, three))).quantities).toEqual(
      (await scored(subjectWith(gold, three))).quantities,
    )
  })
})
