import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { numberOf } from '../../conformance/quantities.ts'
import { workbench } from '../../conformance/workbench.ts'
import { speaker } from './index.ts'

const { file, subjectOf, reducedOf } = workbench('speaker', speaker)
const value = (q: Quantity | undefined) => numberOf((q as Estimate).value)!
const bound = (q: Quantity | undefined) => {
  const [b] = (q as Estimate).bounds!
  return { lower: Number(b!.lower), upper: Number(b!.upper) }
}

interface Golden {
  readonly name: string
  readonly trials: readonly (readonly [label: number, score: number])[]
  readonly minDcf: Readonly<Record<string, number>>
  readonly actDcf: number
  readonly cllr: number
  readonly minCllr: number
}
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/speaker.json', import.meta.url), 'utf8'),
) as readonly Golden[]

describe('against plain Python (fixtures/speaker_oracle.py)', () => {
  test.each(golden)('$name', async (g) => {
    const trials = g.trials.map(([label], i) => `${label} e${i % 17} t${i}`)
    const scores = g.trials.map(([, s], i) => `e${i % 17} t${i} ${s}`).reverse()
    const access = {
      format: 'kaldi',
      trials: file('g.trials', trials.join('\n')),
      scores: file('g.scores', scores.join('\n')),
    }
    for (const [prior, expected] of Object.entries(g.minDcf)) {
      const { quantities } = await reducedOf(access, { prior, threshold: '0.5' })
      expect(value(quantities['minDcf'])).toBeCloseTo(expected, 10)
      expect(value(quantities['cllr'])).toBeCloseTo(g.cllr, 10)
      expect(value(quantities['minCllr'])).toBeCloseTo(g.minCllr, 10)
      if (prior === '0.05') expect(value(quantities['actDcf'])).toBeCloseTo(g.actDcf, 10)
    }
  })
})

const g4 = [
  ...[0.9, 0.8, 0.75, 0.6, 0.55, 0.4].map((s, i) => ['target', i, s] as const),
  ...[0.7, 0.58, 0.5, 0.45, 0.3, 0.2, 0.1, 0.05].map((s, i) => ['nontarget', i + 6, s] as const),
]

describe('numbers', () => {
  test('six target and eight non-target trials: EER 7/24, minDCF 0.5', async () => {
    const { quantities, detail, n } = await reducedOf({
      format: 'kaldi',
      // the label may stand last, as Kaldi has it
      trials: file('a.trials', g4.map(([l, i]) => `m${i % 3} u${i} ${l}`).join('\n')),
      scores: file('a.scores', g4.map(([, i, s]) => `m${i % 3} u${i} ${s}`).join('\n')),
    })
    expect(n).toBe(14)
    expect(quantities).toMatchObject({
      eer: { value: '7/24', n: 6 },
      minDcf: { value: '1/2' },
      actDcf: null,
      targets: 6,
      nonTargets: 8,
      failures: { value: '0/14' },
    })
    expect(detail).toMatchObject({ bounds: { by: 'id', clusters: 17 }, thresholds: { least: '0.75' } })
  })

  test('distances; and a threshold', async () => {
    const { quantities, detail } = await reducedOf(
      {
        format: 'table',
        trials: file('d.csv', `label,score\n${g4.map(([l, , s]) => `${l},${(1 - s).toFixed(2)}`).join('\n')}\n`),
        polarity: 'distance',
      },
      { threshold: '0.45', prior: '0.5' },
    )
    // accepted at a distance of 0.45 or less: five targets, two others
    expect(quantities).toMatchObject({
      eer: { value: '7/24' },
      missRate: { value: '1/6' },
      falseAlarmRate: { value: '2/8' },
      actDcf: { value: '5/12' },
    })
    expect(detail).toMatchObject({
      bounds: { by: 'trial', clusters: 14 },
      thresholds: { actual: '0.45000000000000001' },
    })
  })

  test('the threshold of log-likelihood ratios follows from prior and costs', async () => {
    const table = file('b.csv', 'label,score\n1,4.5\n1,4.7\n0,4.5\n0,4.7\n')
    const { quantities } = await reducedOf({ format: 'table', trials: table }, { threshold: 'bayes', prior: '0.01' })
    // ln 99 = 4.595
    expect(quantities).toMatchObject({ missRate: { value: '1/2' }, falseAlarmRate: { value: '1/2' } })
  })

  test('a trial without a line is an error of either kind; one without a score is never accepted', async () => {
    const { quantities, detail } = await reducedOf(
      {
        format: 'kaldi',
        trials: file('m.trials', '1 a x\n1 a y\n1 b x\n0 b y\n0 c x\n0 c y\n'),
        scores: file('m.scores', 'a x 2\na y nan\nc x nan\nc y -1\nz z 5\n'),
      },
      { threshold: 0, prior: '0.5' },
    )
    expect(quantities).toMatchObject({
      missRate: { value: '2/3' },
      falseAlarmRate: { value: '1/3' },
      failures: { value: '4/6' },
      cllr: null,
    })
    expect(value(quantities['minCllr'])).toBeLessThanOrEqual(1)
    expect(detail).toMatchObject({ missing: { targets: 1, nonTargets: 1 }, intake: { extra: 1, extraTrials: ['z z'] } })
  })

  test('what is kept holds no trial', async () => {
    const random = pcg32(8n)
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `${i % 10 ? 0 : 1},${(random.normal() + (i % 10 ? 0 : 3)).toFixed(6)},e${i % 50},t${i % 41}`,
    )
    const { results, quantities } = await reducedOf({
      format: 'table',
      trials: file('big.csv', `label,score,enroll,test\n${rows.join('\n')}\n`),
    })
    expect(JSON.stringify(results).length).toBeLessThan(80_000)
    // N(0,1) and N(3,1) cross at 1.5
    expect(value(quantities['eer'])).toBeCloseTo(0.0668, 2)
  })
})

describe('bounds', () => {
  test('no error in few speakers shows little', async () => {
    const rows = Array.from({ length: 4 * 50 }, (_, i) => `1,5,s${i % 4},s${i % 4}`)
    const others = Array.from({ length: 4 * 50 }, (_, i) => `0,-5,s${i % 4},s${(i + 1) % 4}`)
    const { quantities } = await reducedOf({
      format: 'table',
      trials: file('few.csv', `label,score,enroll_speaker,test_speaker\n${[...rows, ...others].join('\n')}\n`),
    })
    expect(quantities).toMatchObject({ eer: { value: '0/1' }, minCllr: { value: '0' } })
    // as good as none wrong of four
    expect(bound(quantities['eer']).upper).toBeGreaterThan(0.5)
    expect(bound(quantities['minCllr']).upper).toBeGreaterThan(0.5)
    expect(bound(quantities['minDcf']).upper).toBe(1)
  })

  test('hold the true EER where speakers differ, more often than they promise', async () => {
    const random = pcg32(21n)
    let missed = 0
    const runs = 40
    for (let run = 0; run < runs; run++) {
      const speakers = 30
      // each speaker's targets share a shift: trials of one are far from independent
      const shift = Array.from({ length: speakers }, () => random.normal())
      const rows: string[] = []
      for (let s = 0; s < speakers; s++)
        for (let k = 0; k < 8; k++) rows.push(`1,${3 + Math.SQRT1_2 * (shift[s]! + random.normal())},s${s},s${s}`)
      for (let k = 0; k < 600; k++) {
        const [x, y] = [random.below(speakers), random.below(speakers)]
        if (x !== y) rows.push(`0,${random.normal()},s${x},s${y}`)
      }
      const table = file('c.csv', `label,score,enroll_speaker,test_speaker\n${rows.join('\n')}\n`)
      const { lower, upper } = bound((await reducedOf({ format: 'table', trials: table })).quantities['eer'])
      if (upper < 0.0668 || lower > 0.0668) missed++
    }
    expect(missed).toBeLessThanOrEqual(0.1 * runs)
  }, 120_000)
})

describe('reading', () => {
  const trials = () => file('ok.trials', '1 a x\n0 b x\n')
  test.each([
    ['a x high', 'score'],
    ['a x', 'enroll test score'],
    ['a x 1 2', 'enroll test score'],
    ['b x 0.2', 'not listed before'],
  ])('%s is refused', async (line, expected) => {
    const scores = file('bad.scores', `b x 0.1\n${line}\na x 0.9\n`)
    const { quantities, detail } = await reducedOf({ format: 'kaldi', trials: trials(), scores })
    expect(quantities).toMatchObject({ refusedLines: 1, targets: 1, nonTargets: 1 })
    expect(detail!['intake']).toMatchObject({
      refusals: [{ file: 'bad.scores', line: 2, expected: expect.stringContaining(expected) }],
    })
  })

  test('a trial twice, without a label or too short is refused', async () => {
    const bad = file('bad.trials', '1 a x\n1 a x\n2 b x\n0 b\n0 b x\n')
    const { quantities } = await reducedOf({ format: 'kaldi', trials: bad, scores: file('b.scores', 'a x 1\nb x 0\n') })
    expect(quantities).toMatchObject({ refusedLines: 3, targets: 1, nonTargets: 1 })
  })

  test('speakers of ids; an id without one is a speaker of its own', async () => {
    const { detail } = await reducedOf({
      format: 'kaldi',
      trials: trials(),
      scores: file('s.scores', 'a x 1\nb x 0\n'),
      speakers: file('utt2spk', 'a s1\nx s1\n'),
    })
    expect(detail).toMatchObject({ bounds: { by: 'speaker', clusters: 2 }, intake: { withoutSpeaker: 1 } })
  })

  test.each<[string, unknown, string]>([
    ['no section', undefined, 'speaker-access'],
    ['an unknown form', { format: 'x' }, 'speaker-access'],
    ['not there', { format: 'kaldi', trials: 'gone', scores: 'gone' }, 'recognition-file-missing'],
    ['outside', { format: 'kaldi', trials: '../../../etc/passwd', scores: 'x' }, 'recognition-file-outside'],
    ['no columns', { format: 'table', trials: 'n.csv' }, 'recognition-columns'],
    ['nothing', { format: 'kaldi', trials: 'e.txt', scores: 'e.txt' }, 'speaker-nothing'],
  ])('%s is one clear problem', async (_, access, code) => {
    file('n.csv', 'a,b\n1,2\n')
    file('e.txt', '')
    const problems = await speaker.check(subjectOf(access), speaker.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })
})

conformance('recognition/speaker', async () => {
  const random = pcg32(4n)
  const rows = Array.from({ length: 800 }, (_, i) => {
    const target = i % 5 === 0
    const [x, y] = [random.below(30), random.below(30)]
    return `${Number(target)},${i % 101 === 0 ? '' : (random.normal() + (target ? 2.5 : 0)).toFixed(3)},s${x},s${target ? x : y}`
  })
  const params = { prior: '0.05', missCost: '1', falseAlarmCost: 1, threshold: '1.5', eer: 'midpoint' }
  return {
    instrument: speaker,
    subject: subjectOf({
      format: 'table',
      trials: file('conf.csv', `label,score,enroll_speaker,test_speaker\n${rows.join('\n')}\n`),
    }),
    params,
    broken: {
      subject: subjectOf({ format: 'kaldi', trials: 'gone', scores: 'gone' }),
      items: [{ id: 'curve', part: 'curve' as const, params: speaker.params.parse(params) }],
    },
  }
})
