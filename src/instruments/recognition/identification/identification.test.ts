import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { identification } from './index.ts'
import { scanRows } from './scan-rows.ts'

const { folder, file, subjectOf, reducedOf } = workbench('identification', identification)

interface Golden {
  readonly levels: number
  readonly ties: string
  readonly mated: number
  readonly nonMated: number
  readonly cmc: Readonly<Record<string, number>>
  readonly points: readonly { fpir: string; rank: number; misses: number; alarms: number }[]
}
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/identification.json', import.meta.url), 'utf8'),
) as readonly Golden[]
const [ROWS, COLUMNS] = [240, 300]

/** The scores of fixtures/identification_oracle.py, from the same congruence. */
function world(levels: number): { scores: number[][]; mates: (number | null)[] } {
  let x = levels
  const u = () => {
    x = Number((BigInt(x) * 1103515245n + 12345n) % 2n ** 31n)
    return x / 2 ** 31
  }
  const mates: (number | null)[] = []
  const scores = Array.from({ length: ROWS }, (_, r) => {
    const row = Array.from({ length: COLUMNS }, () => (u() + u()) * 0.4)
    mates.push(r % 4 === 3 ? null : Math.floor(u() * COLUMNS))
    const lift = u()
    if (mates[r] != null) row[mates[r]] = 0.55 + lift * 0.5
    return row.map((s) => halfEven(s * levels) / levels)
  })
  for (let r = 0; r < ROWS; r += 37) if (mates[r] != null) scores[r]![mates[r]!] = Number.NaN
  return { scores, mates }
}

function halfEven(value: number): number {
  const down = Math.floor(value)
  return value - down === 0.5 ? down + (down % 2) : Math.round(value)
}

const listsOf = ({ scores, mates }: ReturnType<typeof world>) => {
  const lines = scores.flatMap((row, r) => row.map((s, c) => `q${r},p${c},${s}`))
  const truth = mates.map((m, r) => `q${r},${m === null ? 'none' : `p${m}`}`)
  return {
    format: 'lists',
    candidates: file('all.csv', `search_id,candidate_id,score\n${lines.join('\n')}\n`),
    truth: file('truth.csv', `search_id,subject_id\n${truth.join('\n')}\n`),
  }
}
const matrixOf = ({ scores, mates }: ReturnType<typeof world>) => ({
  format: 'matrix',
  matrices: [
    {
      scores: file('all.f32', new Uint8Array(Float32Array.from(scores.flat()).buffer)),
      sidecar: file('all.json', JSON.stringify({ rows: ROWS, columns: COLUMNS, mates })),
    },
  ],
})
const pyeerOf = ({ scores, mates }: ReturnType<typeof world>) => ({
  format: 'pyeer',
  scores: file('scores.txt', scores.flatMap((row, r) => row.map((s, c) => `q${r} p${c} ${s}\n`)).join('')),
  mates: file('mates.txt', mates.map((m, r) => (m === null ? '' : `q${r} p${m}\n`)).join('')),
})

describe('against ranking everything with numpy (fixtures/identification_oracle.py)', () => {
  test.each(golden)('$levels levels, $ties', async ({ levels, ties, mated, nonMated, cmc, points }) => {
    const all = world(levels)
    const params = { fpir: ['0.02', '0.1', '0.35'], rank: [1, 5], ties }
    for (const access of [listsOf(all), matrixOf(all)]) {
      const { quantities, n } = await reducedOf(access, params)
      expect(n).toBe(mated + nonMated)
      expect(quantities).toMatchObject({
        matedSearches: mated,
        nonMatedSearches: nonMated,
        refusedLines: 0,
        fnir: { value: `${points[0]!.misses}/${mated}` },
        points: points.map((p) => ({
          ...{ fpir: p.fpir, rank: p.rank },
          fnir: { value: `${p.misses}/${mated}` },
          measuredFpir: { value: `${p.alarms}/${nonMated}` },
        })),
      })
      const hits = new Map((quantities['cmc'] as { rank: number; hit: unknown }[]).map((c) => [c.rank, c.hit]))
      for (const [rank, hit] of Object.entries(cmc))
        expect(hits.get(Number(rank))).toMatchObject({ value: `${hit}/${mated}` })
    }
  })

  test('PyEER files are a closed set: a CMC, and no FPIR', async () => {
    const { quantities } = await reducedOf(pyeerOf(world(16)), {})
    expect(quantities).toMatchObject({
      rank1: { value: `${golden[0]!.cmc['1']}/${golden[0]!.mated}` },
      matedSearches: golden[0]!.mated,
      nonMatedSearches: 0,
      fnir: null,
      points: null,
    })
  })
})

const few = {
  candidates: [
    'search_id,rank,candidate_id,score',
    ...['s1,1,a,0.9', 's1,2,b,0.4', 's2,1,a,0.8', 's2,2,b,0.8', 's3,1,c,0.7', 's4,1,a,0.6', 's6,,,'],
  ].join('\n'),
  truth: [
    'search_id,subject_id,stratum',
    's1,a,day',
    's2,b,day',
    's3,d,night',
    's4,none,day',
    's5,,night',
    's6,none,night',
    's7,a,night',
  ].join('\n'),
}

describe('conventions', () => {
  const access = () => ({
    format: 'lists',
    candidates: file('few.csv', few.candidates),
    truth: file('few-truth.csv', few.truth),
  })

  test('ties, truncated lists, missing lists and empty answers', async () => {
    const { quantities, detail } = await reducedOf(access(), { fpir: '0.5', rank: [1, 2] })
    // non-mated: s4 has an alarm at 0.6, s5 has no list, s6 an empty answer; one alarm of three is allowed
    expect(quantities).toMatchObject({
      fpir: { value: '1/3' },
      // s2 ties (pessimistic: second), s3's mate is not on the list, s7 has no list
      fnir: { value: '3/4' },
      rank1: { value: '1/4' },
      failures: { value: '2/7' },
      // non-mates at or above 0.6: s2 a, s3 c, s4 a
      selectivity: '0.428571428571',
      points: [
        { rank: 1, fnir: { value: '3/4' }, threshold: 0.6 },
        { rank: 2, fnir: { value: '2/4' } },
      ],
      cmc: [{ hit: { value: '1/4' } }, { hit: { value: '2/4' } }],
      strata: [
        { stratum: 'day', fnir: { value: '1/2' }, fpir: { value: '1/1' } },
        { stratum: 'night', fnir: { value: '2/2' }, fpir: { value: '0/2' } },
      ],
    })
    expect(detail).toMatchObject({ unanswered: { mated: 1, nonMated: 1 }, notListed: 2, tiedWithMate: 1 })
    const optimistic = await reducedOf(access(), { fpir: '0.5', ties: 'optimistic' })
    expect(optimistic.quantities['rank1']).toMatchObject({ value: '2/4' })
    const strict = await reducedOf(access(), { fpir: '0.3' })
    expect(strict.quantities).toMatchObject({ fpir: { value: '0/3' }, points: [{ threshold: 0.8 }] })
  })

  test('distances are similarities upside down; thresholds are distances', async () => {
    const lines = few.candidates.split('\n').map((l, i) => {
      const cells = l.split(',')
      return i === 0 || cells[3] === '' ? l : [...cells.slice(0, 3), (1 - Number(cells[3])).toFixed(1)].join(',')
    })
    const { quantities } = await reducedOf(
      { ...access(), candidates: file('dist.csv', lines.join('\n')), polarity: 'distance' },
      { fpir: '0.5' },
    )
    expect(quantities).toMatchObject({ fnir: { value: '3/4' }, fpir: { value: '1/3' }, points: [{ threshold: 0.4 }] })
  })

  test('images of one person count once, and a person outside the gallery is not mated', async () => {
    const { quantities, detail } = await reducedOf({
      format: 'lists',
      candidates: file('i.csv', 'search_id,candidate_id,score\ns1,x1,0.9\ns1,x2,0.8\ns1,a1,0.7\ns2,a2,0.6\n'),
      truth: file('i-truth.csv', 'search_id,subject_id\ns1,a\ns2,z\n'),
      gallery: file('gallery.csv', 'candidate_id,subject_id\nx1,x\nx2,x\na1,a\na2,a\n'),
    })
    expect(quantities).toMatchObject({ matedSearches: 1, nonMatedSearches: 1 })
    // two images of x are one person before a
    expect(quantities['cmc']).toMatchObject([
      { rank: 1, hit: { value: '0/1' } },
      { rank: 2, hit: { value: '1/1' } },
    ])
    expect(detail!['intake']).toMatchObject({ consolidated: 1 })
  })

  test('searches without truth are not counted, ranks that contradict scores are said, bad lines are refused', async () => {
    const { quantities, detail } = await reducedOf({
      format: 'lists',
      candidates: file(
        'bad.csv',
        'search_id,rank,candidate_id,score\ns1,1,a,0.2\ns1,2,b,0.4\nx,1,a,0.1\ns1,1,a,high\n,1,a,0.5\ns1,-1,a,0.5\ns1,1,,0.5\ns1,1\n',
      ),
      truth: file('bad-truth.csv', 'search_id,subject_id\ns1,a\ns1,b\n'),
    })
    expect(quantities).toMatchObject({ refusedLines: 6, matedSearches: 1, rank1: { value: '0/1' } })
    expect(detail!['intake']).toMatchObject({
      extra: 1,
      rankConflicts: 1,
      refusals: expect.arrayContaining([expect.objectContaining({ file: 'bad.csv', line: 5, got: 'high' })]),
    })
  })

  test('people who are searched for many times widen the bounds', async () => {
    const line = (i: number, wrong: boolean) => `s${i},${wrong ? 'z' : `p${i % 20}`},0.5`
    const lists = (person: (i: number) => string) => ({
      format: 'lists',
      candidates: file(
        'many.csv',
        `search_id,candidate_id,score\n${Array.from({ length: 400 }, (_, i) => line(i, i % 20 === 0)).join('\n')}\n`,
      ),
      truth: file(
        'many-truth.csv',
        `search_id,subject_id,person\n${Array.from({ length: 400 }, (_, i) => `s${i},p${i % 20},${person(i)}`).join('\n')}\n`,
      ),
    })
    const upper = async (person: (i: number) => string) => {
      const { rank1 } = (await reducedOf(lists(person))).quantities as unknown as {
        rank1: { value: string; bounds: { lower: string }[] }
      }
      expect(rank1.value).toBe('380/400')
      return Number(rank1.bounds[0]!.lower)
    }
    // all errors are one person's: as good as 1 of 20
    expect(await upper((i) => `p${i % 20}`)).toBeLessThan(0.8)
    expect(await upper((i) => `alone${i}`)).toBeGreaterThan(0.92)
  })
})

describe('a dense matrix', () => {
  test('rows wider than the buffer, plain or not, give what counting gives', async () => {
    const [rows, columns] = [3, 300_001]
    const scores = Float32Array.from({ length: rows * columns }, (_, i) => ((i * 7919) % 10_007) / 10_007)
    const path = join(folder, file('wide.f32', new Uint8Array(scores.buffer)))
    const mates = [150_000, null, 299_999]
    const range = { path, file: 'wide.f32', columns, from: 0, to: rows, mates }
    const fast = await scanRows(range, { polarity: 'similarity' })
    expect(await scanRows(range, { polarity: 'similarity', kind: 'plain' })).toEqual(fast)
    for (const [r, column] of mates.entries()) {
      const row = scores.subarray(r * columns, (r + 1) * columns)
      const mate = column === null ? Number.NaN : row[column]!
      const others = row.filter((_, c) => c !== column)
      expect(fast.searches[r]).toMatchObject({
        above: others.filter((s) => s > mate).length,
        equal: others.filter((s) => s === mate).length,
        top: others.reduce((a, b) => Math.max(a, b)),
      })
    }
  })

  test('rows without any score are failures, and mates without one are misses', async () => {
    const nan = Number.NaN
    const { quantities } = await reducedOf({
      format: 'matrix',
      matrices: [
        {
          scores: file('n.f32', new Uint8Array(Float32Array.of(nan, nan, 0.5, nan, nan, nan, 0.3, 0.2).buffer)),
          sidecar: file('n.json', JSON.stringify({ rows: 4, columns: 2, mates: [0, 1, null, null] })),
        },
      ],
    })
    expect(quantities).toMatchObject({
      failures: { value: '2/4' },
      rank1: { value: '0/2' },
      fpir: { value: '0/2' },
      selectivity: null,
    })
  })

  test('whatever the blocks, the same searches', async () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(Number.NaN))
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 12, maxLength: 12 }), fc.nat(3), async (cells, cut) => {
        const path = join(folder, file('p.f32', new Uint8Array(Float32Array.from(cells).buffer)))
        const mates = [0, null, 2, 1]
        const part = (from: number, to: number) =>
          scanRows(
            { path, file: 'p.f32', columns: 3, from, to, mates: mates.slice(from, to) },
            { polarity: 'similarity', hash: false },
          )
        const [all, a, b] = [await part(0, 4), await part(0, cut), await part(cut, 4)]
        expect([...a.searches, ...b.searches]).toEqual(all.searches)
      }),
      { numRuns: 50 },
    )
  })
})

describe('set-up', () => {
  const sidecar = (content: object | string) =>
    file('side.json', typeof content === 'string' ? content : JSON.stringify(content))
  const matrix = (side: string) => ({
    format: 'matrix',
    matrices: [{ scores: file('m.f32', new Uint8Array(16)), sidecar: side }],
  })
  test.each<[string, () => unknown, string]>([
    ['no section', () => undefined, 'identification-access'],
    ['an unknown form', () => ({ format: 'x' }), 'identification-access'],
    [
      'a file that is not there',
      () => ({ format: 'lists', candidates: 'gone.csv', truth: 'gone.csv' }),
      'recognition-file-missing',
    ],
    [
      'a file outside',
      () => ({ format: 'pyeer', scores: '../../../etc/passwd', mates: 'x' }),
      'recognition-file-outside',
    ],
    [
      'no names of columns',
      () => ({ format: 'lists', candidates: file('h.csv', 's1,a,1\n'), truth: 'h.csv' }),
      'recognition-columns',
    ],
    [
      'nothing to read',
      () => ({ format: 'pyeer', scores: file('e.txt', ''), mates: 'e.txt' }),
      'identification-nothing',
    ],
    ['no JSON beside a matrix', () => matrix(sidecar('{')), 'matrix-sidecar'],
    ['too few mates', () => matrix(sidecar({ rows: 2, columns: 2, mates: [0] })), 'matrix-sidecar'],
    ['a mate beyond the columns', () => matrix(sidecar({ rows: 2, columns: 2, mates: [0, 2] })), 'matrix-sidecar'],
    ['a matrix of another size', () => matrix(sidecar({ rows: 3, columns: 2, mates: [0, 1, null] })), 'matrix-size'],
  ])('%s is one clear problem before the run', async (_, access, code) => {
    const problems = await identification.check(subjectOf(access()), identification.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })

  test('an infinite score is a fault of the set-up', async () => {
    const access = {
      format: 'matrix',
      matrices: [
        {
          scores: file('inf.f32', new Uint8Array(Float32Array.of(Number.POSITIVE_INFINITY, 1).buffer)),
          sidecar: file('inf.json', JSON.stringify({ rows: 1, columns: 2, mates: [1] })),
        },
      ],
    }
    await expect(reducedOf(access)).rejects.toMatchObject({ fault: { code: 'matrix-infinite' } })
  })
})

conformance('recognition/identification', async () => {
  const all = world(1000)
  const half = all.scores.map((row) => row.map((s) => (Number.isNaN(s) ? '' : s)))
  const rows = half.flatMap((row, r) => row.map((s, c) => `q${r},p${c},${s}`))
  // three items: as a file of more than a thousand searches
  const truth = Array.from(
    { length: 1100 },
    (_, i) => `q${i},${all.mates[i] == null ? 'none' : `p${all.mates[i]}`},${i % 2 ? 'day' : 'night'}`,
  )
  const access = {
    format: 'lists',
    candidates: file('c.csv', `search_id,candidate_id,score\n${rows.join('\n')}\n`),
    truth: file('c-truth.csv', `search_id,subject_id,stratum\n${truth.join('\n')}\n`),
  }
  const range = { path: join(folder, 'gone.f32'), file: 'gone.f32', columns: 2, from: 0, to: 1, mates: [0] }
  return {
    instrument: identification,
    subject: subjectOf(access),
    params: { fpir: ['0.1', 0.02], rank: 1, ties: 'pessimistic' },
    broken: {
      subject: subjectOf(access),
      items: [
        {
          id: 'x',
          range: { ...range, path: join(folder, 'm.f32'), to: 9 },
          polarity: 'similarity' as const,
          people: [],
          strata: [],
        },
      ],
    },
  }
})

conformance('recognition/identification of a matrix', async () => {
  const [rows, columns] = [1100, 12]
  const scores = Float32Array.from({ length: rows * columns }, (_, i) => ((i * 7919) % 1009) / 1009)
  const mates = Array.from({ length: rows }, (_, r) => (r % 3 === 0 ? null : r % columns))
  for (const [r, m] of mates.entries()) if (m !== null && r % 5 > 0) scores[r * columns + m] = 0.98
  return {
    instrument: identification,
    subject: subjectOf({
      format: 'matrix',
      matrices: [
        {
          scores: file('conf.f32', new Uint8Array(scores.buffer)),
          sidecar: file(
            'conf.json',
            JSON.stringify({
              rows,
              columns,
              mates,
              people: mates.map((_, r) => `p${r % 100}`),
              strata: mates.map((_, r) => `g${r % 3}`),
            }),
          ),
        },
      ],
    }),
    params: {},
  }
})
