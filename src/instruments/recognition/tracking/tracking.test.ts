import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { numberOf } from '../../conformance/quantities.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { readCell } from './cell.ts'
import { tracking } from './index.ts'
import type { TrackingResult } from './params.ts'
import { trackingReducer } from './reduce.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function subjectWith(files: Readonly<Record<string, string>>, sequences: unknown): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-tracking-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { tracking: { sequences } }, folder }
}

type Row = readonly number[]
interface World {
  readonly name: string
  readonly frames: number
  readonly preprocess: string
  readonly objects: readonly Row[]
  readonly found: readonly Row[]
}
const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../metrics/tracking/fixtures/${name}`, import.meta.url), 'utf8'))
const { worlds } = fixture('worlds.json') as { worlds: readonly World[] }
const peer = fixture('trackeval.json') as Record<string, Record<string, Record<string, number>>>

const gtOf = (rows: readonly Row[]) => rows.map((r) => `${[...r, 0.5].join(',')}\n`).join('')
const trackerOf = (rows: readonly Row[]) => rows.map((r) => `${[...r.slice(0, 7), -1, -1, -1].join(',')}\r\n`).join('')
const infoOf = (frames: number) => `[Sequence]\nname=x\nframeRate=25\nseqLength=${frames}\nimWidth=1920\n`

function subjectOf(of: readonly World[]): Subject {
  const files = of.flatMap((w, k) => [
    [`${k}/gt.txt`, gtOf(w.objects)],
    [`${k}/tracker.txt`, trackerOf(w.found)],
    [`${k}/seqinfo.ini`, infoOf(w.frames)],
  ])
  return subjectWith(
    Object.fromEntries(files),
    of.map((w, k) => ({
      name: w.name,
      groundTruth: `${k}/gt.txt`,
      tracker: `${k}/tracker.txt`,
      info: `${k}/seqinfo.ini`,
    })),
  )
}

const plain = worlds.filter((w) => w.preprocess === 'none')
const good = subjectOf(plain.slice(0, 5))
const gone = { ...good, access: { tracking: { sequences: [{ name: 'a', groundTruth: '0/gt.txt', tracker: 'gone' }] } } }
conformance('recognition/tracking', async () => ({
  instrument: tracking,
  subject: good,
  params: { preprocess: 'none' },
  broken: {
    subject: gone,
    items: [
      {
        id: 'a',
        source: { name: 'a', groundTruth: '0/gt.txt', tracker: 'gone' },
        mode: 'compatible',
        preprocess: 'none',
      },
    ],
  },
}))

async function measured(subject: Subject, params: object = { preprocess: 'none' }) {
  const parsed = tracking.params.parse(params)
  return measuredOnce(tracking, subject, await listed(tracking, subject, parsed))
}
async function reduced(subject: Subject, params: object = { preprocess: 'none' }, confidences = ['0.95']) {
  return tracking.reduce(await measured(subject, params), tracking.params.parse(params), confidences)
}
const plainOf = (q: Quantity | undefined) => numberOf((q as Estimate | null)?.value)

describe('from files to numbers', () => {
  test.each(['none', 'motchallenge', 'mot20'])(
    'all sequences together are as TrackEval has them: %s',
    async (preprocess) => {
      const { quantities, detail } = await reduced(subjectOf(worlds.filter((w) => w.preprocess === preprocess)), {
        preprocess,
      })
      const { hota0, switches, fragments, matches, identity, partlyTracked, ...scores } =
        peer[preprocess]!['COMBINED_SEQ']!
      for (const [name, wanted] of Object.entries(scores)) {
        expect(Math.abs(plainOf(quantities[name])! - wanted), name).toBeLessThan(1e-12)
      }
      expect(quantities).toMatchObject({ idSwitches: switches, fragmentations: fragments, refusedLines: 0 })
      expect(detail).toMatchObject({ clear: { matches }, identity: { matches: identity } })
      const alphas = detail!['alphas'] as { hota: string[] }
      expect(Math.abs(Number(alphas.hota[0]) - hota0!)).toBeLessThan(1e-12)
      const { partlyTracked: some } = detail!['clear'] as { partlyTracked: number }
      expect(some / (quantities['tracks'] as number)).toBeCloseTo(partlyTracked!, 12)
    },
  )

  test('ratios of counts stay exact, and the length is in seconds', async () => {
    const { quantities } = await reduced(good)
    expect((quantities['idf1'] as Estimate).value).toMatch(/^\d+\/\d+$/)
    expect((quantities['mota'] as Estimate).value).toMatch(/^\d+\/\d+$/)
    const frames = plain.slice(0, 5).reduce((n, w) => n + w.frames, 0)
    expect(quantities).toMatchObject({ frames, duration: String(frames / 25) })
    expect(quantities['sequences']).toHaveLength(5)
  })

  test('by definition no order of any file matters, and nothing that is kept holds an id', async () => {
    const turned = plain.map((w) => ({
      ...w,
      objects: [...w.objects].reverse().map((r) => [r[0]!, 5000 - r[1]!, ...r.slice(2)]),
      found: [...w.found].reverse().map((r) => [r[0]!, 5000 - r[1]!, ...r.slice(2)]),
    }))
    const params = { mode: 'by-definition', preprocess: 'none' }
    const kept = (results: { result: TrackingResult }[]) => results.map((r) => [r.result.sequence, r.result.counts])
    expect(kept(await measured(subjectOf(turned), params))).toEqual(kept(await measured(subjectOf(plain), params)))
  })

  test('without seqinfo.ini the last box ends the sequence, and its duration is not known', async () => {
    const files = { 'gt.txt': '2,1,0,0,10,10\n7,1,0,0,10,10\n', 't.txt': '9,1,0,0,10,10\n' }
    const subject = subjectWith(files, [{ name: 'a', groundTruth: 'gt.txt', tracker: 't.txt' }])
    const { quantities, detail } = await reduced(subject)
    expect(quantities).toMatchObject({ frames: 9, objects: 2, duration: null })
    expect(detail).toMatchObject({ lengthNotStated: ['a'] })
    expect(quantities['mota']).toMatchObject({ value: '-0.5' })
  })
})

describe('what the bounds say', () => {
  const perfect = (n: number) =>
    Array.from({ length: n }, (_, k) => {
      const objects: Row[] = [1, 2, 3].map((f) => [f, 1, 10 * f, 0, 10, 20, 1, 1])
      return { name: `s${k}`, frames: 3, preprocess: 'none', objects, found: objects }
    })

  test.each([
    [1, 0.05],
    [3, 0.05 ** (1 / 3)],
    [60, 0.05 ** (1 / 60)],
  ])('%i perfect sequences are shown to be no better than all unseen ones being wrong', async (n, share) => {
    const { quantities } = await reduced(subjectOf(perfect(n)))
    for (const name of ['idf1', 'mota', 'hota', 'mostlyTracked']) {
      const { value, bounds } = quantities[name] as Estimate
      expect(numberOf(value)).toBe(1)
      expect(Number(bounds![0]!.upper)).toBe(1)
      // HOTA is a root: boxes of both sides that do not meet weigh twice beneath it
      const most = name === 'hota' ? Math.sqrt(share / (2 - share)) : share
      expect(Number(bounds![0]!.lower), name).toBeLessThanOrEqual(most + 1e-9)
    }
    expect(Number((quantities['mostlyLost'] as Estimate).bounds![0]!.upper)).toBeCloseTo(1 - share, 9)
    expect((quantities['assa'] as Estimate).bounds![0]!.lower).not.toBe('1')
    expect((quantities['motp'] as Estimate).bounds![0]!.lower).not.toBe('1')
  })

  test('one sequence has no distribution to draw from', async () => {
    const { quantities } = await reduced(subjectOf(plain.slice(0, 1)))
    expect((quantities['hota'] as Estimate).distribution).toBeUndefined()
  })

  test('a tracker that finds nothing may still be a little better than 0; what is not defined is null', async () => {
    const blind = perfect(20).map((w) => ({ ...w, found: [] }))
    const { quantities } = await reduced(subjectOf(blind))
    expect(quantities).toMatchObject({ motp: null, loca: null, assa: null, idp: null, idSwitches: 0 })
    expect(quantities['idf1']).toMatchObject({ value: '0/60' })
    expect(Number((quantities['idf1'] as Estimate).bounds![0]!.upper)).toBeGreaterThan(0.1)
  })
})

describe('what a verifier sees', () => {
  test('counts that contradict each other are not known', async () => {
    const results = await measured(good)
    const forge = (change: (counts: TrackingResult['counts']) => object) =>
      results.map((r, k) =>
        k === 0 ? { ...r, result: { ...r.result, counts: { ...r.result.counts, ...change(r.result.counts) } } } : r,
      ) as typeof results
    const hotaOf = (of: typeof results) => trackingReducer.reduce(of, tracking.params.parse({}), []).quantities['hota']
    expect(hotaOf(results)).not.toBeNull()
    expect(hotaOf(forge((c) => ({ objects: c.objects + 1 })))).toBeNull()
    expect(hotaOf(forge((c) => ({ tracks: c.tracks.map(([n, , s, w]) => [n, n + 1, s, w]) })))).toBeNull()
    expect(hotaOf(forge((c) => ({ pairs: [...c.pairs, ...c.pairs] })))).toBeNull()
    expect(hotaOf(forge((c) => ({ pairs: c.pairs.map(([g, d, n, ...s]) => [g, d, n! + 99, ...s]) })))).toBeNull()
    expect(hotaOf(forge((c) => ({ similarity: { ...c.similarity, clear: c.similarity.clear + 99 } })))).toBeNull()
  })
})

const gt = '1,1,0,0,10,10,1,1,1\n2,1,0,0,10,10,1,1,1\n'
const one = [{ name: 'a', groundTruth: 'gt.txt', tracker: 't.txt', info: 'seqinfo.ini' }]
const problemsOf = async (files: Readonly<Record<string, string>>, params: object = {}) => {
  const all = { 'gt.txt': gt, 't.txt': gt, 'seqinfo.ini': infoOf(2), ...files }
  const problems = await tracking.check(subjectWith(all, one), tracking.params.parse(params))
  return problems.map((p) => [p.code, p.place?.file, p.place?.line, p.place?.column])
}

describe('hostile and broken files', () => {
  test.each<[string, string, number, number]>([
    ['a word for a frame', `${gt}x,2,0,0,1,1,1,1`, 3, 1],
    ['frame 0', `0,1,0,0,1,1,1,1\n`, 1, 1],
    ['a frame after the end', `${gt}3,1,0,0,1,1,1,1\n`, 3, 1],
    ['half a frame', `1.5,1,0,0,1,1,1,1\n`, 1, 1],
    ['a negative id', `1,-1,0,0,1,1,1,1\n`, 1, 3],
    ['NaN for a place', `1,1,NaN,0,1,1,1,1\n`, 1, 5],
    ['infinity', `1,1,0,1e999,1,1,1,1\n`, 1, 7],
    ['a negative width', `1,1,0,0,-1,1,1,1\n`, 1, 9],
    ['a negative height', `1,1,0,0,1,-0.5,1,1\n`, 1, 11],
    ['a word for the confidence', `1,1,0,0,1,1,high,1\n`, 1, 13],
    ['a class that does not exist', `1,1,0,0,1,1,1,14\n`, 1, 15],
    ['a word for the visibility', `1,1,0,0,1,1,1,1,seen\n`, 1, 17],
    ['too few columns', `1,1,0,0,1,1\n`, 1, 12],
    ['an empty cell', `1,1,,0,1,1,1,1\n`, 1, 5],
    ['a heading', `frame,id,left,top,width,height,conf,class\n`, 1, 1],
    ['an id twice in a frame', `${gt}1,1,5,5,10,10,1,1\n`, 1, 1],
    ['a line without end', `1,1${'0'.repeat(5000)},0,0,1,1,1,1\n`, 1, 4097],
  ])('reference, %s: a problem with its place', async (_, text, line, column) => {
    const [first] = await problemsOf({ 'gt.txt': text })
    expect(first).toEqual(['tracking-row-invalid', 'gt.txt', line, column])
  })

  test.each<[string, string, number | undefined]>([
    ['no length', '[Sequence]\nframeRate=25\n', undefined],
    ['a length of 0', '[Sequence]\nseqLength=0\n', 2],
    ['a length of a thousand million', '[Sequence]\nseqLength=1000000000\n', 2],
    ['a length in another section', '[Other]\nseqLength=2\n', undefined],
    ['no frames a second', '[Sequence]\nseqLength=2\nframeRate=0\n', 3],
    ['nothing', '', undefined],
  ])('seqinfo.ini, %s', async (_, text, line) => {
    const [first] = await problemsOf({ 'seqinfo.ini': text })
    expect(first?.slice(0, 3)).toEqual(['tracking-info-invalid', 'seqinfo.ini', line])
  })

  test('malformed lines of a tracker are refused and counted, with their places; the rest counts', async () => {
    const tracker = [
      '1,1,0,0,10,10,1,-1,-1,-1',
      '1,2,0,0,10,nan,1,-1,-1,-1',
      '9,1,0,0,10,10,1,-1,-1,-1',
      '2,4,0,0,10,10,1,3,-1,-1',
      '2,7,0,0,10,10',
      '2,7,1,1,10,10',
      '',
      '  2 , 8 , 50,50 ,10,10,',
    ]
    const files = { 'gt.txt': gt, 't.txt': `\uFEFF${tracker.join('\r\n')}`, 'seqinfo.ini': infoOf(2) }
    const subject = subjectWith(files, one)
    const problems = await tracking.check(subject, tracking.params.parse({}))
    expect(problems).toMatchObject([{ code: 'tracking-refused', severity: 'warning', place: { line: 2, column: 12 } }])
    const [kept] = await measured(subject, {})
    expect(kept!.result.refused.lines).toBe(5)
    expect(kept!.result.refused.first.map((r) => [r.line, r.column])).toEqual([
      ...[[2, 12]],
      ...[[3, 1]],
      ...[[4, 17]],
      ...[[5, 1]],
      ...[[6, 1]],
    ])
    expect(kept!.result.counts).toMatchObject({ found: 2, objects: 2 })
    const { quantities } = await reduced(subject, {})
    expect(quantities).toMatchObject({ refusedLines: 5, mota: { value: '0/2' } })
  })

  test('lines across chunks of the stream are read whole', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, k): Row => [1 + (k % 1000), 1 + Math.floor(k / 1000), k, 0, 30, 40, 1, 1],
    )
    const subject = subjectOf([{ name: 'long', frames: 1000, preprocess: 'none', objects: rows, found: rows }])
    const [kept] = await measured(subject)
    expect(kept!.result.counts).toMatchObject({ objects: 60_000, found: 60_000 })
    expect(kept!.result.refused.lines).toBe(0)
  })

  test('a cell is read as JavaScript reads the number, to the last bit', () => {
    const cell = { value: 0, end: 0 }
    const written = fc.oneof(
      fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(999)).map(([a, b]) => `${a}.${b}`),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('-0', '.5', '5.', '007', '+1', '12345678901234567890', '0.1234567890123456789', '1e-7'),
    )
    fc.assert(
      fc.property(written, fc.nat(2), (text, blanks) => {
        const line = Buffer.from(`7,${' '.repeat(blanks)}${text}${' '.repeat(blanks)},9`)
        readCell(line, 2, line.length, cell)
        expect(cell.value).toBe(Number(text))
        expect(cell.end).toBe(line.length - 2)
      }),
      { numRuns: 2000 },
    )
    for (const text of ['', '.', '-', '1.2.3', '1-2', '0x10', 'nan', 'Infinity', '1 2']) {
      readCell(Buffer.from(text), 0, text.length, cell)
      expect(cell.value, text).toBe(Number.POSITIVE_INFINITY)
    }
  })

  test('too many boxes in one frame are refused before they are compared', async () => {
    const text = Array.from({ length: 1001 }, (_, k) => `1,${k},0,0,1,1,1,1\n`).join('')
    expect(await problemsOf({ 't.txt': text })).toEqual([['tracking-too-large', 't.txt', undefined, undefined]])
  })

  test.each([
    ['no section', {}, 'tracking-access'],
    ['no sequences', { tracking: { sequences: [] } }, 'tracking-access'],
    ['a name twice', { tracking: { sequences: [one[0], { ...one[0], groundTruth: 'other.txt' }] } }, 'tracking-access'],
    ['a reference twice', { tracking: { sequences: [one[0], { ...one[0], name: 'b' }] } }, 'tracking-access'],
    ['a key that is not known', { tracking: { sequences: [{ ...one[0], fps: 25 }] } }, 'tracking-access'],
    ['a file outside', { tracking: { sequences: [{ ...one[0], tracker: '..' }] } }, 'path-outside'],
    ['a folder', { tracking: { sequences: [{ ...one[0], tracker: '.' }] } }, 'tracking-file-missing'],
  ])('%s is one clear problem', async (_, access, code) => {
    const files = { 'gt.txt': gt, 't.txt': gt, 'seqinfo.ini': infoOf(2) }
    const problems = await tracking.check({ ...subjectWith(files, one), access }, tracking.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })
})
