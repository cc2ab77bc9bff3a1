import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../language/problem.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { detOf } from '../../../metrics/verification/det.ts'
import { eer, eerConventions } from '../../../metrics/verification/eer.ts'
import { sortedScores } from '../../../metrics/verification/scores.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { decimalOf } from '../files/decimal-bytes.ts'
import { eerBounds } from './eer-bounds.ts'
import { verification } from './index.ts'
import { statedRates } from './params.ts'
import { readScores } from './score-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-verification-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const subjectOf = (access: unknown): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: access === undefined ? {} : { verification: access },
  folder,
})

/** Scores of a matcher with a known separation; every fiftieth comparison fails. */
function drawn(seed: bigint, n: number, levels: number): { genuine: number[]; impostor: number[]; csv: string } {
  const random = pcg32(seed)
  const genuine: number[] = []
  const impostor: number[] = []
  const lines = ['id,label,score']
  for (let i = 0; i < n; i++) {
    const same = random.uniform() < 0.2
    const spread = (random.uniform() + random.uniform() + random.uniform() - 1.5) * 0.5
    const score = i % 50 === 49 ? Number.NaN : Math.round(((same ? 0.65 : 0.3) + spread) * levels) / levels
    ;(same ? genuine : impostor).push(score)
    lines.push(`p${i},${same ? 1 : 0},${Number.isNaN(score) ? '' : score}`)
  }
  return { genuine, impostor, csv: `${lines.join('\n')}\n` }
}

conformance('recognition/verification', async () => {
  for (const [i, name] of ['day.csv', 'night.csv', 'mask.csv'].entries()) {
    await writeFile(join(folder, name), drawn(BigInt(i + 1), 600, 200).csv)
  }
  const scores = ['day.csv', 'night.csv', { file: 'mask.csv', stratum: 'mask' }]
  const broken = subjectOf({ scores: ['day.csv', 'gone.csv'] })
  return {
    instrument: verification,
    subject: subjectOf({ scores }),
    params: { fmr: ['0.1', 0.01, '1e-3'] },
    broken: { subject: broken, items: [{ id: 'day.csv', stratum: 'day.csv', fmr: ['0.1'], section: 'verification' }] },
  }
})

async function measured(files: Readonly<Record<string, string | Buffer>>, polarity?: string, params: object = {}) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const subject = subjectOf({ scores: Object.keys(files), ...(polarity ? { polarity } : {}) })
  const parsed = verification.params.parse(params)
  const results = await measuredOnce(verification, subject, await listed(verification, subject, parsed))
  return { results, reduced: verification.reduce(results, parsed, ['0.95']) }
}

test('two sections of one subject are two lists of comparisons', async () => {
  await writeFile(join(folder, 'clean.csv'), 'score,label\n0.9,1\n0.8,1\n0.1,0\n')
  await writeFile(join(folder, 'blurred.csv'), 'score,label\n0.9,1\n0.1,1\n0.2,0\n')
  const access = { verification: { scores: ['clean.csv'] }, stored: { scores: ['blurred.csv'] } }
  const subject = { ...subjectOf(undefined), access }
  const rate = async (given: object) => {
    const params = verification.params.parse({ fmr: ['0.1'], ...given })
    const results = await measuredOnce(verification, subject, await listed(verification, subject, params))
    return verification.reduce(results, params, []).quantities['fnmr']
  }
  expect([await rate({}), await rate({ section: 'stored' })]).toMatchObject([{ value: '0/2' }, { value: '1/2' }])
  const material = verification.material as (fixed: object) => string
  expect([material({}), material({ section: 'stored' })]).toEqual(['verification', 'stored'])
  const [problem] = await verification.check(subject, verification.params.parse({ section: 'none' }))
  expect(problem!.place?.path).toBe('access.none')
})

describe('numbers', () => {
  const g4 = [
    ...[0.9, 0.8, 0.75, 0.6, 0.55, 0.4].map((s) => `${s},genuine`),
    ...[0.7, 0.58, 0.5, 0.45, 0.3, 0.2, 0.1, 0.05].map((s) => `${s},impostor`),
  ]

  test('six genuine and eight impostor comparisons', async () => {
    const { reduced } = await measured({ 'g4.csv': ['score,label', ...g4].join('\n') }, undefined, { fmr: ['0.125'] })
    expect(reduced.n).toBe(14)
    expect(reduced.quantities).toMatchObject({
      eer: { value: '7/24', n: 6 },
      fnmr: { value: '2/6', n: 6 },
      tar: { value: '4/6' },
      failureToAcquire: { value: '0/14' },
      genuineComparisons: 6,
      impostorComparisons: 8,
      refusedLines: 0,
      fnmrAtFmr: [{ fmr: '0.125', threshold: 0.6, falseMatches: 1, falseNonMatches: 2, measuredFmr: { value: '1/8' } }],
    })
    expect(reduced.detail).toMatchObject({
      eer: { midpoint: '0.291666666667', fvc: '0.208333333333', linear: '0.25', 'convex-hull': '0.214285714286' },
    })
  })

  test('the same as distances; thresholds are distances too', async () => {
    const negated = g4.map((line) => `${1 - Number(line.split(',')[0])},${line.split(',')[1]}`)
    const { reduced } = await measured({ 'd.csv': ['distance,label', ...negated].join('\n') }, 'distance', {
      fmr: ['0.125'],
    })
    expect(reduced.quantities).toMatchObject({ eer: { value: '7/24' }, fnmrAtFmr: [{ threshold: 0.4 }] })
  })

  test('a failure is an error of genuine, no match of impostors, and counted', async () => {
    const text = 'label\tscore\n1\t0.9\n1\tNaN\n0\t0.1\n0\t\n'
    const { reduced } = await measured({ 'f.tsv': text }, undefined, { fmr: ['0.1'] })
    expect(reduced.quantities).toMatchObject({
      fnmr: { value: '1/2' },
      failureToAcquire: { value: '2/4' },
      genuineComparisons: 2,
      impostorComparisons: 2,
    })
  })

  test('few impostors do not resolve a low rate, and it is said', async () => {
    const impostors = (n: number) => `label,score\n1,0.9\n${'0,0.1\n'.repeat(n)}`
    const rule = async (n: number) => {
      const { reduced } = await measured({ 'r.csv': impostors(n) }, undefined, { fmr: ['0.01'] })
      return (reduced.quantities['fnmrAtFmr'] as { ruleOf3: boolean; ruleOf30: boolean }[])[0]!
    }
    expect(await rule(298)).toMatchObject({ ruleOf3: false, ruleOf30: false })
    expect(await rule(299)).toMatchObject({ ruleOf3: true, ruleOf30: false })
  })

  test('one class only: nothing is known of errors', async () => {
    const { reduced } = await measured({ 'one.csv': 'label,score\n1,0.9\n1,0.8\n' })
    expect(reduced.quantities).toMatchObject({ fnmr: null, eer: null, dPrime: null, genuineComparisons: 2 })
  })

  test('many distinct scores: what is kept is small, and gives what all scores give', async () => {
    const parts = [drawn(7n, 20_000, 1e9), drawn(8n, 20_000, 1e9)]
    const params = { fmr: ['0.1', '0.01', '0.001', '0.00005'] }
    const { results, reduced } = await measured({ 'a.csv': parts[0]!.csv, 'b.csv': parts[1]!.csv }, undefined, params)
    const genuine = Float64Array.from(parts.flatMap((p) => p.genuine))
    const impostor = Float64Array.from(parts.flatMap((p) => p.impostor))
    const det = detOf(sortedScores(genuine.slice(), impostor.slice()))
    expect(JSON.stringify(results).length / results.length).toBeLessThan(30_000)
    expect(reduced.detail!['notProven']).toEqual([])
    for (const c of eerConventions) {
      const { eer: values } = reduced.detail as { eer: Record<string, string> }
      expect(Number(values[c])).toBeCloseTo(eer(det, c).value!.toNumber(), 11)
    }
    for (const [i, f] of [0.1, 0.01, 0.001, 0.00005].entries()) {
      const p = det.falseMatches.findIndex((m) => m <= f * det.impostor)
      expect(reduced.quantities['fnmrAtFmr']).toMatchObject({
        [i]: { fnmr: { value: `${det.falseNonMatches[p]}/${det.genuine}` }, threshold: det.thresholds[p] },
      })
    }
  })

  test('counts that leave room for other scores prove nothing, and nothing is said', async () => {
    const params = { fmr: ['0.01'] }
    const { results } = await measured({ 'a.csv': drawn(9n, 5000, 1e9).csv }, undefined, params)
    const [{ id, result }] = results as [(typeof results)[0]]
    const holes = result.ladder.impostorUpTo.map((c) => Math.max(0, c - 1))
    const forged = { ...result, ladder: { ...result.ladder, impostorUpTo: holes } }
    const reduced = verification.reduce([{ id, result: forged }], verification.params.parse(params), ['0.95'])
    expect(reduced.quantities).toMatchObject({ fnmr: null, eer: null })
    expect(reduced.detail!['notProven']).toEqual(['0.01'])
  })

  test('the bounds of the EER hold the true one at least as often as they say', () => {
    // uniform scores on [0,1] and [0.8,1.8]: FMR = 1-t, FNMR = t-0.8, so the true EER is 0.1
    const random = pcg32(11n)
    let [above, below] = [0, 0]
    const runs = 200
    for (let run = 0; run < runs; run++) {
      const genuine = Float64Array.from({ length: 150 }, () => 0.8 + random.uniform())
      const impostor = Float64Array.from({ length: 300 }, () => random.uniform())
      const { upper, lower } = eerBounds(detOf(sortedScores(genuine, impostor)), 0.9)
      if (upper < 0.1) above++
      if (lower > 0.1) below++
    }
    expect(above).toBeLessThanOrEqual(0.1 * runs)
    expect(below).toBeLessThanOrEqual(0.1 * runs)
  })
})

describe('reading', () => {
  const read = async (name: string, text: string | Buffer) => {
    await writeFile(join(folder, name), text)
    return readScores(join(folder, name), name, 'similarity')
  }
  const shape = async (name: string, text: string | Buffer) => {
    const { genuine, impostor, refused } = await read(name, text)
    return [[...genuine], [...impostor], refused.lines]
  }

  test.each<[string, string | Buffer]>([
    ['columns in any order', 'score,x,label\n0.5,a,1\n.25,b,0\n'],
    ['Chinese names and labels', '编号,同人,相似度\n甲,是,0.5\n乙,否,0.25\n'],
    [
      'a byte order mark, CRLF and no last line break',
      '\uFEFFid\tLabel\tScore\r\na\tgenuine\t5e-1\r\nb\timpostor\t+0.25',
    ],
    ['blanks around cells, semicolons, blank lines', 'id; label; score\n\na; Mated ; 0.5\n\nb; non-mated; 0.25\n'],
    ['quotes', 'id,label,score\n"a, ""b""","1","0.5"\nb,0,0.25\n'],
    ['gzip', gzipSync('label,score\n1,0.5\n0,0.25\n')],
    ['blanks between cells', 'label score\n1 0.5\n0 0.25\n'],
  ])('%s', async (name, text) => {
    const file = name === 'gzip' ? 'x.csv.gz' : 'x.csv'
    expect(await shape(file, text)).toEqual([[0.5], [0.25], 0])
  })

  test('a return code other than 0 is a failure, whatever score stands beside it', async () => {
    const text = 'enrollTempl verifTempl mated simScore returnCode\na b 1 0.5 0\nc d 1 -1 2\ne f 0 -1 2\n'
    expect(await shape('n.txt', text)).toEqual([[0.5, Number.NaN], [Number.NaN], 0])
  })

  test.each([
    ['a,2,0.5', 3, 'label'],
    ['a,1,high', 5, 'score'],
    ['a,1,inf', 5, 'score'],
    ['a,1,1e999', 5, 'score'],
    ['a,1,0x10', 5, 'score'],
    ['a,1,1_0', 5, 'score'],
    ['甲,1,.', 5, 'score'],
    ['a,1', 4, '3 columns'],
    ['a,1,0.5,x', 8, '3 columns'],
    ['a,,0.5', 3, 'label'],
    ['"a,1,0.5', 1, '3 columns'],
    [`a,1,${'9'.repeat(70_000)}`, 65_537, 'at most'],
  ])('%.20s is refused with line and column', async (line, column, expected) => {
    const { refused, genuine, impostor } = await read('bad.csv', `id,label,score\na,1,0.5\n${line}\nb,0,0.1\n`)
    expect([genuine.length, impostor.length, refused.lines]).toEqual([1, 1, 1])
    expect(refused.first[0]).toMatchObject({ line: 3, expected: expect.stringContaining(expected) })
    if (!line.startsWith('"')) expect(refused.first[0]!.column).toBe(column)
  })

  test('refused lines are all counted, the first twenty kept, and in the report', async () => {
    const { reduced } = await measured({ 'bad.csv': `label,score\n1,0.5\n0,0.1\n${'?,?\n'.repeat(1000)}` })
    expect(reduced.quantities['refusedLines']).toBe(1000)
    const refused = reduced.detail!['refused'] as { file: string; lines: number; first: unknown[] }[]
    expect(refused).toMatchObject([{ file: 'bad.csv', lines: 1000 }])
    expect(refused[0]!.first).toHaveLength(20)
  })

  test('a line of many megabytes is one refused line, and what follows is read', async () => {
    const text = `label,score\n${'x'.repeat(5_000_000)}\n1,0.5\n`
    expect(await shape('long.csv', text)).toEqual([[0.5], [], 1])
  })

  test('a torn archive is one problem', async () => {
    const torn = gzipSync(drawn(1n, 1000, 100).csv).subarray(0, 500)
    await expect(read('torn.csv.gz', torn)).rejects.toMatchObject({ problems: [{ code: 'scores-unreadable' }] })
    await expect(read('none.csv.gz', 'no archive')).rejects.toBeInstanceOf(ProblemError)
  })

  test('numbers are read as Number reads them', () => {
    const parsed = (text: string) => decimalOf(Buffer.from(text), 0, text.length)
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(parsed(String(x))).toBe(Number(String(x)))
        expect(parsed(x.toFixed(6))).toBe(Number(x.toFixed(6)))
        expect(parsed(x.toExponential(5))).toBe(Number(x.toExponential(5)))
      }),
      { numRuns: 2000 },
    )
    for (const text of ['', '.', '-', '+', 'e5', '1e', '1e+', '1.2.3', '--1', '1 2', '1e1.5', '٣'])
      expect(parsed(text), text).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('subjects', () => {
  const HEAD = 'label,score,probe_subject,gallery_subject'
  /** Twenty people; the genuine comparisons of one in four people all fail. */
  const rows = (subject: (s: number) => string, bad = 0.25) => {
    const lines: string[] = []
    for (let s = 0; s < 20; s++)
      for (let k = 0; k < 20; k++) lines.push(`1,${s < 20 * bad ? 0.1 : 0.9},${subject(s)},${subject(s)}`)
    const random = pcg32(6n)
    for (let k = 0; k < 2000; k++) {
      const [a, b] = [random.below(20), random.below(20)]
      if (a !== b) lines.push(`0,${(0.2 + 0.4 * random.uniform()).toFixed(3)},${subject(a)},${subject(b)}`)
    }
    return lines
  }
  const bound = (q: unknown) => {
    const [b] = (q as { bounds: { lower: string; upper: string }[] }).bounds
    return { lower: Number(b!.lower), upper: Number(b!.upper) }
  }

  test('bounds are those of whole subjects: twenty people, not four hundred comparisons', async () => {
    const lines = rows((s) => `p${s}`)
    const params = { fmr: ['0.01'] }
    const named = await measured({ 's.csv': [HEAD, ...lines].join('\n') }, undefined, params)
    const unnamed = await measured(
      { 'u.csv': ['label,score', ...lines.map((l) => l.split(',').slice(0, 2).join(','))].join('\n') },
      undefined,
      params,
    )
    expect(named.reduced.detail!['bounds']).toEqual({ by: 'subject', subjects: 20 })
    expect(unnamed.reduced.detail!['bounds']).toEqual({ by: 'comparison' })
    for (const name of ['fnmr', 'tar', 'eer']) {
      const [own, other] = [named, unnamed].map((m) => m.reduced.quantities[name]) as [unknown, unknown]
      expect((own as { value: string }).value).toBe((other as { value: string }).value)
      expect(bound(own).lower).toBeLessThanOrEqual(bound(other).lower)
      expect(bound(own).upper).toBeGreaterThanOrEqual(bound(other).upper)
    }
    // 5 of 20 people: 0.104 to 0.456 at 95 %, where 100 of 400 comparisons would say 0.215 to 0.288
    expect(bound(named.reduced.quantities['fnmr']).upper).toBeGreaterThan(0.42)
    expect(bound(named.reduced.quantities['fnmr']).lower).toBeLessThan(0.12)
    expect(bound(named.reduced.quantities['fnmr']).upper + bound(named.reduced.quantities['tar']).lower).toBeCloseTo(
      1,
      9,
    )
  })

  test('no error in few people shows little', async () => {
    const { reduced } = await measured({ 'z.csv': [HEAD, ...rows((s) => `p${s}`, 0)].join('\n') }, undefined, {
      fmr: ['0.01'],
    })
    expect(reduced.quantities['fnmr']).toMatchObject({ value: '0/400' })
    expect(bound(reduced.quantities['fnmr']).upper).toBeCloseTo(1 - 0.05 ** (1 / 20), 9)
  })

  test('one subject in two files is one; files in another order change nothing', async () => {
    const lines = rows((s) => `p${s}`)
    const files = {
      'a.csv': [HEAD, ...lines.slice(0, 900)].join('\n'),
      'b.csv': [HEAD, ...lines.slice(900)].join('\n'),
    }
    const one = await measured(files, undefined, { fmr: ['0.01'] })
    const all = await measured({ 'c.csv': [HEAD, ...lines].join('\n') }, undefined, { fmr: ['0.01'] })
    expect(one.reduced.detail!['bounds']).toEqual({ by: 'subject', subjects: 20 })
    expect(one.reduced.quantities['fnmr']).toEqual(all.reduced.quantities['fnmr'])
    expect(one.reduced.quantities['eer']).toEqual(all.reduced.quantities['eer'])
  })

  test('a comparison without a subject: every comparison for itself again', async () => {
    const lines = [...rows((s) => `p${s}`), '1,0.9,,p1']
    const { reduced } = await measured({ 'n.csv': [HEAD, ...lines].join('\n') })
    expect(reduced.detail!['bounds']).toEqual({ by: 'comparison' })
  })

  test('the same two samples again are counted, in either direction', async () => {
    const text = 'enrollTempl verifTempl mated simScore\na b 1 0.5\nb a 1 0.5\na c 0 0.1\na c 0 0.1\na d 0 0.2\n'
    const { reduced } = await measured({ 'r.txt': text })
    expect(reduced.detail!['repeated']).toBe(2)
    expect(reduced.quantities['genuineComparisons']).toBe(2)
  })

  test('Chinese names of columns', async () => {
    const text = '标签,分数,注册人员,验证人员\n是,0.9,甲,甲\n否,0.1,甲,乙\n'
    const { reduced } = await measured({ 'zh.csv': text })
    expect(reduced.detail!['bounds']).toEqual({ by: 'subject', subjects: 2 })
  })
})

conformance('recognition/verification of named subjects', async () => {
  const random = pcg32(12n)
  for (const name of ['s1.csv', 's2.csv', 's3.csv']) {
    const lines = Array.from({ length: 500 }, () => {
      const [a, b] = [random.below(25), random.below(25)]
      const same = random.uniform() < 0.3 || a === b
      return `${Number(same)},${(random.normal() + (same ? 2 : 0)).toFixed(2)},p${a},p${same ? a : b}`
    })
    await writeFile(join(folder, name), `label,score,probe_subject,gallery_subject\n${lines.join('\n')}\n`)
  }
  return {
    instrument: verification,
    subject: subjectOf({ scores: ['s1.csv', 's2.csv', 's3.csv'] }),
    params: { fmr: ['0.1', '0.01'] },
  }
})

describe('set-up', () => {
  test.each<[string, unknown, string]>([
    ['no section', undefined, 'verification-access'],
    ['no files', { scores: [] }, 'verification-access'],
    ['a file twice', { scores: ['h.csv', 'h.csv'] }, 'verification-access'],
    ['a file that is not there', { scores: ['gone.csv'] }, 'scores-missing'],
    ['a file outside the folder', { scores: ['../../../etc/passwd'] }, 'scores-outside'],
    ['a file without names of columns', { scores: ['h.csv'] }, 'scores-columns'],
    ['an empty file', { scores: ['empty.csv'] }, 'scores-columns'],
    ['a distance called a similarity', { scores: ['dist.csv'] }, 'scores-polarity'],
    ['a similarity called a distance', { scores: ['sim.csv'], polarity: 'distance' }, 'scores-polarity'],
  ])('%s is one clear problem before the run', async (_, access, code) => {
    await writeFile(join(folder, 'h.csv'), 'a,1,0.5\nb,0,0.2\n')
    await writeFile(join(folder, 'empty.csv'), '')
    await writeFile(join(folder, 'dist.csv'), 'label,distance\n1,0.5\n')
    await writeFile(join(folder, 'sim.csv'), 'label,similarity\n1,0.5\n')
    const problems = await verification.check(subjectOf(access), verification.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })

  test('a false match rate is one rate, however it is written', () => {
    const params = verification.params.parse({ fmr: ['1e-4', 0.0001, '0.00010', 0.01] })
    // a plan holds what the standard wrote; `verify` compares the two
    expect(params.fmr).toEqual(['1e-4', 0.0001, '0.00010', 0.01])
    expect(statedRates(params.fmr).map((r) => r.text)).toEqual(['0.0001', '0.01'])
  })

  test.each([['0'], ['1'], ['-0.1'], ['abc'], ['1e-9999999']])('a false match rate of %s is refused', (f) => {
    expect(verification.params.safeParse({ fmr: [f] }).success).toBe(false)
  })
})
